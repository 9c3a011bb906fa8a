using System.Runtime.CompilerServices;

namespace Rnn.Onnx.Training.Kernels.Matrices;

/// <summary>
/// Products of a few rows with one strip of columns, with the results in registers: target (+)= left * right. The right matrix has
/// the strip's columns only; row k of it stands at k * rightStride. What is added to is asked for first and read last: it comes from far
/// away, and nothing waits for it.
/// </summary>
internal static unsafe class Tile<S>
    where S : struct, IStrip<S>
{
    /// <summary>Any number of rows: six at a time as long as no single row is left over, which would keep the processor waiting.</summary>
    public static void Multiply(
        Left all,
        nint rows,
        float* right,
        nint rightStride,
        nint depth,
        float* target,
        nint targetStride,
        bool add
    )
    {
        for (nint row = 0; row < rows; )
        {
            var part = all with { First = (nint)all.At(row, 0) };
            var result = target + row * targetStride;
            switch (rows - row)
            {
                case 1:
                    Row1(part, right, rightStride, depth, result, add);
                    row += 1;
                    break;
                case 2:
                    Rows2(part, right, rightStride, depth, result, targetStride, add);
                    row += 2;
                    break;
                case 3 or 5:
                    Rows3(part, right, rightStride, depth, result, targetStride, add);
                    row += 3;
                    break;
                case 4 or 7 or 8:
                    Rows4(part, right, rightStride, depth, result, targetStride, add);
                    row += 4;
                    break;
                default:
                    Rows6(part, right, rightStride, depth, result, targetStride, add);
                    row += 6;
                    break;
            }
        }
    }

    /// <summary>Six rows of the result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Rows6(
        Left from,
        float* right,
        nint rightStride,
        nint depth,
        float* target,
        nint targetStride,
        bool add
    )
    {
        var left = (float*)from.First;
        var (rowStride, stride) = (from.RowStride, from.Stride);
        var lower = left + 3 * rowStride;
        var lowerTarget = target + 3 * targetStride;
        S r0 = default,
            r1 = default,
            r2 = default,
            r3 = default,
            r4 = default,
            r5 = default;
        if (add)
        {
            S.Prefetch(target);
            S.Prefetch(target + targetStride);
            S.Prefetch(target + 2 * targetStride);
            S.Prefetch(lowerTarget);
            S.Prefetch(lowerTarget + targetStride);
            S.Prefetch(lowerTarget + 2 * targetStride);
        }
        for (nint k = 0; k < depth; k++)
        {
            var row = S.Load(right);
            right += rightStride;
            r0 = S.MultiplyAdd(left[0], row, r0);
            r1 = S.MultiplyAdd(left[rowStride], row, r1);
            r2 = S.MultiplyAdd(left[2 * rowStride], row, r2);
            left += stride;
            r3 = S.MultiplyAdd(lower[0], row, r3);
            r4 = S.MultiplyAdd(lower[rowStride], row, r4);
            r5 = S.MultiplyAdd(lower[2 * rowStride], row, r5);
            lower += stride;
        }
        if (add)
        {
            r0 = S.Add(r0, S.Load(target));
            r1 = S.Add(r1, S.Load(target + targetStride));
            r2 = S.Add(r2, S.Load(target + 2 * targetStride));
            r3 = S.Add(r3, S.Load(lowerTarget));
            r4 = S.Add(r4, S.Load(lowerTarget + targetStride));
            r5 = S.Add(r5, S.Load(lowerTarget + 2 * targetStride));
        }
        S.Store(r0, target);
        S.Store(r1, target + targetStride);
        S.Store(r2, target + 2 * targetStride);
        S.Store(r3, lowerTarget);
        S.Store(r4, lowerTarget + targetStride);
        S.Store(r5, lowerTarget + 2 * targetStride);
    }

    /// <summary>Four rows of the result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Rows4(
        Left from,
        float* right,
        nint rightStride,
        nint depth,
        float* target,
        nint targetStride,
        bool add
    )
    {
        var left = (float*)from.First;
        var (rowStride, stride) = (from.RowStride, from.Stride);
        var lower = left + 2 * rowStride;
        var lowerTarget = target + 2 * targetStride;
        S r0 = default,
            r1 = default,
            r2 = default,
            r3 = default;
        if (add)
        {
            S.Prefetch(target);
            S.Prefetch(target + targetStride);
            S.Prefetch(lowerTarget);
            S.Prefetch(lowerTarget + targetStride);
        }
        for (nint k = 0; k < depth; k++)
        {
            var row = S.Load(right);
            right += rightStride;
            r0 = S.MultiplyAdd(left[0], row, r0);
            r1 = S.MultiplyAdd(left[rowStride], row, r1);
            left += stride;
            r2 = S.MultiplyAdd(lower[0], row, r2);
            r3 = S.MultiplyAdd(lower[rowStride], row, r3);
            lower += stride;
        }
        if (add)
        {
            r0 = S.Add(r0, S.Load(target));
            r1 = S.Add(r1, S.Load(target + targetStride));
            r2 = S.Add(r2, S.Load(lowerTarget));
            r3 = S.Add(r3, S.Load(lowerTarget + targetStride));
        }
        S.Store(r0, target);
        S.Store(r1, target + targetStride);
        S.Store(r2, lowerTarget);
        S.Store(r3, lowerTarget + targetStride);
    }

    /// <summary>Three rows of the result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Rows3(
        Left from,
        float* right,
        nint rightStride,
        nint depth,
        float* target,
        nint targetStride,
        bool add
    )
    {
        var left = (float*)from.First;
        var (rowStride, stride) = (from.RowStride, from.Stride);
        S r0 = default,
            r1 = default,
            r2 = default;
        if (add)
        {
            S.Prefetch(target);
            S.Prefetch(target + targetStride);
            S.Prefetch(target + 2 * targetStride);
        }
        for (nint k = 0; k < depth; k++)
        {
            var row = S.Load(right);
            right += rightStride;
            r0 = S.MultiplyAdd(left[0], row, r0);
            r1 = S.MultiplyAdd(left[rowStride], row, r1);
            r2 = S.MultiplyAdd(left[2 * rowStride], row, r2);
            left += stride;
        }
        if (add)
        {
            r0 = S.Add(r0, S.Load(target));
            r1 = S.Add(r1, S.Load(target + targetStride));
            r2 = S.Add(r2, S.Load(target + 2 * targetStride));
        }
        S.Store(r0, target);
        S.Store(r1, target + targetStride);
        S.Store(r2, target + 2 * targetStride);
    }

    /// <summary>Two rows of the result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Rows2(
        Left from,
        float* right,
        nint rightStride,
        nint depth,
        float* target,
        nint targetStride,
        bool add
    )
    {
        var left = (float*)from.First;
        var (rowStride, stride) = (from.RowStride, from.Stride);
        S r0 = default,
            r1 = default;
        if (add)
        {
            S.Prefetch(target);
            S.Prefetch(target + targetStride);
        }
        for (nint k = 0; k < depth; k++)
        {
            var row = S.Load(right);
            right += rightStride;
            r0 = S.MultiplyAdd(left[0], row, r0);
            r1 = S.MultiplyAdd(left[rowStride], row, r1);
            left += stride;
        }
        if (add)
        {
            r0 = S.Add(r0, S.Load(target));
            r1 = S.Add(r1, S.Load(target + targetStride));
        }
        S.Store(r0, target);
        S.Store(r1, target + targetStride);
    }

    /// <summary>One row, with two sums that take turns: one alone would wait for itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Row1(Left from, float* right, nint rightStride, nint depth, float* target, bool add)
    {
        var left = (float*)from.First;
        var stride = from.Stride;
        S even = default,
            odd = default;
        if (add)
            S.Prefetch(target);
        nint k = 0;
        for (; k + 2 <= depth; k += 2)
        {
            even = S.MultiplyAdd(left[0], S.Load(right), even);
            odd = S.MultiplyAdd(left[stride], S.Load(right + rightStride), odd);
            left += 2 * stride;
            right += 2 * rightStride;
        }
        if (k < depth)
            even = S.MultiplyAdd(left[0], S.Load(right), even);
        even = S.Add(even, odd);
        if (add)
            even = S.Add(even, S.Load(target));
        S.Store(even, target);
    }
}
