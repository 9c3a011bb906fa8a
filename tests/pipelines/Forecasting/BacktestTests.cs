using Microsoft.ML;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Pipelines.Backtesting;
using Rnn.Onnx.Pipelines.Tests.Windows;
using Rnn.Onnx.Pipelines.Windows;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Pipelines.Tests.Forecasting;

/// <summary>Folds are those that one would cut by hand, and no model knows what comes behind its origin.</summary>
[TestClass]
public sealed class BacktestTests
{
    private const int Horizon = 4;

    private static readonly WindowOptions Windows = new()
    {
        Columns = ["a"],
        Date = "date",
        LookBack = 6,
        Horizon = Horizon,
    };

    private readonly MLContext ml = new(seed: 1);

    [TestMethod]
    public void Backtest_Folds_AreThoseCutByHand()
    {
        var series = SampleSeries.Weekly(60);
        var estimator = new MeanForecaster(ml, Horizon);
        var options = new BacktestOptions { Folds = 3, FoldRows = 8 };

        var result = ml.Forecasting().Backtest(SampleRows.Of(ml, series), Windows, estimator, options);

        Assert.HasCount(3, result.Folds);
        for (var fold = 0; fold < 3; fold++)
        {
            var origin = 60 - 8 * (3 - fold);
            var scale = ForecastScale.Of(series.Part(0, origin), 7);
            var errors = new ForecastErrors(Horizon, scale);
            float[] forecast = [.. Enumerable.Repeat(MeanOfWindows(series, 0, origin), Horizon)];
            for (var at = origin; at + Horizon <= origin + 8; at++)
                errors.Add(series.Values.Span.Slice(at, Horizon), forecast);
            var expected = errors.Metrics();
            var found = result.Folds[fold];

            Assert.AreEqual(origin, found.Origin);
            Assert.AreEqual(series.Dates![origin], found.Date);
            Assert.AreEqual(origin, found.TrainingRows);
            Assert.AreEqual(expected.Mae, found.Metrics.Mae);
            Assert.AreEqual(expected.Rmse, found.Metrics.Rmse);
            Assert.AreEqual(expected.Mase, found.Metrics.Mase);
            Assert.AreEqual(5, found.Metrics.Forecasts);
        }
        Assert.AreEqual(result.Folds.Average(fold => fold.Metrics.Mae), result.Mean.Mae);
        Assert.AreEqual(result.Folds.Average(fold => fold.Metrics.Mase), result.Mean.Mase);
        CollectionAssert.AreEqual(new[] { "last value", "last 7 steps" }, result.Naive.Keys.ToArray());
    }

    [TestMethod]
    public void Backtest_NaiveForecasts_AreMeasuredOnTheSameRows()
    {
        var series = SampleSeries.Weekly(60);

        var result = ml.Forecasting()
            .Backtest(
                SampleRows.Of(ml, series),
                Windows,
                new MeanForecaster(ml, Horizon),
                new BacktestOptions { Folds = 2 }
            );

        for (var fold = 0; fold < 2; fold++)
        {
            var origin = 60 - Horizon * (2 - fold);
            var values = series.Values.ToArray();
            var error = Enumerable
                .Range(origin, Horizon)
                .Average(row => Math.Abs((double)values[row] - values[row - 7]));
            var season = result.Folds[fold].Naive.Single(naive => naive.Period == 7);
            Assert.AreEqual(error, season.Metrics.Mae, 1e-12);
            Assert.AreEqual(1, season.Metrics.Forecasts);
        }
        Assert.AreEqual(result.Folds.Average(fold => fold.Naive[1].Metrics.Mae), result.Naive["last 7 steps"].Mae);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(3)]
    public void Backtest_LevelThatJumpsAtAnOrigin_IsNotKnownThere(int gap)
    {
        var (before, origin) = (10f, 48);
        var series = Jumping(60, origin, before, after: 1000);
        var estimator = new MeanForecaster(ml, Horizon);
        var options = new BacktestOptions
        {
            Folds = 3,
            Gap = gap,
            Period = 1,
        };

        var result = ml.Forecasting().Backtest(SampleRows.Of(ml, series), Windows, estimator, options);

        // A single row from behind the origin, or from its gap, would raise the mean by more than one.
        Assert.AreEqual(before, estimator.Means[0], 0.6f);
        Assert.AreEqual(origin - gap, result.Folds[0].TrainingRows);
        Assert.IsGreaterThan(985, result.Folds[0].Metrics.Mae);
        Assert.IsGreaterThan(before + 1, estimator.Means[1]);
    }

