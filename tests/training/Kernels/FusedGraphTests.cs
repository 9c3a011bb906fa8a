using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Training.Modules;
using static TorchSharp.torch;
using RecurrentStack = Rnn.Onnx.Training.Modules.RecurrentStack;

namespace Rnn.Onnx.Training.Tests.Kernels;

/// <summary>Layers as parts of a graph: what of it is used, how often, and which gradients are asked for.</summary>
[TestClass]
public sealed class FusedGraphTests
{
    private static readonly RecurrentOptions Odd = new()
    {
        Features = 3,
        Hidden = 7,
        Layers = 2,
        Bidirectional = true,
    };

    public static IEnumerable<CellKind> Cells => Enum.GetValues<CellKind>();

    [TestMethod]
    [DynamicData(nameof(Cells))]
    public void Backward_GraphKept_GivesTheSameGradientsAgain(CellKind cell)
    {
        using var stack = new RecurrentStack(Odd with { Cell = cell });
        using var scope = NewDisposeScope();
        var input = Input();
        var loss = LayerRun.Loss(stack.Run(input), 4);
        loss.backward(retain_graph: true);
        var once = LayerRun.GradientsOf(stack, input);
        stack.zero_grad();
        input.grad = null;
        loss.backward();
        Near.Compare(once, LayerRun.GradientsOf(stack, input), 0, 0, "To the bit.");
    }

    [TestMethod]
    [DynamicData(nameof(Cells))]
    public void Backward_TwoLossesOfOneGraph_AddUp(CellKind cell)
    {
        using var pair = new Pair(Odd with { Cell = cell });
        using var scope = NewDisposeScope();
        pair.AssertSame(
            stack =>
            {
                stack.zero_grad();
                var input = Input();
                var output = stack.Run(input);
                LayerRun.Weighed(output.Steps, 4).backward(retain_graph: true);
                LayerRun.Weighed(output.Final.Hidden, 5).backward();
                return Run(stack, output, input);
            },
            $"{cell}"
        );
    }

    [TestMethod]
    [DynamicData(nameof(Cells))]
    public void Backward_PartOfTheAnswer_GivesItsGradient(CellKind cell)
    {
        using var pair = new Pair(Odd with { Cell = cell });
        using var scope = NewDisposeScope();
        var parts = new Dictionary<string, Func<RecurrentOutput, Tensor>>(StringComparer.Ordinal)
        {
            ["steps"] = output => output.Steps,
            ["a step"] = output => output.Steps.select(1, 2),
            // Gradients that lie in memory otherwise than the answer.
            ["steps turned"] = output => output.Steps.transpose(1, 2),
            ["sum of steps"] = output => output.Steps.sum(),
            ["sums of states"] = output => output.Final.Hidden.sum([1L]),
            ["last"] = output => output.Last,
            ["final states"] = output => output.Final.Hidden,
            ["a final state"] = output => output.Final.Hidden.select(1, 1),
            ["cell states"] = output => output.Final.Cell ?? output.Final.Hidden,
        };
        foreach (var (name, part) in parts)
        foreach (var lengths in new long[]?[] { null, [4, 6, 1, 1, 5] })
            pair.AssertSame(stack => Used(stack, lengths, part), $"{name}, lengths {lengths is not null}");

        LayerRun Used(RecurrentStack stack, long[]? lengths, Func<RecurrentOutput, Tensor> part)
        {
            stack.zero_grad();
            var input = Input();
            var output = stack.Run(input, lengths is null ? null : tensor(lengths));
            LayerRun.Weighed(part(output), 4).backward();
            return Run(stack, output, input);
        }
    }

