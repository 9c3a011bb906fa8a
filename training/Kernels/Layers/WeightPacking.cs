using Rnn.Onnx.Training.Kernels.Matrices;
using Rnn.Onnx.Training.Kernels.Vectors;

namespace Rnn.Onnx.Training.Kernels.Layers;

/// <summary>Between PyTorch's weights [G*H, K] and the panels and sums that the kernels compute with.</summary>
internal static unsafe class WeightPacking<V>
    where V : struct, ILanes<V>
{
    // So many inputs of a vector's units at once: source and target stay in the first cache.
    private const int Tile = 16;

    /// <summary>
    /// Panels [K, gates] for products from inputs or states to gates; the panels from <paramref name="part"/> on, each
    /// <paramref name="parts"/>-th. The weights make the rows from <paramref name="first"/> on, of <paramref name="all"/>.
    /// </summary>
    public static void ToGates(
        float* weights,
        int depth,
        GateLayout<V> layout,
        float* panels,
        int first,
        int all,
        int part,
        int parts
    )
    {
        for (var column = part * Panels<V>.Width; column < layout.Columns; column += parts * Panels<V>.Width)
        {
            var width = Math.Min(Panels<V>.Width, layout.Columns - column);
            var panel = Panels<V>.At(panels, column, all) + (nint)first * width;
            for (var lane = 0; lane < width; lane += V.Count)
            {
                var (gate, unit) = layout.Of(column + lane);
                var real = Math.Clamp(layout.Hidden - unit, 0, V.Count);
                Turn(weights + ((nint)gate * layout.Hidden + unit) * depth, real, depth, panel + lane, width);
            }
        }
    }

    /// <summary>Panels [gates, K] for products from the gates' gradients to those of inputs or states.</summary>
    public static void FromGates(float* weights, int width, GateLayout<V> layout, float* panels, int part, int parts)
    {
        var padded = Panels<V>.Padded(width);
        for (var column = part * Panels<V>.Width; column < padded; column += parts * Panels<V>.Width)
        {
            var wide = Math.Min(Panels<V>.Width, padded - column);
            var real = Math.Min(wide, width - column);
            var target = Panels<V>.At(panels, column, layout.Columns);
            for (var row = 0; row < layout.Columns; row++, target += wide)
            {
                var (gate, unit) = layout.Of(row);
                unit += row % V.Count;
                var line = new Span<float>(target, wide);
                if (unit < layout.Hidden)
                {
                    var source = weights + ((nint)gate * layout.Hidden + unit) * width + column;
                    new ReadOnlySpan<float>(source, real).CopyTo(line);
                    line[real..].Clear();
                }
                else
                {
                    line.Clear();
                }
            }
        }
    }

    /// <summary>Sums of a panel [K, width] to the matrix of PyTorch's form [G*H, K].</summary>
    public static void Gather(float* sums, int depth, GateLayout<V> layout, int column, int width, float* weights)
    {
        for (var lane = 0; lane < width; lane += V.Count)
        {
            var (gate, unit) = layout.Of(column + lane);
            var real = Math.Clamp(layout.Hidden - unit, 0, V.Count);
            var target = weights + ((nint)gate * layout.Hidden + unit) * depth;
            Transposition.Copy(sums + lane, width, depth, real, target, depth);
        }
    }

    /// <summary>Sums of parts [K, gates] to one matrix of PyTorch's form [G*H, K].</summary>
    /// <param name="sums">The first part.</param>
    /// <param name="next">From a part to the next.</param>
    /// <param name="count">How many parts.</param>
    /// <param name="depth">K.</param>
    /// <param name="layout">How the gates lie.</param>
    /// <param name="weights">The result.</param>
    /// <param name="part">First vector of columns.</param>
    /// <param name="parts">From one vector of columns to the next that is done here.</param>
    public static void Gather(
        float* sums,
        nint next,
        int count,
        int depth,
        GateLayout<V> layout,
        float* weights,
        int part,
        int parts
    )
    {
        var tile = stackalloc float[Tile * V.Count];
        for (var column = part * V.Count; column < layout.Columns; column += parts * V.Count)
        {
            var (gate, unit) = layout.Of(column);
            var real = Math.Clamp(layout.Hidden - unit, 0, V.Count);
            var target = weights + ((nint)gate * layout.Hidden + unit) * depth;
            for (var k = 0; k < depth; k += Tile)
            {
                var rows = Math.Min(Tile, depth - k);
                for (var row = 0; row < rows; row++)
                {
                    var from = sums + (nint)(k + row) * layout.GateStride + column;
                    var sum = V.Load(from);
                    for (var other = 1; other < count; other++)
                        sum += V.Load(from + other * next);
                    sum.Store(tile + row * V.Count);
                }
                Transposition.Copy(tile, V.Count, rows, real, target + k, depth);
            }
        }
    }

    // target[k, lane] = source[lane, k], and 0 in the lanes behind the real ones.
    private static void Turn(float* source, int real, int depth, float* target, int stride)
    {
        for (var from = 0; from < depth; from += Tile)
        {
            var to = Math.Min(from + Tile, depth);
            Transposition.Copy(source + from, depth, real, to - from, target + (nint)from * stride, stride);
            for (var k = from; real < V.Count && k < to; k++)
                new Span<float>(target + (nint)k * stride + real, V.Count - real).Clear();
        }
    }
}
