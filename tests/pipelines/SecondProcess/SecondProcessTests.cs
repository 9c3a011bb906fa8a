using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Tests.Shared;
using SecondProcess;
using StockLoader;

namespace Rnn.Onnx.Pipelines.Tests.SecondProcess;

/// <summary>
/// For each task: a model is trained by its ML.NET trainer and saved; another process loads it and answers as this one does. One such
/// process has ML.NET alone, the other one also what scores in batches.
/// </summary>
[TestClass]
public sealed class SecondProcessTests : IDisposable
{
    private static readonly SchemaDefinition Columns = SchemaDefinition.Create(typeof(Output));

    private readonly TemporaryFolder folder = new();
    private readonly MLContext ml = new(seed: 1);

    public static IEnumerable<object[]> Tasks => SecondProcessCase.All.Keys.Select(name => new object[] { name });

    public void Dispose() => folder.Dispose();

    [TestMethod]
    [DynamicData(nameof(Tasks))]
    public async Task TrainSaveLoadPredict_InASecondProcess_GivesTheSame(string task)
    {
        var one = SecondProcessCase.All[task];
        var data = one.Data(ml);
        Prediction[] expected;
        using (var model = (IDisposable)one.Trainer(ml).Fit(data))
        {
            expected = Predictions.Read(ml, ((ITransformer)model).Transform(data));
            ml.Model.Save((ITransformer)model, data.Schema, folder["model.zip"]);
        }
        var rows = JsonSerializer.Serialize(
            ml.Data.CreateEnumerable<Input>(data, reuseRowObject: false, ignoreMissingColumns: true)
        );

        var stock = await ForeignProcess.RunAsync("dotnet", [SecondPrograms.StockLoader, folder["model.zip"]], rows);
        var batched = await ForeignProcess.RunAsync(
            "dotnet",
            [SecondPrograms.SecondProcess, folder["model.zip"]],
            rows
        );

        var alone = JsonSerializer.Deserialize<Output[]>(stock)!;
        var again = JsonSerializer.Deserialize<Prediction[]>(batched)!;
        Assert.IsGreaterThan(9, expected.Length);
        Assert.HasCount(expected.Length, alone);
        Assert.HasCount(expected.Length, again);
        for (var row = 0; row < expected.Length; row++)
        {
            foreach (var output in one.Outputs)
            {
                var values = Values(expected[row].Outputs!, output);
                Assert.IsGreaterThan(0, values.Length, output);
                // One row alone is padded in another way than a batch, which may change last bits.
                AreSame(values, Values(alone[row], output), 1e-5f, $"ML.NET alone: {output}, row {row}");
                AreSame(values, Values(again[row].Outputs!, output), 0, $"in batches: {output}, row {row}");
            }
            Assert.AreEqual(expected[row].PredictedLabel, again[row].PredictedLabel);
            Assert.AreEqual(expected[row].Probability, again[row].Probability);
            CollectionAssert.AreEqual(expected[row].Score, again[row].Score);
        }
    }

    private static Array Values(Output of, string output) =>
        (Array)
            typeof(Output).GetProperty(Columns.Single(column => column.ColumnName == output).MemberName)!.GetValue(of)!;

    private static void AreSame(Array expected, Array found, float tolerance, string what)
    {
        if (tolerance == 0 || expected is not float[] numbers)
        {
            CollectionAssert.AreEqual(expected, found, what);
            return;
        }
        var largest = numbers.Max(MathF.Abs);
        Assert.HasCount(numbers.Length, (float[])found, what);
        foreach (var (one, other) in numbers.Zip((float[])found))
            Assert.AreEqual(one, other, tolerance * largest, what);
    }
}
