using Microsoft.ML;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Pipelines.Tests.Windows;
using Rnn.Onnx.Pipelines.Trainers;
using Rnn.Onnx.Pipelines.Windows;
using Rnn.Onnx.Tests.Shared;
using Rnn.Onnx.Training.Models;

namespace Rnn.Onnx.Pipelines.Tests.Forecasting;

/// <summary>The trainer of forecasters, from a file of rows to predictions.</summary>
[TestClass]
public sealed class RnnForecastingTests : IDisposable
{
    private static readonly TimeSeries Weekly = SampleSeries.Weekly(120);

    private readonly TemporaryFolder folder = new();
    private readonly MLContext ml = new(seed: 1);

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public void TextFile_TrainedEvaluatedSavedAndLoaded_ForecastsWell()
    {
        var (parts, model) = SamplePipeline.TrainAndSave(ml, folder, folder["model.zip"]);
        using var owned = model;
        var scale = ml.Sequences().MeasureScale(parts.TrainSet, period: 7);
        var scored = model.Transform(parts.TestSet);
        var metrics = ml.Sequences().EvaluateForecast(scored, scale);
        var card = model.Model.Card!;

        Assert.IsLessThan(15, metrics.Mae, "Half of the error of the mean: the season was learned.");
        Assert.AreEqual("test", card.Metrics!.Part);
        Assert.AreEqual(card.Metrics.Model["mae"], metrics.Mae, 1e-5 * metrics.Mae);
        Assert.AreEqual(card.Metrics.Model["mase"], metrics.Mase, 1e-5 * metrics.Mase);
        CollectionAssert.AreEqual(new[] { "last 7 steps", "last value" }, card.Metrics.Naive.Keys.ToArray());

        var expected = SamplePipeline.Forecasts(ml, scored);
        var windows = SampleRows.Read(ml, parts.TestSet);
        var loaded = new MLContext().Model.Load(folder["model.zip"], out _);
        using var ownedLoaded = loaded as IDisposable;
        for (var row = 0; row < windows.Length; row += 10)
        {
            CollectionAssert.AreEqual(expected[row], SamplePipeline.Predict(ml, model, windows[row].Series));
            CollectionAssert.AreEqual(expected[row], SamplePipeline.Predict(ml, loaded, windows[row].Series));
        }
    }

    [TestMethod]
    public void Card_OfAView_TellsNamesRowsAndNoFile()
    {
        var parts = ml.Sequences().SplitByTime(Rows(), SamplePipeline.Windows with { Columns = ["a"] });
        using var model = Trainer(epochs: 1).Fit(parts.TrainSet, parts.ValidationSet);
        var card = model.Model.Card!;

        Assert.AreEqual("validation", card.Metrics!.Part);
        Assert.AreEqual("a", card.Series!.Target);
        Assert.AreEqual("1 day", card.Series.Step);
        Assert.AreEqual(SamplePipeline.LookBack, card.Series.LookBack);
        Assert.AreEqual(SamplePipeline.Horizon, card.Series.Horizon);
        Assert.IsNull(card.TrainingData!.Sha256);
        Assert.AreEqual("", card.TrainingData.FileName);
        Assert.AreEqual(
            (84, 12, 0),
            (card.TrainingData.TrainingRows, card.TrainingData.ValidationRows, card.TrainingData.TestRows)
        );
        Assert.AreEqual("84,12,0", card.Options["rows"]);
        var scaler = Scaler.Fit(Weekly, 84);
        Assert.AreEqual(scaler.Means[0], card.Scaler[0].Mean);
        Assert.AreEqual(scaler.Deviations[0], card.Scaler[0].StandardDeviation);
    }

