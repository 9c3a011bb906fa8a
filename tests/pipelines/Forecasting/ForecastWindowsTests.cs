using Microsoft.ML;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Pipelines.Scoring;
using Rnn.Onnx.Pipelines.Tests.Windows;
using Rnn.Onnx.Pipelines.Trainers;
using Rnn.Onnx.Tests.Shared;
using Rnn.Onnx.Training.Models;

namespace Rnn.Onnx.Pipelines.Tests.Forecasting;

/// <summary>What is trained on and what validates, and which views are refused.</summary>
[TestClass]
public sealed class ForecastWindowsTests
{
    private static readonly RnnForecastingOptions Options = SamplePipeline.Options;

    private readonly MLContext ml = new(seed: 1);

    [TestMethod]
    public void Parts_NoValidationSet_LeavesAHorizonOfWindowsOut()
    {
        // The value of a row is its number, so windows tell which rows they hold.
        var series = new TimeSeries("", ["a"], 0, [.. Enumerable.Range(0, 60).Select(row => (float)row)]);
        var windows = new SlidingWindow(series, 8, 5, 0, 60);

        var parts = ForecastWindows.Parts(windows, null, null, Options with { ValidationShare = 0.25 });

        Assert.AreEqual(48, windows.Count);
        Assert.AreEqual(12, parts.Validation.Count);
        Assert.AreEqual(48 - 12 - 5, parts.Training.Count);
        var lastLearned = parts.Training.Target(parts.Training.Count - 1).Span[^1];
        var firstMeasured = parts.Validation.Target(0).Span[0];
        Assert.IsLessThan(firstMeasured, lastLearned);
        Assert.AreEqual(59, parts.Validation.Target(11).Span[^1]);
        Assert.AreEqual(
            lastLearned + 1,
            parts.Series.Count,
            "Scales see no row behind the last that was learned from."
        );
        Assert.AreEqual("validation", parts.MeasuredPart);
    }

    [TestMethod]
    public void Parts_TooFewWindows_SaysHowMany()
    {
        var windows = new SlidingWindow(SampleSeries.Weekly(18), 8, 5, 0, 18);
        Says(
            "The view: expected more than 1 windows to validate and 5 (the horizon) between them and those to learn from, found 6.",
            () => ForecastWindows.Parts(windows, null, null, Options)
        );
        Says(
            "The view: expected windows to learn from, found none.",
            () => ForecastWindows.Parts(new SlidingWindow(SampleSeries.Weekly(9), 8, 5, 0, 9), null, null, Options)
        );
    }

    [TestMethod]
    public void Parts_ValidationOfAnotherSize_SaysBoth() =>
        Says(
            "The validation set: expected windows [8, 1] with targets [5, 1] as in the training set, found 29 windows [8, 1] with targets [4, 1].",
            () =>
                ForecastWindows.Parts(
                    new SlidingWindow(SampleSeries.Weekly(40), 8, 5, 0, 40),
                    new SlidingWindow(SampleSeries.Weekly(40), 8, 4, 0, 40),
                    null,
                    Options
                )
        );

    [TestMethod]
    public void Fit_MissingValues_AreTrainedOnOnlyWhereTheyAreMasked()
    {
        var days = SampleRows.Days(SampleSeries.Weekly(60)).ToList();
        days[20].A = float.NaN;
        var view = ml.Sequences()
            .Windows(
                ml.Data.LoadFromEnumerable(days),
                SamplePipeline.Windows with
                {
                    Columns = ["a"],
                    Missing = MissingValues.Keep,
                }
            );
        var options = Options with { Training = Options.Training with { Epochs = 1 } };

        Says(
            "The view, window 5: expected no missing values for a model that does not mask them, found some.",
            () => Fit(options, view)
        );
        using var model = Fit(options with { Model = Options.Model with { Missing = MissingInputs.Mask } }, view);
        Assert.IsTrue(
            Array.TrueForAll(SamplePipeline.Forecasts(ml, model.Transform(view)), row => !row.Contains(float.NaN))
        );
    }

    [TestMethod]
    public void Fit_CalendarWithoutTimes_SaysWhatIsMissing()
    {
        var view = ml.Sequences()
            .Windows(
                SampleRows.Of(ml, SampleSeries.Weekly(60)),
                SamplePipeline.Windows with
                {
                    Columns = ["a"],
                    Date = null,
                }
            );
        var options = Options with
        {
            Model = Options.Model with { Calendar = [new CalendarFeature(CalendarField.WeekDay)] },
        };
        Says(
            "The view: expected a column of dates for the calendar features week-day, found none.",
            () => Fit(options, view)
        );
    }

    [TestMethod]
    public void Fit_TheFutureAmongTheWindows_IsNotLearnedFrom()
    {
        var rows = SampleRows.Of(ml, SampleSeries.Weekly(60));
        var whole = SamplePipeline.Windows with { Columns = ["a"] };
        var future = ml.Sequences().Windows(rows, whole with { RequireTarget = false, Horizon = 1 });
        var known = ml.Sequences().Windows(rows, whole with { Horizon = 1 });
        var options = Options with { Training = Options.Training with { Epochs = 1 } };

        using var one = Fit(options, future);
        using var other = Fit(options, known);

        CollectionAssert.AreEqual(
            SamplePipeline.Forecasts(ml, other.Transform(known))[0],
            SamplePipeline.Forecasts(ml, one.Transform(known))[0]
        );
        Assert.HasCount(47, SamplePipeline.Forecasts(ml, one.Transform(future)));
    }

    private ScoreSequencesTransformer Fit(RnnForecastingOptions options, IDataView view) =>
        ml.Forecasting().Trainers.Rnn(options).Fit(view);

    private static void Says(string message, Func<object> act) =>
        Assert.AreEqual(message, Assert.ThrowsExactly<InvalidInputException>(() => act()).Message);
}
