using Rnn.Onnx.Inference;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Pipelines.Trainers;
using Rnn.Onnx.Tests.Shared;
using Rnn.Onnx.Training;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;

namespace Rnn.Onnx.Interop.Tests;

/// <summary>Trained and exported files, alone in a folder, opened by programs that are not ours.</summary>
[TestClass]
public sealed class ExportedForecasterTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    [DataRow(CellKind.Lstm, 1, false)]
    [DataRow(CellKind.Lstm, 2, true)]
    [DataRow(CellKind.Gru, 2, false)]
    [DataRow(CellKind.ElmanTanh, 1, true)]
    [DataRow(CellKind.ElmanRelu, 1, false)]
    public async Task Export_ReferenceChecker_AcceptsTheFile(CellKind cell, int layers, bool bidirectional)
    {
        var path = Train(cell, layers, bidirectional);
        var found = await ReferenceChecker.AcceptAsync(path);

        Assert.AreEqual(8, found.GetProperty("ir").GetInt32());
        Assert.AreEqual(17, found.GetProperty("opsets").GetProperty("").GetInt32());
        Assert.HasCount(1, found.GetProperty("opsets").EnumerateObject());
        Assert.AreEqual(0, found.GetProperty("external").GetInt32());
        Assert.AreEqual("series", found.GetProperty("inputs")[0].GetString());
        Assert.AreEqual("forecast", found.GetProperty("outputs")[0].GetString());
        Assert.IsTrue(found.GetProperty("card").GetBoolean());
    }

    [TestMethod]
    [DataRow(CellKind.Lstm, 1, false)]
    [DataRow(CellKind.Lstm, 2, true)]
    [DataRow(CellKind.Gru, 2, false)]
    [DataRow(CellKind.ElmanTanh, 1, true)]
    [DataRow(CellKind.ElmanRelu, 1, false)]
    public async Task Export_OnnxruntimeNode_GivesTheSameNumbers(CellKind cell, int layers, bool bidirectional)
    {
        var path = Train(cell, layers, bidirectional);
        foreach (var (batch, steps) in new[] { (1, 14), (3, 14), (5, 2) })
        {
            var values = RandomForecasters
                .Uniform(new Random(batch), batch * steps)
                .Select(v => 100 + 30 * v)
                .ToArray();
            using var model = SequenceModel.Load(path, new SessionSettings { Device = Device.Cpu });
            var series = NamedTensor.Of("series", values, batch, steps, 1);

            var theirs = await NodeRuntime.RunAsync(path, [series]);

            NodeRuntime.AreEqual(model.Run(series), theirs[0], $"batch {batch}, time {steps}");
        }
    }

    private string Train(CellKind cell, int layers, bool bidirectional)
    {
        var options = new ForecastTrainingOptions
        {
            Model = new ForecasterOptions
            {
                LookBack = 14,
                Horizon = 3,
                Recurrent = new RecurrentOptions
                {
                    Cell = cell,
                    Hidden = 9,
                    Layers = layers,
                    Bidirectional = bidirectional,
                },
            },
            Training = new TrainerOptions { Epochs = 2, Threads = 1 },
        };
        var trained = ForecastTraining.Run(SampleSeries.WeeklyFile(folder["weekly.csv"]), options);
        // Alone in a folder of its own: whatever it needed beside it would be missed.
        Directory.CreateDirectory(folder["alone"]);
        var path = Path.Combine(folder["alone"], "model.onnx");
        trained.File.Save(path);
        Assert.HasCount(1, Directory.GetFiles(folder["alone"]));
        return path;
    }
}
