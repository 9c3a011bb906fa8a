using Microsoft.ML;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Pipelines.Windows;
using Rnn.Onnx.Tests.Shared;
using static Rnn.Onnx.Pipelines.Tests.Windows.SampleRows;

namespace Rnn.Onnx.Pipelines.Tests.Windows;

/// <summary>Parts of a view are those of the series in memory, and so is what their scale is.</summary>
[TestClass]
public sealed class SplitByTimeTests
{
    private static readonly TimeSeries Series = SampleSeries.Several(97);

    private static readonly WindowOptions Options = new()
    {
        Columns = ["a", "b", "c"],
        Targets = ["a", "b"],
        Date = "date",
        LookBack = 8,
        Horizon = 4,
    };

    private readonly MLContext ml = new(seed: 1);

    [TestMethod]
    public void SplitByTime_Parts_AreThoseOfASeriesInMemory()
    {
        var expected = new SeriesSplit(Series, 8, 4, validation: 0.15, test: 0.25);

        var parts = ml.Sequences().SplitByTime(Of(ml, Series), Options, validationShare: 0.15, testShare: 0.25);

        AreEqual(expected.Training, parts.TrainSet);
        AreEqual(expected.Validation, parts.ValidationSet!);
        AreEqual(expected.Test, parts.TestSet);
    }

    [TestMethod]
    public void SplitByTime_NoValidation_LeavesItsRowsToTraining()
    {
        var parts = ml.Sequences().SplitByTime(Of(ml, Series), Options, validationShare: 0, testShare: 0.25);

        Assert.IsNull(parts.ValidationSet);
        AreEqual(new SlidingWindow(Series, 8, 4, 0, 73), parts.TrainSet);
    }

    [TestMethod]
    public void SplitByTime_TooFewRows_SaysHowMany()
    {
        var error = Assert.ThrowsExactly<InvalidInputException>(() =>
            ml.Sequences().SplitByTime(Of(ml, SampleSeries.Several(12)), Options)
        );
        Assert.AreEqual(
            "The view: expected at least 8 + 4 rows (look-back and horizon) to train on and 4 in each of the other parts, found 12 rows: 9 to train on, 1 to validate, 2 to test.",
            error.Message
        );
    }

    [TestMethod]
    public void MeasureScale_AnyTrainingView_IsThatOfItsRows()
    {
        var split = new SeriesSplit(Series, 8, 4);
        var expected = ForecastScale.Of(split, 7);
        var parts = ml.Sequences().SplitByTime(Of(ml, Series), Options);
        var loaded = ml.Sequences().LoadWindows(split.Training);

        foreach (
            var (name, view) in new Dictionary<string, IDataView>
            {
                ["lazy"] = parts.TrainSet,
                ["loaded"] = loaded,
                ["cached"] = ml.Data.Cache(parts.TrainSet),
                ["shuffled"] = ml.Data.ShuffleRows(parts.TrainSet, seed: 3),
                ["without times"] = ml.Transforms.DropColumns("times").Fit(parts.TrainSet).Transform(parts.TrainSet),
            }
        )
            Same(expected, ml.Sequences().MeasureScale(view, 7), name);
    }

    [TestMethod]
    public void MeasureScale_WindowsThatAreApart_CountsNothingBetweenThem()
    {
        var parts = ml.Sequences().SplitByTime(Of(ml, Series), Options with { Stride = 3 });
        // Of 18 windows, those in the middle are missing: rows 0 to 26 and rows 42 to 65 are left.
        var rows = Read(ml, parts.TrainSet).ToList();
        rows.RemoveRange(6, 8);
        var (first, second) = (Series.Part(0, 27), Series.Part(42, 66));

        var scale = ml.Sequences().MeasureScale(Gathered(rows), 7);

        for (var target = 0; target < 2; target++)
        {
            var naive =
                (
                    NaiveForecasts.Scale(first.Column(target), 7) * 20
                    + NaiveForecasts.Scale(second.Column(target), 7) * 17
                ) / 37;
            Assert.AreEqual(naive, scale.Targets[target].Naive, 1e-9);
        }
    }

    private IDataView Gathered(List<Window> rows)
    {
        var schema = Microsoft.ML.Data.SchemaDefinition.Create(typeof(Window));
        schema["series"].ColumnType = new Microsoft.ML.Data.VectorDataViewType(
            Microsoft.ML.Data.NumberDataViewType.Single,
            8,
            3
        );
        schema["target"].ColumnType = new Microsoft.ML.Data.VectorDataViewType(
            Microsoft.ML.Data.NumberDataViewType.Single,
            4,
            2
        );
        schema["times"].ColumnType = new Microsoft.ML.Data.VectorDataViewType(
            Microsoft.ML.Data.NumberDataViewType.Int64,
            12
        );
        return ml.Data.LoadFromEnumerable(rows, schema);
    }

    private void AreEqual(SlidingWindow expected, IDataView found) =>
        CollectionAssert.AreEqual(
            Read(ml, ml.Sequences().LoadWindows(expected)).Select(Text).ToArray(),
            Read(ml, found).Select(Text).ToArray()
        );

    private static void Same(ForecastScale expected, ForecastScale found, string name)
    {
        Assert.HasCount(expected.Targets.Count, found.Targets);
        for (var i = 0; i < expected.Targets.Count; i++)
            Assert.AreEqual(expected.Targets[i], found.Targets[i], name);
    }
}
