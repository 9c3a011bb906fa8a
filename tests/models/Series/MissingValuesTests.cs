using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Models.Series;

namespace Rnn.Onnx.Models.Tests.Series;

[TestClass]
public sealed class MissingValuesTests
{
    private const string Hint = "; the option missing fills (interpolate) or keeps (keep) what is missing.";
    private const string Holes = "a,b\nNA,1\n10,\nnan,N/A\nnull,4\n40,5\n,6\n";
    private const string MissingRows =
        "date,a\n2001-01-01,1\n2001-01-02,2\n2001-01-05,8\n2001-01-06,9\n2001-01-07,10\n";

    [TestMethod]
    [DataRow("a\n1\nNA\n", "line 3, column 'a': expected a finite number, found 'NA'")]
    [DataRow("a,b\n1,2\n,3\n", "line 3, column 'a': expected a finite number, found nothing")]
    [DataRow(
        "date,a\n2001-01-01,1\n2001-01-02,2\n2001-01-04,4\n",
        "line 4, column 'date': expected 2001-01-03, 1 day after the row before, found 2001-01-04"
    )]
    public void Read_RefuseByDefault_NamesTheOption(string text, string sentence) =>
        AssertRefused(text, MissingValues.Refuse, sentence + Hint);

    [TestMethod]
    public void Read_Interpolate_DrawsLinesAndHoldsTheEnds()
    {
        var series = Read(Holes, MissingValues.Interpolate);

        CollectionAssert.AreEqual(new[] { 10f, 10, 20, 30, 40, 40 }, series.Column(0));
        CollectionAssert.AreEqual(new[] { 1f, 2, 3, 4, 5, 6 }, series.Column(1));
        Assert.AreEqual(new MissingCounts(Values: 6, Rows: 0, LongestGap: 2), series.Missing);
    }

    [TestMethod]
    public void Read_Keep_LeavesNaN()
    {
        var series = Read(Holes, MissingValues.Keep);

        CollectionAssert.AreEqual(new[] { float.NaN, 10, float.NaN, float.NaN, 40, float.NaN }, series.Column(0));
        Assert.AreEqual(6, series.Missing.Values);
    }

    [TestMethod]
    public void Read_NothingMissing_CountsNothing() =>
        Assert.AreEqual(MissingCounts.None, Read("a\n1\n2\n", MissingValues.Interpolate).Missing);

    [TestMethod]
    public void Read_MissingRows_AreInserted()
    {
        var filled = Read(MissingRows, MissingValues.Interpolate);
        var kept = Read(MissingRows, MissingValues.Keep);

        CollectionAssert.AreEqual(new[] { 1f, 2, 4, 6, 8, 9, 10 }, filled.Column(0));
        CollectionAssert.AreEqual(new[] { 1f, 2, float.NaN, float.NaN, 8, 9, 10 }, kept.Column(0));
        Assert.AreEqual(new MissingCounts(Values: 2, Rows: 2, LongestGap: 2), filled.Missing);
        Assert.AreEqual(new DateTime(2001, 1, 3), kept.Dates![2]);
        Assert.AreEqual(new DateTime(2001, 1, 7), kept.Dates[^1]);
    }

    [TestMethod]
    [DataRow(
        "date,a\n2001-01-01,1\n2001-01-02,2\n2001-01-03 12:00,3\n2001-01-04,4\n2001-01-05,5\n",
        "line 4, column 'date': expected 2001-01-03, 1 day after the row before, found 2001-01-03 12:00:00."
    )]
    [DataRow("a,b\n1,NA\n2,NA\n", "column 'b': expected at least one value, found none in 2 rows.")]
    [DataRow("a,b\n1,x\n2,3\n", "line 2, column 'b': expected a finite number, found 'x'.")]
    [DataRow("a,b\n1,-inf\n2,3\n", "line 2, column 'b': expected a finite number, found '-inf'.")]
    [DataRow(
        "date,a\n2001-01-01,1\n2001-01-02,2\n9999-12-31,3\n",
        "line 4, column 'date': expected a date before the year 9999, found 9999-12-31."
    )]
    public void Read_WhatIsNotMissingButWrong_IsRefusedAllTheSame(string text, string sentence)
    {
        AssertRefused(text, MissingValues.Interpolate, sentence);
        AssertRefused(text, MissingValues.Keep, sentence);
    }

