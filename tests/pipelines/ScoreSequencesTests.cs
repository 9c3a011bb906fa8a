using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Pipelines.Scoring;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Pipelines.Tests;

[TestClass]
public sealed class ScoreSequencesTests : IDisposable
{
    private const int LookBack = 10;
    private const int Horizon = 3;

    private static readonly SlidingWindow Windows = new(SampleSeries.Weekly(150), LookBack, Horizon, 0, 150);

    private readonly TemporaryFolder folder = new();
    private readonly MLContext ml = new(seed: 1);

    private string ModelFile => folder["model.onnx"];

    public void Dispose() => folder.Dispose();

    [TestMethod]
    [DataRow(CellKind.Lstm)]
    [DataRow(CellKind.Gru)]
    [DataRow(CellKind.ElmanTanh)]
    public void Transform_Batches_GiveTheBitsOfThePredictionEngine(CellKind cell)
    {
        RandomForecasters.Create(cell).Save(ModelFile);
        var view = ml.Sequences().LoadWindows(Windows);
        using var transformer = ml.Transforms.ScoreSequences(ModelFile).Fit(view);
        var scored = Forecasts(transformer.Transform(view));
        using var engine = Engine(transformer);

        Assert.HasCount(Windows.Count, scored);
        for (var row = 0; row < Windows.Count; row++)
        {
            var single = engine.Predict(new WindowRow { Series = Windows.Input(row).ToArray() });
            CollectionAssert.AreEqual(scored[row], single.Forecast, $"row {row}");
        }
    }

    [TestMethod]
    public void Transform_BatchSizes_GiveTheSameBits()
    {
        RandomForecasters.Create().Save(ModelFile);
        var view = ml.Sequences().LoadWindows(Windows);
        var expected = Scored(new ScoreSequencesOptions { BatchSize = 1 });
        foreach (var size in new[] { 2, 7, 32, 1000 })
        {
            var found = Scored(new ScoreSequencesOptions { BatchSize = size });
            for (var row = 0; row < expected.Count; row++)
                CollectionAssert.AreEqual(expected[row], found[row], $"batch size {size}, row {row}");
        }

        List<float[]> Scored(ScoreSequencesOptions options)
        {
            using var transformer = ml.Transforms.ScoreSequences(ModelFile, options).Fit(view);
            return Forecasts(transformer.Transform(view));
        }
    }

    [TestMethod]
    public void Transform_AgainstStockApplyOnnxModel_GivesTheSameColumnsAndBits()
    {
        RandomForecasters.Create().Save(ModelFile);
        var view = ml.Sequences().LoadWindows(Windows);
        using var ours = ml.Transforms.ScoreSequences(ModelFile).Fit(view);
        var shape = new Dictionary<string, int[]> { ["series"] = [1, LookBack, 1] };
        using var stock = ml.Transforms.ApplyOnnxModel(ModelFile, shape).Fit(view);

        var scored = ours.Transform(view);
        var expected = stock.Transform(view);

        CollectionAssert.AreEqual(
            expected.Schema.Select(c => $"{c.Name}: {c.Type}").ToArray(),
            scored.Schema.Select(c => $"{c.Name}: {c.Type}").ToArray()
        );
        var (a, b) = (Forecasts(expected), Forecasts(scored));
        for (var row = 0; row < a.Count; row++)
            CollectionAssert.AreEqual(a[row], b[row], $"row {row}");
    }

    [TestMethod]
    public void Transform_CarriedColumns_StayWithTheirRows()
    {
        RandomForecasters.Create().Save(ModelFile);
        var view = ml.Sequences().LoadWindows(Windows);
        using var transformer = ml.Transforms.ScoreSequences(ModelFile).Fit(view);
        var rows = ml.Data.CreateEnumerable<ScoredRow>(transformer.Transform(view), reuseRowObject: false).ToList();

        for (var row = 0; row < rows.Count; row++)
        {
            CollectionAssert.AreEqual(Windows.Target(row).ToArray(), rows[row].Target);
            Assert.AreEqual(Windows.TargetDate(row), rows[row].Date);
        }
    }

    [TestMethod]
    public void Transform_RowsOfDifferentLength_AreScoredAsIfAlone()
    {
        RandomForecasters.Create().Save(ModelFile);
        var lengths = new[] { 4, 4, 9, 1, 4, 4, 4, 9, 9, 2 };
        var rows = lengths
            .Select((length, i) => new AnyLengthRow { Series = RandomForecasters.Uniform(new Random(i), length) })
            .ToArray();
        var view = ml.Data.LoadFromEnumerable(rows);
        using var transformer = ml.Transforms.ScoreSequences(ModelFile).Fit(view);
        using var stock = ml.Transforms.ApplyOnnxModel(ModelFile).Fit(view);

        var (found, expected) = (Forecasts(transformer.Transform(view)), Forecasts(stock.Transform(view)));

        for (var row = 0; row < rows.Length; row++)
            CollectionAssert.AreEqual(expected[row], found[row], $"row {row} of length {lengths[row]}");
    }

