using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Training.Kernels;
using Rnn.Onnx.Training.Modules;
using TorchSharp;
using static TorchSharp.torch;
using RecurrentStack = Rnn.Onnx.Training.Modules.RecurrentStack;

namespace Rnn.Onnx.Training.Tests.Kernels;

/// <summary>What the kernels do not cover runs as if they were not there: with the bits of a stack that has them turned off.</summary>
[TestClass]
public sealed class FusedFallbackTests
{
    private static readonly RecurrentOptions Large = new()
    {
        Features = 17,
        Hidden = 33,
        Bidirectional = true,
    };

    public static IEnumerable<CellKind> Cells => Enum.GetValues<CellKind>();

    [TestMethod]
    [DynamicData(nameof(Cells))]
    public void Run_KernelsForcedOff_HasTheTensorLibrarysBits(CellKind cell)
    {
        using var off = KernelPath.Force(KernelWidth.Off);
        AssertSameBits(Large with { Cell = cell }, ScalarType.Float32);
    }

    [TestMethod]
    [DynamicData(nameof(Cells))]
    public void Run_DoublePrecision_HasTheTensorLibrarysBits(CellKind cell) =>
        AssertSameBits(Large with { Cell = cell }, ScalarType.Float64);

    [TestMethod]
    [DynamicData(nameof(Cells))]
    public void Run_HandWrittenCells_HaveTheirOwnBits(CellKind cell) =>
        AssertSameBits(Large with { Cell = cell, HandWritten = true }, ScalarType.Float32);

    [TestMethod]
    [DynamicData(nameof(Cells))]
    public void Run_NormalizedCells_HaveTheirOwnBits(CellKind cell) =>
        AssertSameBits(Large with { Cell = cell, LayerNorm = true }, ScalarType.Float32);

    private static void AssertSameBits(RecurrentOptions options, ScalarType dtype)
    {
        using var pair = new Pair(options);
        pair.Fused.to(dtype);
        pair.Plain.to(dtype);
        using var scope = NewDisposeScope();
        foreach (var lengths in new long[]?[] { null, [4, 6, 1, 1, 5] })
        {
            var (expected, found) = (Run(pair.Plain), Run(pair.Fused));
            Near.Compare(expected.Outputs, found.Outputs, 0, 0, "To the bit.");
            Near.Compare(expected.Gradients, found.Gradients, 0, 0, "To the bit.");

            LayerRun Run(RecurrentStack stack) =>
                LayerRun.Of(
                    stack,
                    Draws.Uniform(1, 2, dtype, 5, 6, 17).requires_grad_(),
                    lengths is null ? null : tensor(lengths)
                );
        }
    }
}
