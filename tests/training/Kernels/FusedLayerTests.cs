using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Training.Modules;
using static TorchSharp.torch;
using RecurrentStack = Rnn.Onnx.Training.Modules.RecurrentStack;
using RecurrentState = Rnn.Onnx.Training.Modules.RecurrentState;

namespace Rnn.Onnx.Training.Tests.Kernels;

/// <summary>Stacks with the fused kernels and without have the same values and gradients.</summary>
[TestClass]
public sealed class FusedLayerTests
{
    private const long Batch = 5;
    private const long Time = 6;

    private static readonly RecurrentOptions Odd = new() { Features = 3, Hidden = 7 };

    public static IEnumerable<CellKind> Cells => Enum.GetValues<CellKind>();

    [TestMethod]
    [DynamicData(nameof(Cells))]
    public void Run_EveryKindOfStack_IsTheSameWithoutKernels(CellKind cell)
    {
        var compared = 0;
        foreach (var layers in new[] { 1, 2, 3 })
        foreach (var bidirectional in new[] { false, true })
        foreach (var residual in new[] { false, true })
        foreach (var (dropout, variational) in new[] { (0, false), (0.3, false), (0.3, true) })
        foreach (var learned in new[] { false, true })
        {
            var options = Odd with
            {
                Cell = cell,
                Layers = layers,
                Bidirectional = bidirectional,
                Residual = residual,
                Dropout = dropout,
                VariationalDropout = variational,
                LearnedInitialState = learned,
            };
            using var pair = new Pair(options);
            foreach (var lengths in new long[]?[] { null, [4, 6, 1, 1, 5] })
            {
                using var scope = NewDisposeScope();
                pair.AssertSame(stack => Run(stack, lengths), $"{options}, lengths {lengths is not null}");
                compared++;
            }
        }
        Assert.AreEqual(144, compared);

        static LayerRun Run(RecurrentStack stack, long[]? lengths)
        {
            manual_seed(9); // of the dropout
            return LayerRun.Of(stack, Leaf(1, Batch, Time, 3), lengths is null ? null : tensor(lengths));
        }
    }

    [TestMethod]
    [DynamicData(nameof(Cells))]
    public void Run_GivenStates_AreTheSameWithoutKernelsHoweverTheyLieInMemory(CellKind cell)
    {
        using var pair = new Pair(Odd with { Cell = cell, Layers = 2, Bidirectional = true });
        using var scope = NewDisposeScope();
        foreach (var ragged in new[] { false, true })
        {
            Compare("contiguous", stream => Leaf(stream, Batch, 4, 7), ragged);
            Compare("transposed", stream => Leaf(stream, 4, Batch, 7).transpose(0, 1), ragged);
            Compare("expanded", stream => Leaf(stream, 1, 4, 7).expand(Batch, 4, 7), ragged);
            Compare("strided", stream => Leaf(stream, Batch, 4, 14).slice(2, 1, 14, 2), ragged);
        }

        void Compare(string layout, Func<long, Tensor> state, bool ragged) =>
            pair.AssertSame(
                stack =>
                {
                    var initial = new RecurrentState(state(2), cell == CellKind.Lstm ? state(3) : null);
                    var lengths = ragged ? tensor(new long[] { 1, 6, 3, 6, 2 }) : null;
                    return LayerRun.Of(stack, Leaf(1, Batch, Time, 3), lengths, initial);
                },
                $"{layout}, lengths {ragged}"
            );
    }