    [TestMethod]
    public void Fit_ViewsOfAnyKind_GiveTheSameBits()
    {
        var options = SamplePipeline.Windows with { Columns = ["a"] };
        var parts = ml.Sequences().SplitByTime(Rows(), options);
        var split = new SeriesSplit(Weekly, SamplePipeline.LookBack, SamplePipeline.Horizon);
        var loaded = ml.Sequences();
        var found = new Dictionary<string, float[]>
        {
            ["lazy"] = First(parts.TrainSet, parts.ValidationSet),
            ["in memory"] = First(loaded.LoadWindows(split.Training), loaded.LoadWindows(split.Validation)),
            ["cached"] = First(ml.Data.Cache(parts.TrainSet), ml.Data.Cache(parts.ValidationSet!)),
            ["without times"] = First(WithoutTimes(parts.TrainSet), WithoutTimes(parts.ValidationSet!)),
        };

        foreach (var (name, forecast) in found)
            CollectionAssert.AreEqual(found["lazy"], forecast, name);

        float[] First(IDataView training, IDataView? validation)
        {
            using var model = Trainer(epochs: 2).Fit(training, validation);
            return SamplePipeline.Forecasts(ml, model.Transform(parts.TestSet))[0];
        }
    }

    [TestMethod]
    public void Fit_FilteredAndShuffledViews_AreScaledByTheirRows()
    {
        var parts = ml.Sequences().SplitByTime(Rows(), SamplePipeline.Windows with { Columns = ["a"] });
        var shuffled = ml.Data.ShuffleRows(parts.TrainSet, seed: 4);
        var some = ml.Data.TakeRows(parts.TrainSet, 40);

        using var one = Trainer(epochs: 1).Fit(shuffled, parts.ValidationSet);
        using var other = Trainer(epochs: 1).Fit(some, parts.ValidationSet);

        // 84 rows of the training part; 40 windows of 14 + 3 rows are the first 56.
        Assert.AreEqual(Scaler.Fit(Weekly, 84).Means[0], one.Model.Card!.Scaler[0].Mean);
        Assert.AreEqual(Scaler.Fit(Weekly, 56).Means[0], other.Model.Card!.Scaler[0].Mean);
        Assert.AreEqual(84, one.Model.Card!.TrainingData!.TrainingRows);
    }

    [TestMethod]
    public void Fit_TheCommandLinesWay_GivesTheSameBits()
    {
        var split = new SeriesSplit(Weekly, SamplePipeline.LookBack, SamplePipeline.Horizon);
        var trained = ForecastTraining.Run(
            Weekly,
            new ForecastTrainingOptions
            {
                Model = SamplePipeline.Options.Model with
                {
                    LookBack = SamplePipeline.LookBack,
                    Horizon = SamplePipeline.Horizon,
                },
                Training = SamplePipeline.Options.Training with { Epochs = 2 },
            }
        );
        var (training, validation, test) = (
            ml.Sequences().LoadWindows(split.Training),
            ml.Sequences().LoadWindows(split.Validation),
            ml.Sequences().LoadWindows(split.Test)
        );

        using var model = Trainer(epochs: 2).Fit(training, validation, test);

        var card = model.Model.Card!;
        Assert.AreEqual(trained.Test.Mae, card.Metrics!.Model["mae"]);
        Assert.AreEqual(trained.Card.Metrics!.Naive["last 7 steps"]["mae"], card.Metrics.Naive["last 7 steps"]["mae"]);
        Assert.AreEqual(trained.Card.Metrics.Windows, card.Metrics.Windows);
    }

