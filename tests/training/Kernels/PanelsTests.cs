using Rnn.Onnx.Training.Kernels;
using Rnn.Onnx.Training.Kernels.Matrices;
using Rnn.Onnx.Training.Kernels.Vectors;

namespace Rnn.Onnx.Training.Tests.Kernels;

/// <summary>Products of packed matrices against plain sums in double precision, at sizes around those of vectors, tiles and blocks.</summary>
[TestClass]
public sealed unsafe class PanelsTests
{
    private const float Untouched = -77;

    [TestMethod]
    public void Multiply_AnySizes_GivesThePlainProduct()
    {
        foreach (var width in KernelSettings.Widths)
        {
            Action multiply = width switch
            {
                KernelWidth.Widest => Multiply<Lanes512>,
                KernelWidth.Wide => Multiply<Lanes256>,
                _ => Multiply<Lanes128>,
            };
            multiply();
        }
    }

    private static void Multiply<V>()
        where V : struct, ILanes<V>
    {
        var compared = 0;
        foreach (var rows in Enumerable.Range(1, 14).Append(31))
        foreach (var depth in new[] { 1, 2, 7, 191, 192, 193, 400 })
        foreach (var vectors in new[] { 1, 2, 3, 4, 5, 11 })
        foreach (var turned in new[] { false, true })
        {
            // Not every pair of settings with every other.
            var add = (rows + depth + vectors) % 2 == 0;
            var from = vectors > 4 && rows % 3 == 0 ? Panels<V>.Width : 0;
            new Product<V>(rows, depth, vectors * V.Count, turned).AssertMultiplies(from, add);
            compared++;
        }
        Assert.AreEqual(15 * 7 * 6 * 2, compared);
    }

    // Two matrices, and a frame around the result that must not change.
    private sealed class Product<V>(int rows, int depth, int columns, bool turned)
        where V : struct, ILanes<V>
    {
        private const int Frame = 3;

        private readonly int stride = (turned ? rows : depth) + 5;
        private readonly float[] left = Draws.Uniform(
            rows,
            1,
            ((turned ? depth : rows) + 1) * ((turned ? rows : depth) + 5)
        );
        private readonly float[] right = Draws.Uniform(depth, 1, depth * columns);
        private readonly int targetStride = columns + 2 * Frame;

        public void AssertMultiplies(int from, bool add)
        {
            var before = Draws.Uniform(7, 1, (rows + 2) * targetStride);
            var target = Enumerable.Repeat(Untouched, before.Length).ToArray();
            ForEachResult(from, (place, _, _) => target[place] = before[place]);
            fixed (
                float* a = left,
                    b = Packed(),
                    c = target
            )
            {
                var first = turned ? Left.Columns(a, stride) : Left.Rows(a, stride);
                Panels<V>.Multiply(first, rows, b, depth, from, columns, c + Place(0, 0), targetStride, add);
            }
            ForEachResult(
                from,
                (place, row, column) =>
                {
                    double sum = add ? before[place] : 0;
                    var size = Math.Abs(sum);
                    for (var k = 0; k < depth; k++)
                    {
                        var part =
                            (double)left[turned ? k * stride + row : row * stride + k] * right[k * columns + column];
                        (sum, size) = (sum + part, size + Math.Abs(part));
                    }
                    Assert.AreEqual(sum, target[place], 1e-6 * size, $"[{row}, {column}] of {Text(from, add)}");
                    target[place] = Untouched;
                }
            );
            Assert.IsTrue(
                target.All(value => value == Untouched),
                $"More was written than the result: {Text(from, add)}"
            );
        }

        // Panels of four vectors of columns, each row after row, and a narrower one of those that are left.
        private float[] Packed() =>
            [
                .. from panel in Enumerable.Range(0, columns).Chunk(Panels<V>.Width)
                from k in Enumerable.Range(0, depth)
                from column in panel
                select right[k * columns + column],
            ];

        private int Place(int row, int column) => (row + 1) * targetStride + Frame + column;

        private void ForEachResult(int from, Action<int, int, int> action)
        {
            for (var row = 0; row < rows; row++)
            for (var column = from; column < columns; column++)
                action(Place(row, column), row, column);
        }

        private string Text(int from, bool add) =>
            $"[{rows}, {depth}] x [{depth}, {columns}], turned {turned}, from {from}, add {add}";
    }
}