    [TestMethod]
    [DataRow("input", "")]
    [DataRow("", "weight_ih_l0")]
    [DataRow("", "weight_hh_l0")]
    [DataRow("", "bias_ih_l0")]
    [DataRow("", "bias_hh_l0")]
    [DataRow("input", "weight_hh_l0_reverse bias_ih_l1")]
    [DataRow("", "weight_ih_l1 weight_ih_l1_reverse")]
    public void Backward_PartIsFrozen_GivesTheRestItsGradients(string read, string trained)
    {
        foreach (var cell in Cells)
        {
            using var pair = new Pair(Odd with { Cell = cell });
            using var scope = NewDisposeScope();
            pair.AssertSame(
                stack =>
                {
                    foreach (var (name, weight) in WeightCopy.Weights(stack))
                        weight.requires_grad_(trained.Split(' ').Contains(name));
                    var input = Input().requires_grad_(read.Length > 0);
                    var run = LayerRun.Of(stack, input);
                    var expected = $"{read} {trained}".Split(' ', StringSplitOptions.RemoveEmptyEntries);
                    CollectionAssert.AreEquivalent(expected, run.Gradients.Keys.ToArray(), $"{cell}");
                    return run;
                },
                $"{cell}"
            );
        }
    }

    [TestMethod]
    [DynamicData(nameof(Cells))]
    public void Backward_StackUsedTwice_AddsBothUp(CellKind cell)
    {
        using var pair = new Pair(Odd with { Cell = cell, Features = 14 });
        using var scope = NewDisposeScope();
        pair.AssertSame(
            stack =>
            {
                var input = Input(features: 14);
                stack.zero_grad();
                var lower = stack.Run(input, tensor(new long[] { 6, 1, 2, 6, 3 }));
                var upper = stack.Run(lower.Steps, null, lower.Final); // [N, T, 14] again
                LayerRun.Loss(upper, 4).backward();
                return Run(stack, upper, input);
            },
            $"{cell}"
        );
    }

    [TestMethod]
    [DynamicData(nameof(Cells))]
    public void Run_AnswerNotUsed_LeavesNothingBehind(CellKind cell)
    {
        using var stack = new RecurrentStack(Odd with { Cell = cell });
        using var scope = NewDisposeScope();
        var expected = LayerRun.Of(stack, Input());
        stack.zero_grad();
        using (NewDisposeScope())
            stack.Run(Input());
        var unrelated = ones(1).requires_grad_();
        unrelated.sum().backward();
        Assert.IsTrue(stack.parameters().All(p => p.grad is null || p.grad.count_nonzero().item<long>() == 0));
        Near.Compare(expected.Gradients, LayerRun.Of(stack, Input()).Gradients, 0, 0, "To the bit.");
    }

    // What is right, or refused; never a second derivative with a part missing.
    [TestMethod]
    [DynamicData(nameof(Cells))]
    public void Backward_OfAGradient_IsRightOrRefused(CellKind cell)
    {
        using var pair = new Pair(Odd with { Cell = cell, Layers = 1, Bidirectional = false });
        using var scope = NewDisposeScope();
        var expected = Penalty(pair.Plain);
        SortedDictionary<string, double[]> found;
        try
        {
            found = Penalty(pair.Fused);
        }
        catch (Exception error)
            when (error
                    is NotSupportedException
                        or InvalidOperationException
                        or System.Runtime.InteropServices.ExternalException
            )
        {
            StringAssert.Contains(error.Message, "FusedKernels", "The sentence says what to turn off.");
            return;
        }
        Near.Compare(expected, found, 1e-4, 1e-5, $"{cell}");

        static SortedDictionary<string, double[]> Penalty(RecurrentStack stack)
        {
            stack.zero_grad();
            var input = Input();
            var loss = stack.Run(input).Steps.square().sum();
            var gradient = autograd.grad([loss], [input], retain_graph: true, create_graph: true)[0]; // [N, T, C]
            gradient.square().sum().backward();
            return LayerRun.GradientsOf(stack, input);
        }
    }

    private static LayerRun Run(RecurrentStack stack, RecurrentOutput output, Tensor input) =>
        new(LayerRun.Values(output), LayerRun.GradientsOf(stack, input));

    private static Tensor Input(long features = 3) =>
        Draws.Uniform(1, 2, ScalarType.Float32, 5, 6, features).requires_grad_();
}