    [TestMethod]
    public void Read_GapLongerThanAllowed_SaysWhere()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("data.csv", MissingRows);
        var options = new SeriesReaderOptions { Missing = MissingValues.Interpolate, LongestGap = 2 };

        Assert.AreEqual(2, SeriesReader.Read(path, options).Missing.LongestGap);
        Expect.InvalidInput(
            $"File '{path}', column 'a': expected at most 1 missing values one after the other, found 2 from row 3 on.",
            () => SeriesReader.Read(path, options with { LongestGap = 1 })
        );
    }

    [TestMethod]
    public void Fit_ScalerOverMissingValues_PassesOverThem()
    {
        var series = new TimeSeries("s", ["a"], 0, [1, float.NaN, 3, 100]);

        var scaler = Scaler.Fit(series, rows: 3);

        Assert.AreEqual((2f, 1f), (scaler.Means[0], scaler.Deviations[0]));
        Expect.InvalidInput(
            "File 's', column 'a': expected values in the 1 rows of the training part, found none.",
            () => Scaler.Fit(new TimeSeries("s", ["a"], 0, [float.NaN, 1]), rows: 1)
        );
    }

    [TestMethod]
    public void Read_DailyTemperatures_LackTheLeapDays()
    {
        var path = SharedData.Path("timeseries/daily-min-temperatures.csv");
        var options = new SeriesReaderOptions { Target = "Temp" };

        var refused = Assert.ThrowsExactly<InvalidInputException>(() => SeriesReader.Read(path, options));
        var filled = SeriesReader.Read(path, options with { Missing = MissingValues.Interpolate });

        StringAssert.Contains(refused.Message, "expected 1984-12-31, 1 day after the row before, found 1985-01-01");
        Assert.AreEqual(3652, filled.Count);
        Assert.AreEqual(new MissingCounts(Values: 2, Rows: 2, LongestGap: 1), filled.Missing);
    }

    [TestMethod]
    public void Read_BeijingPollution_HasMissingValuesOfOneColumn()
    {
        var path = SharedData.Path("timeseries/beijing-pollution.csv");
        var options = new SeriesReaderOptions { Target = "pm2.5", Features = ["TEMP", "PRES"] };

        var refused = Assert.ThrowsExactly<InvalidInputException>(() => SeriesReader.Read(path, options));
        var filled = SeriesReader.Read(path, options with { Missing = MissingValues.Interpolate });
        var kept = SeriesReader.Read(path, options with { Missing = MissingValues.Keep });

        StringAssert.EndsWith(refused.Message, "line 2, column 'pm2.5': expected a finite number, found 'NA'" + Hint);
        Assert.AreEqual(43_824, filled.Count);
        Assert.AreEqual(2067, filled.Missing.Values);
        Assert.AreEqual(0, filled.Missing.Rows);
        Assert.AreEqual(0, filled.Column(0).Count(float.IsNaN));
        Assert.AreEqual(2067, kept.Column(0).Count(float.IsNaN));

        var split = new SeriesSplit(kept, lookBack: 48, horizon: 24);
        var naive = NaiveBaselines.For(split, period: 24);
        Assert.IsTrue(naive.All(baseline => double.IsFinite(baseline.Metrics.Mae + baseline.Metrics.Mase)));
    }

    private static TimeSeries Read(string text, MissingValues missing)
    {
        using var folder = new TemporaryFolder();
        return SeriesReader.Read(
            folder.Write("data.csv", text),
            new SeriesReaderOptions
            {
                Target = "a",
                AllNumericFeatures = true,
                Features = text.StartsWith("a,b", StringComparison.Ordinal) ? ["b"] : [],
                Missing = missing,
            }
        );
    }

    private static void AssertRefused(string text, MissingValues missing, string sentence)
    {
        var exception = Assert.ThrowsExactly<InvalidInputException>(() => Read(text, missing));
        StringAssert.EndsWith(exception.Message, sentence);
    }
}
