using Rnn.Onnx.Training.Kernels.Vectors;

namespace Rnn.Onnx.Training.Kernels.Matrices;

/// <summary>
/// A right matrix packed for products: panels of four vectors of columns, each with its rows one after the other, and a last,
/// narrower panel of the vectors that are left. Columns fill whole vectors.
/// </summary>
internal static unsafe class Panels<V>
    where V : struct, ILanes<V>
{
    /// <summary>Columns of a full panel.</summary>
    public static int Width => 4 * V.Count;

    // Rows of a panel that fit the first cache beside the left rows that go by.
    private const int Depth = 128;

    /// <summary>The next multiple of a vector.</summary>
    public static int Padded(int columns) => (columns + V.Count - 1) / V.Count * V.Count;

    /// <summary>Where the panel of a column begins; <paramref name="column"/> is a multiple of <see cref="Width"/>.</summary>
    public static float* At(float* panels, nint column, nint depth) => panels + column * depth;

    /// <summary>target (+)= left [rows, depth] * the columns from <paramref name="from"/> to <paramref name="to"/> of the panels [depth, ...].</summary>
    /// <param name="left">The left matrix.</param>
    /// <param name="rows">Rows of it and of the target.</param>
    /// <param name="panels">The packed matrix.</param>
    /// <param name="depth">Rows of it.</param>
    /// <param name="from">First column, a multiple of <see cref="Width"/>.</param>
    /// <param name="to">Behind the last column, a multiple of a vector.</param>
    /// <param name="target">The result's column 0.</param>
    /// <param name="targetStride">From one row of the result to the next.</param>
    /// <param name="add">Whether the result is added to what stands there.</param>
    public static void Multiply(
        Left left,
        nint rows,
        float* panels,
        nint depth,
        nint from,
        nint to,
        float* target,
        nint targetStride,
        bool add
    )
    {
        for (var column = from; column < to; column += Width)
        {
            var panel = At(panels, column, depth);
            var width = Math.Min(Width, to - column);
            for (nint k = 0; k < depth; k += Depth)
            {
                var part = Math.Min(Depth, depth - k);
                Strip(
                    left with
                    {
                        First = (nint)left.At(0, k),
                    },
                    rows,
                    panel + k * width,
                    width,
                    width,
                    part,
                    target + column,
                    targetStride,
                    add || k > 0
                );
            }
        }
    }

    /// <summary>target (+)= left * right, where the right matrix has up to four vectors of columns.</summary>
    public static void Strip(
        Left left,
        nint rows,
        float* right,
        nint rightStride,
        nint width,
        nint depth,
        float* target,
        nint targetStride,
        bool add
    )
    {
        switch (width / V.Count)
        {
            case 4:
                Tile<Strip4<V>>.Multiply(left, rows, right, rightStride, depth, target, targetStride, add);
                break;
            case 3:
                Tile<Strip3<V>>.Multiply(left, rows, right, rightStride, depth, target, targetStride, add);
                break;
            case 2:
                Tile<Strip2<V>>.Multiply(left, rows, right, rightStride, depth, target, targetStride, add);
                break;
            default:
                Tile<Strip1<V>>.Multiply(left, rows, right, rightStride, depth, target, targetStride, add);
                break;
        }
    }
}
