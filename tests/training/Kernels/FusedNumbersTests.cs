using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Training.Kernels;
using Rnn.Onnx.Training.Modules;
using static TorchSharp.torch;
using RecurrentStack = Rnn.Onnx.Training.Modules.RecurrentStack;

namespace Rnn.Onnx.Training.Tests.Kernels;

/// <summary>Numbers that are none, or too large: they show where they show in the tensor library's layers.</summary>
[TestClass]
public sealed class FusedNumbersTests
{
    private static readonly RecurrentOptions Odd = new() { Features = 3, Hidden = 7 };

    public static IEnumerable<(CellKind Cell, float Value)> Values =>
        from cell in Enum.GetValues<CellKind>()
        from value in (float[])[float.NaN, float.PositiveInfinity, float.NegativeInfinity, 1e30f, -3e38f, 1e-40f]
        select (cell, value);

    // Row 2 has it at step 3 of 6, in front of its end or behind it.
    [TestMethod]
    [DynamicData(nameof(Values))]
    public void Run_StrangeValue_ShowsWhereItDoesWithoutKernels(CellKind cell, float value)
    {
        using var pair = new Pair(Odd with { Cell = cell, Layers = 2, Bidirectional = true });
        foreach (var width in KernelSettings.Widths)
        foreach (var lengths in new long[]?[] { null, [4, 6, 5, 1, 5], [4, 6, 3, 1, 5] })
        {
            using var scope = NewDisposeScope();
            using var forced = KernelPath.Force(width);
            var input = Draws.Uniform(1, 2, ScalarType.Float32, 5, 6, 3);
            input[2, 3, 1] = value;
            var ragged = lengths is null ? null : tensor(lengths);
            var (expected, found) = (pair.Plain.Run(input, ragged), pair.Fused.Run(input, ragged));
            Compare(LayerRun.Values(expected), LayerRun.Values(found), $"{width}, {string.Join(" ", lengths ?? [])}");
        }
    }

    [TestMethod]
    [DataRow(CellKind.Lstm)]
    [DataRow(CellKind.Gru)]
    [DataRow(CellKind.ElmanTanh)]
    [DataRow(CellKind.ElmanRelu)]
    public void Backward_NotANumber_ReachesTheSameGradientsWithoutKernels(CellKind cell)
    {
        using var pair = new Pair(Odd with { Cell = cell });
        foreach (var width in KernelSettings.Widths)
        {
            using var scope = NewDisposeScope();
            using var forced = KernelPath.Force(width);
            var (expected, found) = (Run(pair.Plain), Run(pair.Fused));
            Compare(expected.Gradients, found.Gradients, $"{width}");
        }

        static LayerRun Run(RecurrentStack stack)
        {
            var input = Draws.Uniform(1, 2, ScalarType.Float32, 5, 6, 3);
            input[2, 3, 1] = float.NaN;
            return LayerRun.Of(stack, input.requires_grad_());
        }
    }

    private static void Compare(
        IReadOnlyDictionary<string, double[]> expected,
        IReadOnlyDictionary<string, double[]> found,
        string what
    )
    {
        foreach (var (name, values) in expected)
        {
            for (var i = 0; i < values.Length; i++)
            {
                var (exact, answer) = (values[i], found[name][i]);
                var same = double.IsFinite(exact)
                    ? Math.Abs(answer - exact) <= 2e-5 * Math.Abs(exact) + 2e-6
                    : answer.Equals(exact);
                Assert.IsTrue(same, $"{name} [{i}], {what}: expected {exact}, found {answer}.");
            }
        }
    }
}