    [TestMethod]
    [DynamicData(nameof(Cells))]
    public void Run_InputThatIsNotContiguous_IsReadByItsStrides(CellKind cell)
    {
        using var pair = new Pair(Odd with { Cell = cell });
        using var scope = NewDisposeScope();
        var layouts = new Dictionary<string, Func<(Tensor Leaf, Tensor Input)>>(StringComparer.Ordinal)
        {
            ["time first"] = () => Viewed(Leaf(1, Time, Batch, 3), x => x.transpose(0, 1)),
            ["features first"] = () => Viewed(Leaf(1, 3, Time, Batch), x => x.permute(2, 1, 0)),
            ["narrow in rows"] = () => Viewed(Leaf(1, Batch + 2, Time, 3), x => x.narrow(0, 1, Batch)),
            ["narrow in time"] = () => Viewed(Leaf(1, Batch, Time + 3, 3), x => x.narrow(1, 2, Time)),
            ["narrow in features"] = () => Viewed(Leaf(1, Batch, Time, 8), x => x.narrow(2, 4, 3)),
            ["every other step"] = () => Viewed(Leaf(1, Batch, 2 * Time, 3), x => x.slice(1, 0, 2 * Time, 2)),
            ["the same row"] = () => Viewed(Leaf(1, 1, Time, 3), x => x.expand(Batch, Time, 3)),
            ["the same step"] = () => Viewed(Leaf(1, Batch, 1, 3), x => x.expand(Batch, Time, 3)),
        };
        foreach (var (layout, make) in layouts)
        foreach (var lengths in new long[]?[] { null, [4, 6, 1, 1, 5] })
        {
            pair.AssertSame(
                stack =>
                {
                    var (leaf, input) = make();
                    var run = LayerRun.Of(stack, input, lengths is null ? null : tensor(lengths));
                    Assert.IsNotNull(leaf.grad, layout);
                    var gradients = new SortedDictionary<string, double[]>(
                        run.Gradients.ToDictionary(StringComparer.Ordinal),
                        StringComparer.Ordinal
                    )
                    {
                        ["leaf"] = LayerRun.Read(leaf.grad),
                    };
                    return run with { Gradients = gradients };
                },
                layout
            );
        }

        static (Tensor, Tensor) Viewed(Tensor leaf, Func<Tensor, Tensor> view) => (leaf, view(leaf));
    }

    [TestMethod]
    [DynamicData(nameof(Cells))]
    public void Run_StateOfTheRunBefore_GradientsGoThroughBoth(CellKind cell)
    {
        using var stack = new RecurrentStack(Odd with { Cell = cell, Layers = 2 });
        using var scope = NewDisposeScope();
        var whole = LayerRun.Of(stack, Leaf(1, Batch, Time, 3));

        stack.zero_grad();
        var input = Leaf(1, Batch, Time, 3);
        var first = stack.Run(input.narrow(1, 0, 2));
        var second = stack.Run(input.narrow(1, 2, Time - 2), initial: first.Final);
        LayerRun.Loss(second with { Steps = cat([first.Steps, second.Steps], 1) }, 4).backward();

        Near.Compare(whole.Gradients, LayerRun.GradientsOf(stack, input), Near.Gradient, 1e-6, $"{cell}");
    }

    [TestMethod]
    [DynamicData(nameof(Cells))]
    public void Run_WithoutGradients_HasTheValuesOfTraining(CellKind cell)
    {
        using var pair = new Pair(Odd with { Cell = cell, Layers = 2, Bidirectional = true });
        using var scope = NewDisposeScope();
        var expected = LayerRun.Values(pair.Plain.Run(Leaf(1, Batch, Time, 3)));
        foreach (var stack in new[] { pair.Fused, pair.Plain })
        {
            stack.eval();
            Compare(stack.Run(Leaf(1, Batch, Time, 3)), graph: true);
            using (no_grad())
                Compare(stack.Run(Leaf(1, Batch, Time, 3)), graph: false);
            using (inference_mode())
                Compare(stack.Run(Leaf(1, Batch, Time, 3).detach()), graph: false);
            foreach (var parameter in stack.parameters())
                parameter.requires_grad_(false);
            Compare(stack.Run(Leaf(1, Batch, Time, 3).detach()), graph: false);
        }

        void Compare(RecurrentOutput output, bool graph)
        {
            Assert.AreEqual(graph, output.Steps.requires_grad);
            Assert.AreEqual(graph, output.Final.Hidden.requires_grad);
            Near.Compare(expected, LayerRun.Values(output), 1e-6, 1e-6, $"{cell}");
        }
    }

    private static Tensor Leaf(long stream, params long[] shape) =>
        Draws.Uniform(stream, 2, ScalarType.Float32, shape).requires_grad_();
}
