using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Pipelines.Scoring;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Pipelines.Tests;

/// <summary>Models with several inputs and outputs: time stamps in, several targets or quantiles out.</summary>
[TestClass]
public sealed class WideForecastTests : IDisposable
{
    private const int LookBack = 10;
    private const int Horizon = WideForecasters.Horizon;

    private readonly TemporaryFolder folder = new();
    private readonly MLContext ml = new(seed: 1);

    private string ModelFile => folder["model.onnx"];

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public void Transform_AgainstStockApplyOnnxModel_GivesTheSameColumnsAndBits()
    {
        WideForecasters.Create(features: 1, targets: 1, times: true, levels: true).Save(ModelFile);
        var view = ml.Sequences().LoadWindows(Windows(SampleSeries.Weekly(150)));
        using var ours = ml.Transforms.ScoreSequences(ModelFile).Fit(view);
        var shapes = new Dictionary<string, int[]>
        {
            ["series"] = [1, LookBack, 1],
            ["times"] = [1, LookBack + Horizon],
        };
        using var stock = ml.Transforms.ApplyOnnxModel(ModelFile, shapes).Fit(view);

        var (expected, found) = (stock.Transform(view), ours.Transform(view));

        CollectionAssert.AreEqual(
            expected.Schema.Select(c => $"{c.Name}: {c.Type}").ToArray(),
            found.Schema.Select(c => $"{c.Name}: {c.Type}").ToArray()
        );
        AssertSame(Rows(expected), Rows(found));
    }

    [TestMethod]
    [DataRow(CellKind.Gru)]
    [DataRow(CellKind.ElmanTanh)]
    public void Transform_BatchSizes_GiveTheBitsOfThePredictionEngine(CellKind cell)
    {
        var windows = Windows(SampleSeries.Several(80));
        WideForecasters.Create(features: 3, targets: 2, times: true, levels: false, cell).Save(ModelFile);
        var view = ml.Sequences().LoadWindows(windows);
        foreach (var size in new[] { 1, 7, 32 })
        {
            using var transformer = ml
                .Transforms.ScoreSequences(ModelFile, new ScoreSequencesOptions { BatchSize = size })
                .Fit(view);
            using var engine = ml.Model.CreatePredictionEngine<Window, Answer>(transformer, ignoreMissingColumns: true);
            var found = Rows(transformer.Transform(view));
            var times = new long[LookBack + Horizon];
            for (var row = 0; row < windows.Count; row++)
            {
                windows.CopyTimes(row, times);
                var single = engine.Predict(new Window { Series = windows.Input(row).ToArray(), Times = times });
                Assert.HasCount(Horizon * 2, single.Forecast);
                CollectionAssert.AreEqual(single.Forecast, found[row].Forecast, $"batches of {size}, row {row}");
            }
        }
    }

    [TestMethod]
    public void Save_AndLoad_GivesAStockModelOfTheSameBits()
    {
        WideForecasters.Create(features: 1, targets: 1, times: true, levels: true).Save(ModelFile);
        var view = ml.Sequences().LoadWindows(Windows(SampleSeries.Weekly(60)));
        using var transformer = ml.Transforms.ScoreSequences(ModelFile).Fit(view);
        var expected = Rows(transformer.Transform(view));
        ml.Model.Save(transformer, view.Schema, folder["model.zip"]);

        var loaded = new MLContext().Model.Load(folder["model.zip"], out _);
        using var owned = loaded as IDisposable;

        Assert.IsFalse(loaded is ScoreSequencesTransformer);
        AssertSame(expected, Rows(loaded.Transform(view)));
    }

    [TestMethod]
    public void EvaluateForecast_QuantilesAndTimes_GiveWhatTheModelGivesDirectly()
    {
        WideForecasters.Create(features: 1, targets: 1, times: true, levels: true).Save(ModelFile);
        var split = new SeriesSplit(SampleSeries.Weekly(150), LookBack, Horizon);
        var scale = ForecastScale.Of(split, period: 7);
        var view = ml.Sequences().LoadWindows(split.Test);
        using var transformer = ml.Transforms.ScoreSequences(ModelFile).Fit(view);
        double[] levels = [0.1, 0.5, 0.9];

        var metrics = ml.Sequences().EvaluateForecast(transformer.Transform(view), scale, quantiles: levels);
        var direct = Inference.Forecasts.Evaluate(transformer.Model, split.Test, scale, levels);

        Assert.AreEqual(direct.ScaledMse, metrics.ScaledMse);
        Assert.AreEqual(direct.Quantiles!.Pinball, metrics.Quantiles!.Pinball);
        Assert.AreEqual(direct.Quantiles.Intervals[0], metrics.Quantiles.Intervals[0]);
        Assert.AreEqual(40, metrics.Quantiles.Intervals[0].MeanWidth, 1e-4);
        Assert.IsNull(Inference.Forecasts.Evaluate(transformer.Model, split.Test, scale).Quantiles);
    }

