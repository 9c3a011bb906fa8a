using System.Globalization;
using System.Text;
using Rnn.Onnx.Models.Series;

namespace Rnn.Onnx.Models.Tests.Series;

[TestClass]
public sealed class SeriesReaderTests
{
    [TestMethod]
    public void Read_TargetAndFeatures_GivesRowsWithTheTargetFirst()
    {
        var series = Read(
            "date,a,b,c\n2021-01-01,1,2,3\n2021-01-02,4,5.5,-6e2\n",
            new() { Target = "b", Features = ["c"] }
        );

        CollectionAssert.AreEqual(new[] { "b", "c" }, series.Columns.ToArray());
        Assert.AreEqual(0, series.Target);
        CollectionAssert.AreEqual(new[] { 2f, 3, 5.5f, -600 }, series.Values.ToArray());
        Assert.AreEqual(2, series.Count);
        Assert.AreEqual(new DateTime(2021, 1, 2), series.Dates![1]);
        Assert.AreEqual("1 day", series.Step.ToString());
    }

    [TestMethod]
    public void Read_AllNumericFeatures_TakesNumbersButNotTheDate()
    {
        var series = Read(
            "year,month,day,name,a,b\n2021,1,1,x,1,2\n2021,1,2,y,3,4\n",
            new() { Target = "b", AllNumericFeatures = true }
        );

        CollectionAssert.AreEqual(new[] { "b", "a" }, series.Columns.ToArray());
    }

    [TestMethod]
    public void Read_SeveralTargets_StandFirstInTheOrderAskedFor()
    {
        var series = Read(
            "date,a,b,c\n2021-01-01,1,2,3\n2021-01-02,4,5,6\n",
            new() { Targets = ["c", "a"], Features = ["b"] }
        );

        CollectionAssert.AreEqual(new[] { "c", "a", "b" }, series.Columns.ToArray());
        CollectionAssert.AreEqual(new[] { 0, 1 }, series.Targets.ToArray());
        CollectionAssert.AreEqual(new[] { "c", "a" }, series.TargetNames.ToArray());
        CollectionAssert.AreEqual(new[] { 3f, 1, 2, 6, 4, 5 }, series.Values.ToArray());
    }

    [TestMethod]
    public void Read_AllNumericTargets_TakesNumbersButNotTheDate()
    {
        var series = Read("date,a,name,b\n2021-01-01,1,x,2\n", new() { AllNumericTargets = true });

        CollectionAssert.AreEqual(new[] { "a", "b" }, series.TargetNames.ToArray());
    }

    [TestMethod]
    public void Read_NoTarget_TakesTheLastColumn()
    {
        var series = Read("a,b,c\n1,2,3\n", new() { Features = ["c"] });

        CollectionAssert.AreEqual(new[] { "b", "c" }, series.Columns.ToArray());
        Assert.AreEqual("b", series.TargetNames.Single());
        AssertRefused(
            "date,a\n2021-01-01,1\n",
            "line 1: expected a column to forecast beside dates and features, found 'date', 'a'.",
            new() { Features = ["a"] }
        );
    }

    [TestMethod]
    public void Read_DatesWithOffsets_BecomeUtcWhereverTheProgramRuns()
    {
        var series = Read("date,a\n2021-01-01T02:00:00+02:00,1\n2021-01-01T01:00:00Z,2\n");

        Assert.AreEqual(new DateTime(2021, 1, 1, 0, 0, 0), series.Dates![0]);
        Assert.AreEqual("1 hour", series.Step.ToString());
    }

    [TestMethod]
    [DataRow(',')]
    [DataRow(';')]
    [DataRow('\t')]
    public void Read_UsualSeparator_IsFound(char separator)
    {
        var text = "date,a,b\n2021-01-01,1.5,2\n2021-01-02,3,4\n".Replace(',', separator);

        CollectionAssert.AreEqual(new[] { 2f, 4 }, Read(text, new() { Target = "b" }).Values.ToArray());
    }

