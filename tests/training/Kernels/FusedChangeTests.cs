using System.Runtime.InteropServices;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Training.Modules;
using static TorchSharp.torch;
using RecurrentStack = Rnn.Onnx.Training.Modules.RecurrentStack;
using RecurrentState = Rnn.Onnx.Training.Modules.RecurrentState;

namespace Rnn.Onnx.Training.Tests.Kernels;

/// <summary>Tensors that are changed in place between a forward and its backward, or between two forwards.</summary>
[TestClass]
public sealed class FusedChangeTests
{
    private static readonly RecurrentOptions Odd = new()
    {
        Features = 3,
        Hidden = 7,
        Bidirectional = true,
    };

    public static IEnumerable<(CellKind Cell, string What)> Changed =>
        from cell in Enum.GetValues<CellKind>()
        from what in (string[])["input", "state", "weight_ih_l0", "weight_hh_l0", "steps", "hidden", "cell"]
        select (cell, what);

    public static IEnumerable<CellKind> Cells => Enum.GetValues<CellKind>();

    // The tensor library refuses what it would need unchanged; harmless is right as well, wrong gradients are not.
    [TestMethod]
    [DynamicData(nameof(Changed))]
    public void Backward_AfterAChangeInPlace_IsRightOrRefused(CellKind cell, string what)
    {
        using var stack = new RecurrentStack(Odd with { Cell = cell });
        using var scope = NewDisposeScope();
        var expected = Gradients(change: false);
        SortedDictionary<string, double[]> found;
        try
        {
            found = Gradients(change: true);
        }
        catch (ExternalException error)
        {
            StringAssert.Contains(error.Message, "modified by an inplace operation");
            return;
        }
        Near.Compare(expected, found, 1e-6, 1e-7, what);

        SortedDictionary<string, double[]> Gradients(bool change)
        {
            stack.zero_grad();
            var leaf = Values(1, 5, 6, 3).requires_grad_();
            var input = leaf * 1; // what may be changed in place
            var first = Values(2, 5, 2, 7).requires_grad_();
            var hidden = first * 1;
            var state = new RecurrentState(hidden, cell == CellKind.Lstm ? Values(3, 5, 2, 7) : null);
            var output = stack.Run(input, null, state);
            var loss = LayerRun.Loss(output, 4);
            using (no_grad())
            {
                var changed = what switch
                {
                    "input" => input,
                    "state" => hidden,
                    "steps" => output.Steps,
                    "hidden" => output.Final.Hidden,
                    "cell" => output.Final.Cell ?? output.Final.Hidden,
                    _ => WeightCopy.Weights(stack)[what],
                };
                if (change)
                    changed.mul_(3);
                try
                {
                    loss.backward();
                }
                finally
                {
                    if (change && what.StartsWith("weight", StringComparison.Ordinal))
                        changed.div_(3);
                }
            }
            var gradients = LayerRun.GradientsOf(stack, leaf);
            gradients.Add("state", LayerRun.Read(first.grad!));
            return gradients;
        }
    }

    [TestMethod]
    [DynamicData(nameof(Cells))]
    public void Run_AfterWeightsHaveChanged_ReadsTheNewOnes(CellKind cell)
    {
        using var pair = new Pair(Odd with { Cell = cell });
        using var scope = NewDisposeScope();
        Action<RecurrentStack>[] changes =
        [
            stack => WeightCopy.Weights(stack)["weight_hh_l0"].mul_(1.5),
            stack => WeightCopy.Weights(stack)["bias_hh_l0_reverse"].zero_(),
            stack => WeightCopy.Weights(stack)["weight_ih_l0"].detach().add_(0.25), // shares the numbers, not the history
            stack => Raw(WeightCopy.Weights(stack)["weight_ih_l0_reverse"])[0] += 1,
            stack => Raw(WeightCopy.Weights(stack)["weight_hh_l0"])[^1] -= 1,
            stack => stack.load_state_dict(stack.state_dict().ToDictionary(e => e.Key, e => e.Value * 0.75)),
        ];
        foreach (var (change, k) in changes.Select((change, k) => (change, k)))
        {
            pair.AssertSame(stack => LayerRun.Of(stack, Values(1, 5, 6, 3).requires_grad_()), $"before change {k}");
            using (no_grad())
            {
                change(pair.Plain);
                change(pair.Fused);
            }
            pair.AssertSame(stack => LayerRun.Of(stack, Values(1, 5, 6, 3).requires_grad_()), $"after change {k}");
        }

        static Span<float> Raw(Tensor weight) => MemoryMarshal.Cast<byte, float>(weight.bytes);
    }

    private static Tensor Values(long stream, params long[] shape) =>
        Draws.Uniform(stream, 1, ScalarType.Float32, shape);
}
