using System.Globalization;
using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Pipelines;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Interop.Tests;

/// <summary>A pipeline saved by ML.NET, loaded by another process that has ML.NET and nothing of ours.</summary>
[TestClass]
public sealed class SavedPipelineTests : IDisposable
{
    private const int LookBack = 14;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    [DataRow(CellKind.Lstm)]
    [DataRow(CellKind.Gru)]
    public async Task Save_LoadedInAnotherProcess_PredictsTheSameBits(CellKind cell)
    {
        RandomForecasters.Create(cell).Save(folder["model.onnx"]);
        var windows = new SlidingWindow(SampleSeries.Weekly(60), LookBack, 3, 0, 60);
        var ml = new MLContext(seed: 1);
        var view = ml.Sequences().LoadWindows(windows);
        using var transformer = ml.Transforms.ScoreSequences(folder["model.onnx"]).Fit(view);
        ml.Model.Save(transformer, view.Schema, folder["model.zip"]);
        var expected = ml
            .Data.CreateEnumerable<Forecast>(
                transformer.Transform(view),
                reuseRowObject: false,
                ignoreMissingColumns: true
            )
            .Select(row => string.Join(' ', row.Values.Select(Bits)))
            .ToArray();
        // What was saved must not need the file it was made from.
        File.Delete(folder["model.onnx"]);

        var input = Enumerable.Range(0, windows.Count).Select(i => windows.Input(i).ToArray());
        var output = await ForeignProcess.RunAsync(
            "dotnet",
            [StockLoader, folder["model.zip"]],
            JsonSerializer.Serialize(input)
        );

        CollectionAssert.AreEqual(expected, output.TrimEnd().Split('\n'));
    }

    // Built with the tests, in the same configuration: .../tests/interop/bin/<configuration>/<framework>/
    private static string StockLoader
    {
        get
        {
            var framework = new DirectoryInfo(AppContext.BaseDirectory);
            var output = Path.Combine("bin", framework.Parent!.Name, framework.Name, "StockLoader.dll");
            return Path.Combine(Repository.Root, "tests", "stock-loader", output);
        }
    }

    private static string Bits(float value) =>
        BitConverter.SingleToInt32Bits(value).ToString("x8", CultureInfo.InvariantCulture);

    private sealed class Forecast
    {
        [ColumnName("forecast")]
        public float[] Values { get; set; } = [];
    }
}