    [TestMethod]
    public void EvaluateForecast_SeveralTargets_HasARowOfEach()
    {
        WideForecasters.Create(features: 3, targets: 2, times: false, levels: false).Save(ModelFile);
        var split = new SeriesSplit(SampleSeries.Several(), LookBack, Horizon);
        var scale = ForecastScale.Of(split, period: 7);
        var view = ml.Sequences().LoadWindows(split.Test);
        using var transformer = ml.Transforms.ScoreSequences(ModelFile).Fit(view);

        var metrics = ml.Sequences().EvaluateForecast(transformer.Transform(view), scale);
        var direct = Inference.Forecasts.Evaluate(transformer.Model, split.Test, scale);

        Assert.AreEqual("a b", string.Join(' ', metrics.Targets.Select(target => target.Name)));
        Assert.AreEqual(direct.ScaledMae, metrics.ScaledMae);
        CollectionAssert.AreEqual(direct.Targets.ToArray(), metrics.Targets.ToArray());
        Assert.HasCount(Horizon, metrics.MaeByStep);
    }

    [TestMethod]
    public void Evaluate_WindowsOfAnotherKind_AreRefused()
    {
        using var model = SequenceModel.From(
            WideForecasters.Create(features: 1, targets: 1, times: true, levels: true),
            "wide"
        );
        var split = new SeriesSplit(SampleSeries.Several(), LookBack, Horizon);

        var error = Assert.ThrowsExactly<InvalidInputException>(() =>
            Inference.Forecasts.Evaluate(model, split.Test, ForecastScale.Of(split, 7))
        );

        StringAssert.Contains(error.Message, "expected a forecaster of 3 columns, 2 targets, 3 steps and 0 quantiles");
    }

    [TestMethod]
    public void Fit_NoTimes_SaysWhatIsMissing()
    {
        WideForecasters.Create(features: 1, targets: 1, times: true, levels: false).Save(ModelFile);
        var view = ml.Sequences().LoadWindows(Windows(new TimeSeries("plain.csv", ["a"], 0, new float[30])));

        var error = Assert.ThrowsExactly<InvalidInputException>(() =>
            ml.Transforms.ScoreSequences(ModelFile).Fit(view)
        );

        Assert.AreEqual(
            "Expected a column 'times' of 64-bit whole-number vectors, found the columns 'series', 'target'.",
            error.Message
        );
    }

    private static SlidingWindow Windows(TimeSeries series) => new(series, LookBack, Horizon, 0, series.Count);

    private List<Answer> Rows(IDataView scored) =>
        [.. ml.Data.CreateEnumerable<Answer>(scored, reuseRowObject: false, ignoreMissingColumns: true)];

    private static void AssertSame(List<Answer> expected, List<Answer> found)
    {
        Assert.HasCount(expected.Count, found);
        for (var row = 0; row < expected.Count; row++)
        {
            CollectionAssert.AreEqual(expected[row].Forecast, found[row].Forecast, $"row {row}");
            CollectionAssert.AreEqual(expected[row].Quantiles, found[row].Quantiles, $"row {row}");
            Assert.HasCount(Horizon * 3, found[row].Quantiles);
        }
    }

    private sealed class Window
    {
        [ColumnName("series"), VectorType(LookBack * 3)]
        public float[] Series { get; set; } = [];

        [ColumnName("times"), VectorType(LookBack + Horizon)]
        public long[] Times { get; set; } = [];
    }

    private sealed class Answer
    {
        [ColumnName("forecast")]
        public float[] Forecast { get; set; } = [];

        [ColumnName("quantiles")]
        public float[] Quantiles { get; set; } = [];
    }
}