    [TestMethod]
    public void Backtest_SlidingTrainingPart_ForgetsOldRows()
    {
        var series = Jumping(80, 40, before: 1000, after: 10);
        var estimator = new MeanForecaster(ml, Horizon);

        var result = ml.Forecasting()
            .Backtest(
                SampleRows.Of(ml, series),
                Windows,
                estimator,
                new BacktestOptions
                {
                    Folds = 2,
                    TrainingRows = 20,
                    Period = 1,
                }
            );

        foreach (var mean in estimator.Means)
            Assert.AreEqual(10, mean, 0.6f);
        CollectionAssert.AreEqual(new[] { 11, 11 }, estimator.Windows);
        CollectionAssert.AreEqual(new[] { 20, 20 }, result.Folds.Select(fold => fold.TrainingRows).ToArray());
    }

    [TestMethod]
    public void Backtest_WithoutRefit_FitsOnce()
    {
        var estimator = new MeanForecaster(ml, Horizon);

        var result = ml.Forecasting()
            .Backtest(
                SampleRows.Of(ml, SampleSeries.Weekly(60)),
                Windows,
                estimator,
                new BacktestOptions { Folds = 4, Refit = false }
            );

        Assert.HasCount(1, estimator.Means);
        Assert.HasCount(4, result.Folds);
        CollectionAssert.AreEqual(new[] { 44, 44, 44, 44 }, result.Folds.Select(fold => fold.TrainingRows).ToArray());
    }

    [TestMethod]
    public void Backtest_TooFewRowsOrWrongOptions_SaysSo()
    {
        Says(
            "The view: expected 10 rows or more to learn from in front of the first origin and its gap, found 9 in front of 5 folds of 4 rows.",
            29,
            new BacktestOptions()
        );
        Says(
            "The view: expected 50 rows or more to learn from in front of the first origin and its gap, found 40 in front of 5 folds of 4 rows.",
            60,
            new BacktestOptions { TrainingRows = 50 }
        );
        Says("Option fold-rows: expected 4, the horizon, or more, found 3.", 60, new BacktestOptions { FoldRows = 3 });
        Says("Option folds: expected 1 or more, found 0.", 60, new BacktestOptions { Folds = 0 });

        void Says(string message, int rows, BacktestOptions options) =>
            Assert.AreEqual(
                message,
                Assert
                    .ThrowsExactly<InvalidInputException>(() =>
                        ml.Forecasting()
                            .Backtest(
                                SampleRows.Of(ml, SampleSeries.Weekly(rows)),
                                Windows,
                                new MeanForecaster(ml, Horizon),
                                options
                            )
                    )
                    .Message
            );
    }

    [TestMethod]
    public void Backtest_Canceled_Stops()
    {
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        Assert.Throws<OperationCanceledException>(() =>
            ml.Forecasting()
                .Backtest(
                    SampleRows.Of(ml, SampleSeries.Weekly(60)),
                    Windows,
                    new MeanForecaster(ml, Horizon),
                    new BacktestOptions { Cancellation = cancel.Token }
                )
        );
    }

    private static float MeanOfWindows(TimeSeries series, int start, int end)
    {
        var values = series.Values[start..end].ToArray();
        return (float)
            Enumerable
                .Range(0, values.Length - 6 - Horizon + 1)
                .SelectMany(at => values.Skip(at).Take(6 + Horizon))
                .Average(value => (double)value);
    }

    // A saw of small teeth on a level that jumps at a row.
    private static TimeSeries Jumping(int rows, int at, float before, float after)
    {
        var start = new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        return new TimeSeries(
            "",
            ["a"],
            0,
            [.. Enumerable.Range(0, rows).Select(row => (row < at ? before : after) + row % 2)],
            [.. Enumerable.Range(0, rows).Select(row => start.AddDays(row))],
            new TimeStep(0, TimeSpan.FromDays(1))
        );
    }
}
