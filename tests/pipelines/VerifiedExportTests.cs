using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Verification;
using Rnn.Onnx.Pipelines.Trainers;
using Rnn.Onnx.Tests.Shared;
using Rnn.Onnx.Training;
using Rnn.Onnx.Training.Export;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;
using TorchSharp;

namespace Rnn.Onnx.Pipelines.Tests;

[TestClass]
public sealed class VerifiedExportTests
{
    [TestMethod]
    [DataRow(CellKind.Lstm)]
    [DataRow(CellKind.Gru)]
    [DataRow(CellKind.ElmanTanh)]
    [DataRow(CellKind.ElmanRelu)]
    public void Demand_EveryStack_IsReproducedByOnnxRuntime(CellKind cell)
    {
        foreach (var layers in new[] { 1, 3 })
        foreach (var bidirectional in new[] { false, true })
        foreach (var normalize in new[] { false, true })
        {
            torch.manual_seed(3);
            using var model = Model(cell, layers, bidirectional, normalize);
            var report = VerifiedExport.Demand(OnnxExporter.Export(model));
            Assert.IsLessThan(1e-5, report.LargestRelative, $"{layers} layers, {bidirectional}, {normalize}");
            Assert.IsGreaterThan(0, report.Probes, "Nothing was compared.");
        }
    }

    [TestMethod]
    public void Demand_OneAnswerIsOther_RefusesWithTheDifferenceAndItsPlace()
    {
        torch.manual_seed(3);
        using var model = Model(CellKind.Lstm, layers: 1, bidirectional: false, normalize: true);
        var exported = OnnxExporter.Export(model);
        var probe = exported.Probes[4];
        var wrong = probe.Outputs[0].Floats.ToArray();
        wrong[0] *= 1.01f;
        var tampered = exported with
        {
            Probes =
            [
                .. exported.Probes,
                new ParityProbe("tampered", probe.Inputs, [NamedTensor.Of("forecast", wrong, probe.Outputs[0].Shape)]),
            ],
        };

        var error = Assert.ThrowsExactly<ParityException>(() => VerifiedExport.Demand(tampered));

        StringAssert.StartsWith(
            error.Message,
            "The export was not written: ONNX Runtime differs from the trained module by"
        );
        StringAssert.EndsWith(error.Message, "in 'forecast' of tampered, expected at most 1E-05.");
    }

    [TestMethod]
    public void Run_Cancelled_GivesNothing()
    {
        using var folder = new TemporaryFolder();
        var series = SampleSeries.WeeklyFile(folder["weekly.csv"]);
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        var options = new ForecastTrainingOptions { Training = new TrainerOptions { Epochs = 1 } };
        Assert.ThrowsExactly<OperationCanceledException>(() =>
            ForecastTraining.Run(series, options, cancel: cancel.Token)
        );
    }

    private static Forecaster Model(CellKind cell, int layers, bool bidirectional, bool normalize) =>
        new(
            new ForecasterOptions
            {
                LookBack = 12,
                Horizon = 4,
                Targets = [1],
                Normalization = normalize ? WindowNormalization.Mean : WindowNormalization.None,
                Recurrent = new RecurrentOptions
                {
                    Cell = cell,
                    Features = 2,
                    Hidden = 7,
                    Layers = layers,
                    Bidirectional = bidirectional,
                    Dropout = 0.3,
                },
            },
            new Scaler([5, 900], [0.5f, 120])
        );
}
