using System.Runtime.InteropServices;
using Rnn.Onnx.Models.Series;

namespace Rnn.Onnx.Models.Tests.Series;

[TestClass]
public sealed class SeriesSplitTests
{
    [TestMethod]
    public void New_HundredRows_CutsSeventyTenTwenty()
    {
        var split = new SeriesSplit(Counting(100, columns: 1), lookBack: 5, horizon: 3);

        Assert.AreEqual(70, split.ValidationStart);
        Assert.AreEqual(80, split.TestStart);
        Assert.AreEqual(70 - 5 - 3 + 1, split.Training.Count);
        Assert.AreEqual(10 - 3 + 1, split.Validation.Count);
        Assert.AreEqual(20 - 3 + 1, split.Test.Count);
    }

    [TestMethod]
    public void Windows_OfEveryPart_KeepTheirTargetsInThePart()
    {
        var split = new SeriesSplit(Counting(100, columns: 1), lookBack: 5, horizon: 3);
        foreach (
            var (windows, first, end) in new[]
            {
                (split.Training, 5, 70),
                (split.Validation, 70, 80),
                (split.Test, 80, 100),
            }
        )
        {
            Assert.AreEqual(first, windows.Target(0).Span[0]);
            Assert.AreEqual(end - 1, windows.Target(windows.Count - 1).Span[^1]);
        }

        // The look-back of the first test window reaches into the validation part.
        CollectionAssert.AreEqual(new[] { 75f, 76, 77, 78, 79 }, split.Test.Input(0).ToArray());
    }

    [TestMethod]
    public void Input_OfAWindow_IsASliceOfTheSeries()
    {
        var series = Counting(30, columns: 2);
        var windows = new SlidingWindow(series, lookBack: 4, horizon: 2, start: 10, end: 30);

        Assert.IsTrue(MemoryMarshal.TryGetArray(series.Values, out var whole));
        Assert.IsTrue(MemoryMarshal.TryGetArray(windows.Input(3), out var slice));
        Assert.AreSame(whole.Array, slice.Array);
        Assert.AreEqual((10 + 3 - 4) * 2, slice.Offset);
        Assert.AreEqual(4 * 2, slice.Count);
        CollectionAssert.AreEqual(new[] { 1013f, 1014 }, windows.Target(3).ToArray());
        Assert.AreEqual(13, windows.History(3).Length);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => windows.Input(windows.Count));
    }

    [TestMethod]
    public void Stride_ManySteps_TakesEachSoManythWindow()
    {
        var series = Counting(30, columns: 1);
        var all = new SlidingWindow(series, lookBack: 4, horizon: 2, start: 10, end: 30);

        var some = new SlidingWindow(series, lookBack: 4, horizon: 2, start: 10, end: 30, stride: 5);

        Assert.AreEqual(4, some.Count);
        for (var window = 0; window < some.Count; window++)
            CollectionAssert.AreEqual(all.Input(window * 5).ToArray(), some.Input(window).ToArray());
    }

    [TestMethod]
    public void RangeAndRows_OfSomeWindows_AreTheirRowsAndNoOthers()
    {
        var windows = new SlidingWindow(
            Counting(30, columns: 1),
            lookBack: 4,
            horizon: 2,
            start: 10,
            end: 30,
            stride: 3
        );

        var range = windows.Range(1, 3);

        Assert.AreEqual(3, range.Count);
        for (var window = 0; window < range.Count; window++)
            CollectionAssert.AreEqual(windows.Target(window + 1).ToArray(), range.Target(window).ToArray());
        CollectionAssert.AreEqual(
            Enumerable.Range(9, 12).Select(row => (float)row).ToArray(),
            range.Rows().Values.ToArray()
        );
        CollectionAssert.AreEqual(
            windows.Rows().Values.ToArray(),
            Enumerable.Range(6, 24).Select(row => (float)row).ToArray()
        );
    }

    [TestMethod]
    public void New_TooShortForItsParts_SaysHowManyRowsEachHas() =>
        Expect.InvalidInput(
            "File 'counting': expected at least 28 + 14 rows (look-back and horizon) to train on and 14 in each of the other parts, found 100 rows: 70 to train on, 10 to validate, 20 to test.",
            () => _ = new SeriesSplit(Counting(100, columns: 1), lookBack: 28, horizon: 14)
        );

    [TestMethod]
    public void New_SharesThatLeaveNothing_AreRefused() =>
        Expect.InvalidInput(
            "Options validation and test: expected shares above 0 that leave something to train on, found 0.5 and 0.5.",
            () => _ = new SeriesSplit(Counting(100, columns: 1), 5, 3, validation: 0.5, test: 0.5)
        );

    [TestMethod]
    public void New_SharesThatAreNoBinaryFractions_AreRounded()
    {
        // 0.29 * 100 is 28.999999999999996.
        Assert.AreEqual(71, new SeriesSplit(Counting(100, columns: 1), 5, 3, validation: 0.1, test: 0.29).TestStart);
    }

    [TestMethod]
    public void ByRows_CountsOfEachPart_LeavesTheRestUnused()
    {
        var split = SeriesSplit.ByRows(Counting(100, columns: 1), 5, 3, new SeriesRows(50, 20, 10));

        Assert.AreEqual((50, 70, 80), (split.ValidationStart, split.TestStart, split.End));
        Assert.AreEqual(50 - 5 - 3 + 1, split.Training.Count);
        Assert.AreEqual(20 - 3 + 1, split.Validation.Count);
        Assert.AreEqual(10 - 3 + 1, split.Test.Count);
        Assert.AreEqual(79f, split.Test.Target(split.Test.Count - 1).Span[^1]);
    }

    [TestMethod]
    public void ByRows_MoreThanThereAre_SaysHowMany() =>
        Expect.InvalidInput(
            "File 'counting': expected 1 or more rows in each part and 100 together at the most, found 80 to train on, 10 to validate, 11 to test.",
            () => SeriesSplit.ByRows(Counting(100, columns: 1), 5, 3, new SeriesRows(80, 10, 11))
        );

    /// <summary>Column 0 counts 0, 1, ...; the target, the last column, counts from 1000 when there are two.</summary>
    private static TimeSeries Counting(int rows, int columns)
    {
        var values = new float[rows * columns];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (i / columns) + (i % columns * 1000);
        }

        return new("counting", columns == 1 ? ["a"] : ["a", "b"], columns - 1, values);
    }
}
