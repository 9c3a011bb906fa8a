using Rnn.Onnx.Models.Series;

namespace Rnn.Onnx.Models.Tests.Series;

[TestClass]
public sealed class TimeSeriesTests
{
    // Three columns of four rows: 0 1 2 / 10 11 12 / 20 21 22 / 30 31 32.
    private static readonly float[] Values = [0, 1, 2, 10, 11, 12, 20, 21, 22, 30, 31, 32];

    [TestMethod]
    public void Target_OfSeveralColumns_GivesThemStepByStep()
    {
        var windows = new SlidingWindow(Create([2, 0]), lookBack: 1, horizon: 2, start: 0, end: 4);

        Assert.AreEqual(2, windows.Targets);
        CollectionAssert.AreEqual(new[] { 12f, 10, 22, 20 }, windows.Target(0).ToArray());
        CollectionAssert.AreEqual(new[] { 22f, 20, 32, 30 }, windows.Target(1).ToArray());
        CollectionAssert.AreEqual(new[] { 2f, 0, 12, 10 }, windows.History(1).ToArray());
        CollectionAssert.AreEqual(new[] { 10f, 11, 12 }, windows.Input(1).ToArray());
    }

    [TestMethod]
    public void Target_OfAllColumnsInOrder_IsASliceOfTheSeries()
    {
        var series = Create([0, 1, 2]);
        var windows = new SlidingWindow(series, lookBack: 1, horizon: 2, start: 0, end: 4);

        Assert.IsTrue(windows.Target(0).Span.Overlaps(series.Values.Span, out var offset));
        Assert.AreEqual(-3, offset);
        CollectionAssert.AreEqual(new[] { 10f, 11, 12, 20, 21, 22 }, windows.Target(0).ToArray());
    }

    [TestMethod]
    [DataRow(new int[0])]
    [DataRow(new[] { 3 })]
    [DataRow(new[] { -1 })]
    [DataRow(new[] { 1, 1 })]
    public void New_TargetsThatAreNone_AreRefused(int[] targets) =>
        Assert.ThrowsExactly<ArgumentException>(() => Create(targets));

    [TestMethod]
    public void CopyTimes_OfAWindow_GivesUnixSecondsOfLookBackAndHorizon()
    {
        var windows = new SlidingWindow(Create([0]), lookBack: 2, horizon: 1, start: 0, end: 4);
        var times = new long[3];

        windows.CopyTimes(1, times);

        // date -u -d '1969-12-31 23:00:00' +%s and the next two hours.
        CollectionAssert.AreEqual(new[] { -3600L, 0, 3600 }, times);
    }

    [TestMethod]
    public void CopyTimes_BehindTheEnd_GoesOnByTheStep()
    {
        var times = new long[4];

        Create([0]).CopyTimes(2, times);

        CollectionAssert.AreEqual(new[] { 0L, 3600, 7200, 10800 }, times);
        Assert.AreEqual(new DateTime(1970, 1, 1, 2, 0, 0), Create([0]).DateOf(4));
    }

    [TestMethod]
    public void CopyTimes_Months_KeepTheirLengths()
    {
        DateTime[] dates = [new(2023, 12, 31), new(2024, 1, 31)];
        var step = new TimeStep(1, TimeSpan.Zero) { EndOfMonth = true };
        var series = new TimeSeries("monthly.csv", ["a"], 0, [1, 2], dates, step);

        Assert.AreEqual(new DateTime(2024, 2, 29), series.DateOf(2));
        Assert.AreEqual(new DateTime(2024, 3, 31), series.DateOf(3));
    }

    [TestMethod]
    public void CopyTimes_WithoutDatesOrBehindTheCalendar_SaysSo()
    {
        var times = new long[2];
        Expect.InvalidInput(
            "File 'plain.csv': expected a column of dates, found none.",
            () => new TimeSeries("plain.csv", ["a"], 0, [1, 2]).CopyTimes(0, times)
        );
        Expect.InvalidInput(
            "File 'one.csv': expected two or more dates that tell how the series goes on, found 1.",
            () => new TimeSeries("one.csv", ["a"], 0, [1], [new(2024, 1, 1)]).CopyTimes(0, times)
        );
        var late = new TimeSeries(
            "late.csv",
            ["a"],
            0,
            [1],
            [new(9999, 12, 31)],
            new TimeStep(0, TimeSpan.FromDays(1))
        );
        Expect.InvalidInput(
            "File 'late.csv': expected dates up to the year 9999, found 1 steps of 1 day behind 9999-12-31.",
            () => late.CopyTimes(0, times)
        );
    }

    private static TimeSeries Create(IReadOnlyList<int> targets)
    {
        var dates = Enumerable.Range(0, 4).Select(hour => new DateTime(1969, 12, 31, 22, 0, 0).AddHours(hour));
        return new TimeSeries(
            "small.csv",
            ["a", "b", "c"],
            targets,
            [.. Values],
            [.. dates],
            new TimeStep(0, TimeSpan.FromHours(1))
        );
    }
}