    [TestMethod]
    public void Fit_MissingColumn_ListsTheColumnsThereAre()
    {
        RandomForecasters.Create().Save(ModelFile);
        var view = ml.Data.LoadFromEnumerable([new WrongRow { Value = 1 }]);
        var error = Assert.ThrowsExactly<InvalidInputException>(() =>
            ml.Transforms.ScoreSequences(ModelFile).Fit(view)
        );
        Assert.AreEqual(
            "Expected a column 'series' of single-precision vectors, found the columns 'Value'.",
            error.Message
        );
    }

    [TestMethod]
    public void Fit_ColumnOfAnotherType_SaysBoth()
    {
        RandomForecasters.Create().Save(ModelFile);
        var view = ml
            .Transforms.CopyColumns("series", "Value")
            .Fit(ml.Data.LoadFromEnumerable([new WrongRow()]))
            .Transform(ml.Data.LoadFromEnumerable([new WrongRow { Value = 1 }]));
        var error = Assert.ThrowsExactly<InvalidInputException>(() =>
            ml.Transforms.ScoreSequences(ModelFile).Fit(view)
        );
        Assert.AreEqual("Column 'series': expected a vector of Single, found Single.", error.Message);
    }

    [TestMethod]
    public void ScoreSequences_MissingFile_SaysSo()
    {
        var error = Assert.ThrowsExactly<InvalidInputException>(() => ml.Transforms.ScoreSequences(folder["no.onnx"]));
        StringAssert.Contains(error.Message, "no.onnx");
    }

    [TestMethod]
    public void EvaluateForecast_ScoredView_GivesWhatTheModelGivesDirectly()
    {
        RandomForecasters.Create().Save(ModelFile);
        var view = ml.Sequences().LoadWindows(Windows);
        using var transformer = ml.Transforms.ScoreSequences(ModelFile).Fit(view);
        var scale = new ForecastScale([new TargetScale("value", Naive: 4, Deviation: 10)]);
        var metrics = ml.Sequences().EvaluateForecast(transformer.Transform(view), scale);
        var direct = Inference.Forecasts.Evaluate(transformer.Model, Windows, scale);

        Assert.AreEqual(direct.Mae, metrics.Mae);
        Assert.AreEqual(direct.Rmse, metrics.Rmse);
        Assert.AreEqual(direct.Mase, metrics.Mase);
        CollectionAssert.AreEqual(direct.MaeByStep.ToArray(), metrics.MaeByStep.ToArray());
        Assert.IsGreaterThan(0, metrics.Mae);
    }

    [TestMethod]
    public void Save_AndLoad_GivesAStockModelOfTheSameBits()
    {
        RandomForecasters.Create().Save(ModelFile);
        var view = ml.Sequences().LoadWindows(Windows);
        using var transformer = ml.Transforms.ScoreSequences(ModelFile).Fit(view);
        var expected = Forecasts(transformer.Transform(view));
        ml.Model.Save(transformer, view.Schema, folder["model.zip"]);

        var loaded = new MLContext().Model.Load(folder["model.zip"], out _);
        using var owned = loaded as IDisposable;
        Assert.IsFalse(loaded is ScoreSequencesTransformer);
        var found = Forecasts(loaded.Transform(view));
        for (var row = 0; row < expected.Count; row++)
            CollectionAssert.AreEqual(expected[row], found[row], $"row {row}");
    }

    private PredictionEngine<WindowRow, ScoredRow> Engine(ITransformer transformer) =>
        ml.Model.CreatePredictionEngine<WindowRow, ScoredRow>(transformer, ignoreMissingColumns: true);

    private List<float[]> Forecasts(IDataView scored) =>
        [
            .. ml
                .Data.CreateEnumerable<ForecastRow>(scored, reuseRowObject: false, ignoreMissingColumns: true)
                .Select(row => row.Forecast),
        ];

    private sealed class WindowRow
    {
        [ColumnName("series"), VectorType(LookBack)]
        public float[] Series { get; set; } = [];
    }

    private sealed class AnyLengthRow
    {
        [ColumnName("series")]
        public float[] Series { get; set; } = [];
    }

    private sealed class WrongRow
    {
        public float Value { get; set; }
    }

    private sealed class ForecastRow
    {
        [ColumnName("forecast")]
        public float[] Forecast { get; set; } = [];
    }

    private sealed class ScoredRow
    {
        [ColumnName("forecast")]
        public float[] Forecast { get; set; } = [];

        [ColumnName("target")]
        public float[] Target { get; set; } = [];

        [ColumnName("date")]
        public DateTime Date { get; set; }
    }
}
