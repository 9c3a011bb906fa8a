using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Models.Series;

namespace Rnn.Onnx.Pipelines.Tests;

/// <summary>The columns of a view of windows, for series with several targets and dates and for those without.</summary>
[TestClass]
public sealed class LoadWindowsTests
{
    [TestMethod]
    public void LoadWindows_SeveralTargetsAndDates_GivesTargetsAndTimes()
    {
        DateTime[] dates = [.. Enumerable.Range(0, 6).Select(day => DateTime.UnixEpoch.AddDays(day))];
        float[] values = [0, 1, 10, 11, 20, 21, 30, 31, 40, 41, 50, 51];
        var step = new TimeStep(0, TimeSpan.FromDays(1));
        var series = new TimeSeries("two.csv", ["a", "b"], [1, 0], values, dates, step);

        var view = new MLContext().Sequences().LoadWindows(new SlidingWindow(series, 2, 2, 0, 6));

        Assert.AreEqual("series,target,date,times", string.Join(',', view.Schema.Select(column => column.Name)));
        CollectionAssert.AreEqual(
            new[] { 2, 2 },
            ((VectorDataViewType)view.Schema["target"].Type).Dimensions.ToArray()
        );
        using var cursor = view.GetRowCursor(view.Schema);
        var readTarget = cursor.GetGetter<VBuffer<float>>(view.Schema["target"]);
        var readTimes = cursor.GetGetter<VBuffer<long>>(view.Schema["times"]);
        VBuffer<float> target = default;
        VBuffer<long> times = default;
        Assert.IsTrue(cursor.MoveNext() && cursor.MoveNext());
        readTarget(ref target);
        readTimes(ref times);
        CollectionAssert.AreEqual(new[] { 31f, 30, 41, 40 }, target.DenseValues().ToArray());
        CollectionAssert.AreEqual(new[] { 86_400L, 172_800, 259_200, 345_600 }, times.DenseValues().ToArray());
    }

    [TestMethod]
    public void LoadWindows_NoDates_GivesSeriesAndTarget()
    {
        var series = new TimeSeries("plain.csv", ["a"], 0, [1, 2, 3, 4]);

        var view = new MLContext().Sequences().LoadWindows(new SlidingWindow(series, 2, 1, 0, 4));

        Assert.AreEqual("series,target", string.Join(',', view.Schema.Select(column => column.Name)));
    }
}
