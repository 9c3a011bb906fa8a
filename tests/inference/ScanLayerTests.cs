using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Inference.Tests;

/// <summary>Layers written as Scans, run by ONNX Runtime: against the standard's operators, and against the equations in C#.</summary>
[TestClass]
public sealed class ScanLayerTests
{
    private static readonly LayerRun[] Runs =
    [
        new(1, 1, null, false),
        new(3, 5, null, false),
        new(3, 5, null, true),
        new(3, 5, [5, 2, 1], false),
        new(4, 5, [1, 5, 3, 4], true),
        new(2, 1, [1, 1], true),
        new(1, 4, [2], true),
        new(3, 4, [0, 3, 4], true),
    ];

    [TestMethod]
    [DataRow(CellKind.ElmanTanh)]
    [DataRow(CellKind.ElmanRelu)]
    [DataRow(CellKind.Lstm)]
    [DataRow(CellKind.Gru)]
    public void Add_LayerWrittenOut_GivesWhatTheOperatorGives(CellKind cell)
    {
        foreach (var (layers, bidirectional, bias) in new[] { (1, false, true), (1, true, false), (2, true, true) })
        {
            var operators = RandomLayers.Create(cell, layers, bidirectional, bias);
            var scans = operators.Select(layer => layer with { WrittenOut = true }).ToArray();
            foreach (var run in Runs)
            foreach (var residual in new[] { false, true })
            {
                var one = run with { Residual = residual };
                LayerRun.AssertSame(one.Run(operators), one.Run(scans), 1e-6f, $"{layers} {bidirectional} {one}");
            }
        }
    }

    [TestMethod]
    [DataRow(CellKind.ElmanTanh)]
    [DataRow(CellKind.ElmanRelu)]
    [DataRow(CellKind.Lstm)]
    [DataRow(CellKind.Gru)]
    public void Add_LayerOfEitherForm_FollowsTheEquations(CellKind cell)
    {
        foreach (var normalized in new[] { false, true })
        foreach (var (count, bidirectional, bias) in new[] { (1, false, false), (1, true, true), (3, true, true) })
        foreach (var residual in new[] { false, true })
        {
            var layers = RandomLayers.Create(cell, count, bidirectional, bias, normalized, hidden: 6);
            foreach (var run in Runs)
            {
                var one = run with { Residual = residual };
                var expected = PlainStack.Run(layers, one);
                LayerRun.AssertSame(
                    expected,
                    one.Run(layers),
                    normalized ? 1e-5f : 2e-6f,
                    $"{normalized} {count} {bidirectional} {bias} {one}"
                );
            }
        }
    }

    [TestMethod]
    [DataRow(CellKind.Lstm)]
    [DataRow(CellKind.Gru)]
    public void Add_RowOfABatch_DoesNotDependOnTheOthers(CellKind cell)
    {
        var layers = RandomLayers.Create(cell, 2, bidirectional: true, normalized: true, hidden: 5);
        var batch = new LayerRun(4, 6, [6, 2, 5, 1], true);
        var all = batch.Run(layers);
        using var model = SequenceModel.From(
            batch.Build(layers).Build(),
            "stack",
            new SessionSettings { Device = Device.Cpu }
        );
        for (var row = 0; row < 4; row++)
        {
            var alone = model.Run([.. batch.Inputs(layers).Select(input => Rows.Of(input, row))]);
            LayerRun.AssertSame([.. all.Select(many => Rows.Of(many, row))], alone, 2e-6f, $"row {row}");
        }
    }
}
