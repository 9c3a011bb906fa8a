using System.Text.Json;
using Microsoft.ML;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Pipelines;
using Rnn.Onnx.Pipelines.Tests;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Interop.Tests;

/// <summary>A pipeline saved by ML.NET, loaded by another process that has ML.NET and nothing of ours.</summary>
[TestClass]
public sealed class SavedPipelineTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly MLContext ml = new(seed: 1);

    public void Dispose() => folder.Dispose();

    [TestMethod]
    [DataRow(CellKind.Lstm)]
    [DataRow(CellKind.Gru)]
    public Task Save_LoadedInAnotherProcess_PredictsTheSameBits(CellKind cell) =>
        LoadsElsewhereAsync(RandomForecasters.Create(cell), time: 14);

    [TestMethod]
    [DataRow("births-lstm", 28)]
    [DataRow("sum-sign-classifier", 100)]
    public Task Save_OfTheZoo_PredictsTheSameInAnotherProcess(string name, int time) =>
        LoadsElsewhereAsync(ModelFile.Open(Path.Combine(Repository.Root, "onnx-models/zoo", name + ".onnx")), time);

    private async Task LoadsElsewhereAsync(ModelFile file, int time)
    {
        file.Save(folder["model.onnx"]);
        var batch = RandomBatches.Of(file, 9, time);
        var rows = Enumerable.Range(0, 9).Select(row => Inputs.Of(batch, row)).ToArray();
        var view = ml
            .Transforms.SelectColumns([.. file.Inputs.Select(input => input.Name)])
            .Fit(ml.Data.LoadFromEnumerable(rows))
            .Transform(ml.Data.LoadFromEnumerable(rows));
        using var transformer = ml.Transforms.ScoreSequences(folder["model.onnx"]).Fit(view);
        ml.Model.Save(transformer, view.Schema, folder["model.zip"]);
        var scored = transformer.Transform(view);
        var expected = ml
            .Data.CreateEnumerable<Answers>(scored, reuseRowObject: false, ignoreMissingColumns: true)
            .ToArray();
        // What was saved must not need the file it was made from.
        File.Delete(folder["model.onnx"]);

        var answer = await ForeignProcess.RunAsync(
            "dotnet",
            [SecondPrograms.StockLoader, folder["model.zip"]],
            JsonSerializer.Serialize(rows.Select(row => new { row.Series, row.Times }))
        );

        var found = JsonSerializer.Deserialize<Answers[]>(answer)!;
        Assert.HasCount(expected.Length, found);
        foreach (var output in file.Outputs)
        foreach (var (one, other) in expected.Zip(found))
            CollectionAssert.AreEqual(one.Of(output.Name), other.Of(output.Name), output.Name);
    }
}
