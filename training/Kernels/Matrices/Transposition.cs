using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Rnn.Onnx.Training.Kernels.Matrices;

/// <summary>Copies a matrix so that its rows become columns.</summary>
internal static unsafe class Transposition
{
    private const int Block = 4;

    /// <summary>target[column, row] = source[row, column].</summary>
    /// <param name="source">The matrix.</param>
    /// <param name="sourceStride">From one row of it to the next.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="target">The transposed one.</param>
    /// <param name="targetStride">From one row of that to the next.</param>
    public static void Copy(float* source, nint sourceStride, int rows, int columns, float* target, nint targetStride)
    {
        var row = 0;
        for (; row + Block <= rows; row += Block)
        {
            var from = source + row * sourceStride;
            var to = target + row;
            var column = 0;
            for (; column + Block <= columns; column += Block)
                CopyBlock(from + column, sourceStride, to + column * targetStride, targetStride);
            CopyEach(from + column, sourceStride, Block, columns - column, to + column * targetStride, targetStride);
        }
        CopyEach(source + row * sourceStride, sourceStride, rows - row, columns, target + row, targetStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyBlock(float* source, nint sourceStride, float* target, nint targetStride)
    {
        if (!Sse.IsSupported)
        {
            CopyEach(source, sourceStride, Block, Block, target, targetStride);
            return;
        }
        var (a, b) = (Vector128.Load(source), Vector128.Load(source + sourceStride));
        var (c, d) = (Vector128.Load(source + 2 * sourceStride), Vector128.Load(source + 3 * sourceStride));
        var (lowAb, highAb) = (Sse.UnpackLow(a, b), Sse.UnpackHigh(a, b)); // a0 b0 a1 b1, a2 b2 a3 b3
        var (lowCd, highCd) = (Sse.UnpackLow(c, d), Sse.UnpackHigh(c, d));
        Sse.MoveLowToHigh(lowAb, lowCd).Store(target);
        Sse.MoveHighToLow(lowCd, lowAb).Store(target + targetStride);
        Sse.MoveLowToHigh(highAb, highCd).Store(target + 2 * targetStride);
        Sse.MoveHighToLow(highCd, highAb).Store(target + 3 * targetStride);
    }

    private static void CopyEach(
        float* source,
        nint sourceStride,
        int rows,
        int columns,
        float* target,
        nint targetStride
    )
    {
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
                target[column * targetStride + row] = source[row * sourceStride + column];
        }
    }
}
