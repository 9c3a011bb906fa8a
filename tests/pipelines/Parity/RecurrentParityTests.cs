using Rnn.Onnx.Inference;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Training.Modules;

namespace Rnn.Onnx.Tests.Parity;

/// <summary>
/// The trained modules against ONNX Runtime, to 1e-5 relative: every cell (built-in, hand-written, layer-normalized) x
/// layers x directions x bias x batch x time x with and without lengths x with and without state x every pooling, 20,736
/// cases; and the same with residual links and a learned initial state.
/// </summary>
[TestClass]
public sealed class RecurrentParityTests
{
    private const int SizesOfBatchAndTime = 9;

    private static readonly (int Batch, int Time)[] Sizes =
    [
        .. from batch in new[] { 1, 3, 17 } from time in new[] { 1, 2, 50 } select (batch, time),
    ];

    public static IEnumerable<object[]> CellsAndForms =>
        from cell in Enum.GetValues<CellKind>()
        from form in new[] { "built-in", "hand-written", "layer-normalized" }
        select new object[] { cell, form };

    [TestMethod]
    [DynamicData(nameof(CellsAndForms))]
    public void Export_EveryStack_IsReproducedByOnnxRuntime(CellKind cell, string form)
    {
        var cases = 0;
        foreach (var layers in new[] { 1, 2, 3 })
        foreach (var bidirectional in new[] { false, true })
        foreach (var bias in new[] { false, true })
            cases += Demand(Options(cell, form) with { Layers = layers, Bidirectional = bidirectional, Bias = bias });
        // Layers, directions, bias; sizes; lengths, state; poolings. Twelve rows of this are the matrix.
        Assert.AreEqual(3 * 2 * 2 * SizesOfBatchAndTime * 2 * 2 * 4, cases);
        Assert.AreEqual(20_736, CellsAndForms.Count() * cases);
    }

    [TestMethod]
    [DynamicData(nameof(CellsAndForms))]
    public void Export_ResidualAndLearnedState_IsReproducedByOnnxRuntime(CellKind cell, string form)
    {
        foreach (var layers in new[] { 2, 3 })
        foreach (var bidirectional in new[] { false, true })
            Demand(
                Options(cell, form) with
                {
                    Layers = layers,
                    Bidirectional = bidirectional,
                    Residual = true,
                    LearnedInitialState = true,
                }
            );
    }

    private static RecurrentOptions Options(CellKind cell, string form) =>
        new()
        {
            Cell = cell,
            Features = 3,
            // A normalization of a handful of units may divide by next to nothing.
            Hidden = form == "layer-normalized" ? 16 : 4,
            Dropout = 0.5,
            HandWritten = form == "hand-written",
            LayerNorm = form == "layer-normalized",
        };

    private static int Demand(RecurrentOptions options)
    {
        using var subject = new RecurrentSubject(options);
        var exported = subject.Export(Sizes);
        var isScan = options.HandWritten || options.LayerNorm;
        Assert.AreEqual(isScan, exported.File.Operators.Contains("Scan"), "Hand-written cells are exported as such.");

        var report = ParityCheck.Measure(exported.File, exported.Probes);

        Assert.AreEqual(0, exported.File.Check().Count);
        Assert.IsLessThan(ParityCheck.DefaultTolerance, report.LargestRelative, $"{report.Worst}, {options}");
        return report.Probes * RecurrentSubject.CasesOfProbe;
    }
}