    [TestMethod]
    public void Read_GermanCulture_ReadsNumbersTheSame()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("de-DE");
        try
        {
            Assert.AreEqual(1.5f, Read("a\n1.5\n").Values.Span[0]);
            AssertRefused("a\n1.5\nx\n", "line 3, column 'a': expected a finite number, found 'x'.");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [TestMethod]
    public void Read_QuotesWindowsLinesAndByteOrderMark_AreUnderstood() =>
        CollectionAssert.AreEqual(
            new[] { 1f, 2 },
            Read("\uFEFF\"a\" , \"b, c\"\r\n 1 ,x\r\n\"2\",\"y\"\r\n\r\n").Values.ToArray()
        );

    [TestMethod]
    [DataRow("date,a\n2021-01-01,1\n2021-01-02,2\n", "1 day")]
    [DataRow("when,a\n2021-01-01,1\n2021-01-08,2\n", "7 days")]
    [DataRow("Timestamp,a\n2021-01-01 00:00,1\n2021-01-01 00:15,2\n", "15 minutes")]
    [DataRow("date,a\n20210101,1\n20210102,2\n", "1 day")]
    [DataRow("m,a\n1949-01,1\n1949-02,2\n1949-03,3\n", "1 month")]
    [DataRow("date,a\n2021-04-30,1\n2021-05-31,2\n2021-06-30,3\n2021-07-31,4\n", "1 month")]
    [DataRow("date,a\n2021-01-31,1\n2021-02-28,2\n2021-03-31,3\n", "1 month")]
    [DataRow("date,a\n2020-12-31,1\n2021-12-31,2\n", "1 year")]
    [DataRow("year,month,a\n2021,11,1\n2021,12,2\n2022,1,3\n", "1 month")]
    [DataRow("year,month,date_of_month,hour,a\n2021,1,31,23,1\n2021,2,1,0,2\n", "1 hour")]
    public void Read_DatesOfManyKinds_AreFoundWithTheirStep(string text, string step) =>
        Assert.AreEqual(step, Read(text).Step.ToString());

    [TestMethod]
    public void Read_NoColumnLooksLikeADate_HasNoDates()
    {
        var series = Read("day,a\n1,1\n2,2\n");

        Assert.IsNull(series.Dates);
        Assert.IsNull(series.Step);
    }

    [TestMethod]
    public void Read_DateColumnsGiven_AreTaken()
    {
        var series = Read("y,m,d,a\n2021,12,31,1\n2022,1,1,2\n", new() { Target = "a", DateColumns = ["y", "m", "d"] });

        Assert.AreEqual(new DateTime(2022, 1, 1), series.Dates![1]);
    }

    [TestMethod]
    public void Read_FileMissing_SaysSo() =>
        Expect.InvalidInput(
            "File 'nowhere.csv': expected a CSV file, found none.",
            () => SeriesReader.Read("nowhere.csv", new() { Target = "a" })
        );

    [TestMethod]
    [DataRow("", ": expected a header and rows, found an empty file.")]
    [DataRow("\n\n", ": expected a header and rows, found an empty file.")]
    [DataRow("a,b\n", ": expected rows behind the header, found none.")]
    [DataRow("b,c\n1,2\n", ", line 1: expected a column 'a', found 'b', 'c'.")]
    [DataRow("a,b,a\n1,2,3\n", ", line 1: expected one column 'a', found it at positions 1 and 3.")]
    [DataRow("a,b\n1,2\n3\n", ", line 3: expected 2 fields as in the header, found 1.")]
    [DataRow("a,b\n1,2\n3,4,5\n", ", line 3: expected 2 fields as in the header, found 3.")]
    [DataRow("a\n1\n\n2\n", ", line 3: expected 1 fields as in the header, found an empty line.")]
    [DataRow("a\n1\nmany\n", ", line 3, column 'a': expected a finite number, found 'many'.")]
    [DataRow(
        "a,b\n1,2\n,4\n",
        ", line 3, column 'a': expected a finite number, found nothing; the option missing fills (interpolate) or keeps (keep) what is missing."
    )]
    [DataRow(
        "a\n1\nNA\n",
        ", line 3, column 'a': expected a finite number, found 'NA'; the option missing fills (interpolate) or keeps (keep) what is missing."
    )]
    [DataRow(
        "a\n1\nNaN\n",
        ", line 3, column 'a': expected a finite number, found 'NaN'; the option missing fills (interpolate) or keeps (keep) what is missing."
    )]
    [DataRow("a\n1\nInfinity\n", ", line 3, column 'a': expected a finite number, found 'Infinity'.")]
    [DataRow("a\n1\n1e99\n", ", line 3, column 'a': expected a finite number, found '1e99'.")]
    [DataRow("a,b\n1,2\n\"3,4\n5,6\n", ", line 3: expected quotes in pairs around fields.")]
    [DataRow(
        "date,a\n2021-01-01,1\nsoon,2\n",
        ", line 3, column 'date': expected a date such as 2021-03-31, found 'soon'."
    )]
    [DataRow(
        "date,a\n2021-01-01,1\n,2\n",
        ", line 3, column 'date': expected a date such as 2021-03-31, found nothing."
    )]
    [DataRow(
        "date,a\n2021-01-02,1\n2021-01-01,2\n",
        ", line 3, column 'date': expected a date after 2021-01-02, found 2021-01-01."
    )]
    [DataRow(
        "date,a\n2021-01-02,1\n2021-01-02,2\n",
        ", line 3, column 'date': expected a date after 2021-01-02, found 2021-01-02."
    )]
    [DataRow(
        "date,a\n2021-01-01,1\n2021-01-02,2\n2021-01-04,3\n",
        ", line 4, column 'date': expected 2021-01-03, 1 day after the row before, found 2021-01-04; the option missing fills (interpolate) or keeps (keep) what is missing."
    )]
    [DataRow(
        "date,a\n2021-01-01,1\n2021-01-03,2\n2021-01-04,3\n2021-01-05,4\n",
        ", line 3, column 'date': expected 2021-01-02, 1 day after the row before, found 2021-01-03; the option missing fills (interpolate) or keeps (keep) what is missing."
    )]
    [DataRow(
        "year,month,a\n2021,1,1\n2021,2,2\n2021,4,3\n",
        ", line 4, column 'year', 'month': expected 2021-03-01, 1 month after the row before, found 2021-04-01; the option missing fills (interpolate) or keeps (keep) what is missing."
    )]
    [DataRow(
        "year,month,a\n2021,12,1\n2021,13,2\n",
        ", line 3, column 'year', 'month': expected a date of the calendar, found 2021-13."
    )]
    [DataRow("year,month,a\n2021,12,1\n2022,,2\n", ", line 3, column 'month': expected a whole number, found nothing.")]
    public void Read_BadFile_SaysWhatIsWrongAndWhere(string text, string rest) =>
        AssertRefused(text, rest.TrimStart(',', ' '));

    [TestMethod]
    public void Read_FeatureOrDateColumnMissing_ListsTheColumns()
    {
        AssertRefused(
            "a,b\n1,2\n",
            "line 1: expected a column 'c', found 'a', 'b'.",
            new() { Target = "a", Features = ["c"] }
        );
        AssertRefused(
            "a,b\n1,2\n",
            "line 1: expected a column 'd', found 'a', 'b'.",
            new() { Target = "a", DateColumns = ["d"] }
        );
    }

    [TestMethod]
    public void Read_TooManyDateColumns_SaysHowManyThereCanBe() =>
        Expect.InvalidInput(
            "Option date: expected one column or the parts year, month, day and hour, found 5 columns.",
            () => Read("a\n1\n", new() { Target = "a", DateColumns = ["a", "a", "a", "a", "a"] })
        );

    [TestMethod]
    public void Read_AFolder_SaysSo()
    {
        using var folder = new TemporaryFolder();

        Assert.ThrowsExactly<InvalidInputException>(() => SeriesReader.Read(folder.Path, new() { Target = "a" }));
    }

    [TestMethod]
    public void Read_HundredThousandRows_KeepsThemAll()
    {
        const int Rows = 100_000;
        var text = new StringBuilder("date,a,b\n");
        var date = new DateTime(2000, 1, 1);
        for (var row = 0; row < Rows; row++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{date.AddHours(row):yyyy-MM-dd HH:mm},{row},{row * 0.5}\n");
        }

        var series = Read(text.ToString(), new() { Target = "a", Features = ["b"] });

        Assert.AreEqual(Rows, series.Count);
        Assert.AreEqual(date.AddHours(Rows - 1), series.Dates![^1]);
        Assert.AreEqual((Rows - 1) * 0.5f, series.Values.Span[^1]);
    }

    private static TimeSeries Read(string text, SeriesReaderOptions? options = null)
    {
        using var folder = new TemporaryFolder();
        return SeriesReader.Read(folder.Write("data.csv", text), options ?? new() { Target = "a" });
    }

    private static void AssertRefused(string text, string rest, SeriesReaderOptions? options = null)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("data.csv", text);
        var separator = rest.StartsWith(':') ? "" : ", ";
        Expect.InvalidInput(
            $"File '{path}'{separator}{rest}",
            () => SeriesReader.Read(path, options ?? new() { Target = "a" })
        );
    }
}
