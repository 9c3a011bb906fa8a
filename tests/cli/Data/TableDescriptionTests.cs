using System.Globalization;
using Rnn.Onnx.Cli.Data;
using Rnn.Onnx.Models;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Cli.Tests.Data;

[TestClass]
public sealed class TableDescriptionTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public void Read_GapsTextsAndConstants_AreTold()
    {
        folder.Write(
            "table.csv",
            "date,sky,level,unit\n2020-01-01,sun,1.5,m\n2020-01-02,rain,NA,m\n2020-01-05,sun,4.5,m\n2020-01-06,sun,3,m\n"
        );
        var table = TableDescription.Read(folder["table.csv"], target: null, date: []);
        Assert.AreEqual(4, table.Rows);
        Assert.AreEqual("1 day", table.Step);
        Assert.AreEqual(2, table.MissingRows);
        Assert.AreEqual(new DateTime(2020, 1, 6), table.Last!.Value.Date);
        Assert.AreEqual("level", table.Target);
        CollectionAssert.AreEqual(new[] { 1.5, double.NaN, double.NaN, double.NaN, 4.5, 3 }, table.Values.ToArray());
        var (sky, level, unit) = (table.Columns[1], table.Columns[2], table.Columns[3]);
        Assert.AreEqual((ColumnKind.Text, 3, 1), (sky.Kind, sky.Frequent["sun"], sky.Frequent["rain"]));
        Assert.AreEqual((1.5, 3.0, 4.5), (level.Minimum, level.Mean, level.Maximum));
        Assert.AreEqual(1, level.Missing);
        Assert.IsTrue(unit.IsConstant);
        Assert.IsFalse(sky.IsConstant);
    }

    [TestMethod]
    public void Read_DatesOutOfOrder_AreToldUnlessTheyWereAskedFor()
    {
        folder.Write("table.csv", "date,level\n2020-01-02,1\n2020-01-01,2\n");
        var table = TableDescription.Read(folder["table.csv"], target: null, date: []);
        StringAssert.Contains(table.DateTrouble, "expected a date after 2020-01-02, found 2020-01-01");
        Assert.IsNull(table.First);
        Assert.ThrowsExactly<InvalidInputException>(() => TableDescription.Read(folder["table.csv"], null, ["date"]));
    }

    [TestMethod]
    public void Read_TargetOfTexts_IsRefused()
    {
        folder.Write("table.csv", "sky,level\nsun,1\n");
        var error = Assert.ThrowsExactly<InvalidInputException>(() =>
            TableDescription.Read(folder["table.csv"], "sky", [])
        );
        Assert.AreEqual(
            $"File '{folder["table.csv"]}', column 'sky': expected numbers, found other values.",
            error.Message
        );
    }

    [TestMethod]
    public async Task Describe_TextsAlone_HasNoChartAndNoNextCommand()
    {
        folder.Write("table.csv", "word,tag\nsea,NOUN\nsays,VERB\n");
        var run = await RnnCommand.RunAsync("data", "describe", folder["table.csv"]);
        Assert.AreEqual(0, run.ExitCode, run.Errors);
        StringAssert.Contains(run.Output, "texts: sea 1, says 1");
        Assert.DoesNotContain("rnn train", run.Output);
    }

    [TestMethod]
    public void Find_WeekAndYear_AreBothFound()
    {
        var random = new Random(2);
        double[] values =
        [
            .. Enumerable
                .Range(0, 2000)
                .Select(t =>
                    0.01 * t + 3 * (t % 7 == 5 ? 1 : 0) + 2 * Math.Sin(2 * Math.PI * t / 365) + random.NextDouble()
                ),
        ];
        var seasons = Seasonality.Find(values, Seasonality.Usual("1 day"));
        CollectionAssert.AreEqual(new[] { 7, 365 }, seasons.Select(season => season.Period).ToArray());
        Assert.IsTrue(seasons.All(season => season.Correlation is > 0.5 and <= 1.1));
    }

    [TestMethod]
    public void Find_NoiseAndConstant_HaveNoPeriod()
    {
        var random = new Random(2);
        Assert.IsEmpty(Seasonality.Find([.. Enumerable.Range(0, 500).Select(_ => random.NextDouble())], []));
        Assert.IsEmpty(Seasonality.Find([.. Enumerable.Repeat(3.0, 50)], []));
        Assert.IsEmpty(Seasonality.Find([1], []));
        Assert.IsEmpty(Seasonality.Find([], []));
    }

    [TestMethod]
    public void Autocorrelation_Alternating_IsOneAndMinusOne()
    {
        var lags = Seasonality.Autocorrelation([1, -1, 1, -1, 1, -1]);
        CollectionAssert.AreEqual(
            new[] { "1.0", "-1.0", "1.0", "-1.0" },
            lags.Select(lag => lag.ToString("F1", CultureInfo.InvariantCulture)).ToArray()
        );
    }
}
