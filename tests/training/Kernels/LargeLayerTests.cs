using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Training.Kernels;
using Rnn.Onnx.Training.Modules;
using TorchSharp;
using static TorchSharp.torch;
using RecurrentStack = Rnn.Onnx.Training.Modules.RecurrentStack;
using RecurrentState = Rnn.Onnx.Training.Modules.RecurrentState;

namespace Rnn.Onnx.Training.Tests.Kernels;

/// <summary>
/// Layers large enough that rows are split among threads, steps into chunks and products into blocks, against double precision;
/// every size is a little more or less than a block's.
/// </summary>
[TestClass]
public sealed class LargeLayerTests
{
    // Sums of some thousand numbers are rounded that much more often.
    private const double Output = 1e-6;

    public static IEnumerable<(int Rows, int Time, int Features, int Hidden, bool Bidirectional)> Sizes =>
        [
            (64, 20, 1, 64, false),
            (33, 31, 5, 31, true),
            (7, 100, 3, 65, false),
            (3, 17, 197, 129, false),
            (97, 5, 65, 33, true),
            (161, 3, 17, 49, false),
            (1, 13, 10, 193, true),
            (128, 100, 3, 17, false),
            (37, 9, 16, 32, true),
        ];

    private static IEnumerable<(KernelWidth Width, int Threads)> Settings =>
        KernelSettings.Widths.Select(width => (width, 3)).Append((KernelSettings.Widths.First(), 2));

    [TestMethod]
    [DynamicData(nameof(Sizes))]
    public void Run_MoreThanABlock_IsExact(int rows, int time, int features, int hidden, bool bidirectional)
    {
        foreach (var cell in Enum.GetValues<CellKind>())
        {
            var options = new RecurrentOptions
            {
                Cell = cell,
                Features = features,
                Hidden = hidden,
                Bidirectional = bidirectional,
            };
            using var exact = new RecurrentStack(options with { FusedKernels = false });
            exact.to(ScalarType.Float64);
            using var fused = new RecurrentStack(options);
            foreach (var ragged in new[] { false, true })
            {
                var expected = Run(exact, rows, time, ragged);
                foreach (var (width, threads) in Settings)
                {
                    using var forced = KernelPath.Force(width);
                    using var limited = KernelSettings.Threads(threads);
                    var what = $"{cell}, lengths {ragged}, {width}, {threads} threads";
                    var found = Run(fused, rows, time, ragged);
                    Near.Compare(expected.Outputs, found.Outputs, Output, Near.Tiny, what);
                    Near.Compare(expected.Gradients, found.Gradients, Near.Gradient, 0, what);
                    Near.Compare(expected.Outputs, Answer(fused, rows, time, ragged), Output, Near.Tiny, what);
                }
            }
        }
    }

    private static LayerRun Run(RecurrentStack stack, int rows, int time, bool ragged)
    {
        using var scope = NewDisposeScope();
        var weights = WeightCopy.Weights(stack);
        using (no_grad())
        {
            foreach (var ((_, weight), k) in weights.Select((entry, k) => (entry, k)))
                weight.copy_(Draws.Uniform(10 + k, 1 / Math.Sqrt(weight.shape[^1]), weight.dtype, weight.shape));
        }
        var (input, lengths, initial) = Given(stack, rows, time, ragged);
        return LayerRun.Of(stack, input, lengths, initial);
    }

    // Without a way back, memory is for a few steps only.
    private static SortedDictionary<string, double[]> Answer(RecurrentStack stack, int rows, int time, bool ragged)
    {
        using var scope = NewDisposeScope();
        using var none = no_grad();
        var (input, lengths, initial) = Given(stack, rows, time, ragged);
        return LayerRun.Values(stack.Run(input, lengths, initial));
    }

    private static (Tensor Input, Tensor? Lengths, RecurrentState Initial) Given(
        RecurrentStack stack,
        int rows,
        int time,
        bool ragged
    )
    {
        var options = stack.Options;
        var dtype = WeightCopy.Weights(stack)["weight_ih_l0"].dtype;
        var lengths = Draws.Bits(3, rows).Select(bits => 1 + (long)(bits % (ulong)time)).ToArray();
        lengths[rows / 2] = time;
        return (
            Leaf(1, rows, time, options.Features),
            ragged ? tensor(lengths) : null,
            new RecurrentState(State(20), options.Cell == CellKind.Lstm ? State(21) : null)
        );

        Tensor State(long stream) => Leaf(stream, rows, options.Directions, options.Hidden); // [N, D, H]
        Tensor Leaf(long stream, params long[] shape) => Draws.Uniform(stream, 1, dtype, shape).requires_grad_();
    }
}