    [TestMethod]
    public void Fit_QuantilesCalendarAndOtherNames_ReadsTheColumnsThatWereNamed()
    {
        var windows = ml.Sequences().Windows(Rows(), SamplePipeline.Windows with { Columns = ["a"] });
        var renamed = ml
            .Transforms.CopyColumns("Past", "series")
            .Append(ml.Transforms.CopyColumns("Future", "target"))
            .Append(ml.Transforms.CopyColumns("When", "times"))
            .Append(ml.Transforms.SelectColumns("Past", "Future", "When"))
            .Fit(windows)
            .Transform(windows);
        var options = SamplePipeline.Options with
        {
            SeriesColumn = "Past",
            TargetColumn = "Future",
            TimesColumn = "When",
            ModelFile = folder["forecaster.onnx"],
            Model = SamplePipeline.Options.Model with
            {
                Quantiles = [0.1, 0.5, 0.9],
                Calendar = [new CalendarFeature(CalendarField.WeekDay)],
            },
            Training = SamplePipeline.Options.Training with { Epochs = 1 },
        };

        using (var model = ml.Forecasting().Trainers.Rnn(options).Fit(renamed))
        {
            var scored = model.Transform(renamed);
            Assert.AreEqual(
                "Past,Future,When,forecast,quantiles",
                string.Join(',', scored.Schema.Where(c => !c.IsHidden).Select(c => c.Name).Distinct())
            );
            Assert.HasCount(SamplePipeline.Horizon, SamplePipeline.Forecasts(ml, scored)[0]);
            Assert.AreEqual("a", model.Model.Card!.Series!.Target);
        }
        Assert.IsTrue(File.Exists(folder["forecaster.onnx"]), "A file that was asked for stays.");
    }

    [TestMethod]
    public void Fit_OneStepOfOneTarget_GivesAScoreThatStockEvaluationTakes()
    {
        var parts = ml.Sequences().SplitByTime(Rows(), SamplePipeline.Windows with { Columns = ["a"], Horizon = 1 });
        using var model = Trainer(epochs: 2).Fit(parts.TrainSet, parts.ValidationSet);
        var scored = model.Transform(parts.TestSet);
        var labeled = ml
            .Transforms.CustomMapping<TargetRow, LabelRow>((row, label) => label.Label = row.Target[0], null)
            .Fit(scored)
            .Transform(scored);

        var stock = ml.Regression.Evaluate(labeled);
        var ours = ml.Sequences().EvaluateForecast(scored, ml.Sequences().MeasureScale(parts.TrainSet, 7));

        Assert.AreEqual(ours.Mae, stock.MeanAbsoluteError, 1e-6 * ours.Mae);
        Assert.AreEqual(ours.Rmse, stock.RootMeanSquaredError, 1e-6 * ours.Rmse);
    }

    [TestMethod]
    public void Fit_Epochs_AreToldToTheLog()
    {
        var messages = new List<string>();
        ml.Log += (_, message) => messages.Add(message.Message);

        using var model = Trainer(epochs: 2)
            .Fit(ml.Sequences().Windows(Rows(), SamplePipeline.Windows with { Columns = ["a"] }));

        Assert.IsTrue(messages.Exists(message => message.Contains("Epoch 2 of 2", StringComparison.Ordinal)));
        Assert.IsTrue(
            messages.Exists(message => message.Contains("on the validation set MAE", StringComparison.Ordinal))
        );
    }

    [TestMethod]
    public void Backtest_WithTheTrainer_FitsEachFold()
    {
        var result = ml.Forecasting()
            .Backtest(
                Rows(),
                SamplePipeline.Windows with
                {
                    Columns = ["a"],
                },
                Trainer(epochs: 6),
                new Backtesting.BacktestOptions { Folds = 2, FoldRows = 14 }
            );

        Assert.HasCount(2, result.Folds);
        Assert.IsLessThan(result.Naive["last value"].Mae, result.Mean.Mae);
    }

    private IDataView Rows() => SampleRows.Of(ml, Weekly);

    private IDataView WithoutTimes(IDataView view) =>
        ml.Transforms.DropColumns(WindowColumns.Times).Fit(view).Transform(view);

    private RnnForecastingTrainer Trainer(int epochs) =>
        ml.Forecasting()
            .Trainers.Rnn(
                SamplePipeline.Options with
                {
                    Training = SamplePipeline.Options.Training with { Epochs = epochs },
                }
            );

    private sealed class TargetRow
    {
        [Microsoft.ML.Data.ColumnName("target")]
        public float[] Target { get; set; } = [];
    }

    private sealed class LabelRow
    {
        public float Label { get; set; }
    }
}
