using System.Text;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Cli.Tests;

/// <summary>What <c>rnn train forecast</c> says to files it can not learn from: one sentence, exit code 2, nothing written.</summary>
[TestClass]
public sealed class BadSeriesTests : IDisposable
{
    private const string Hint = "; the option missing fills (interpolate) or keeps (keep) what is missing.";

    private readonly TemporaryFolder folder = new();

    private string Data => folder["data.csv"];

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public async Task Train_MissingFile_SaysSo() =>
        await RefusesAsync(null, $"File '{Data}': expected a CSV file, found none.");

    [TestMethod]
    public async Task Train_EmptyFile_SaysSo() =>
        await RefusesAsync([], $"File '{Data}': expected a header and rows, found an empty file.");

    [TestMethod]
    public async Task Train_MissingColumn_ListsTheColumnsThereAre() =>
        await RefusesAsync(
            ["date,births", "2001-01-01,5"],
            $"File '{Data}', line 1: expected a column 'value', found 'date', 'births'."
        );

    [TestMethod]
    public async Task Train_TextInPlaceOfANumber_NamesLineAndColumn() =>
        await RefusesAsync(
            ["date,value", "2001-01-01,5", "2001-01-02,many"],
            $"File '{Data}', line 3, column 'value': expected a finite number, found 'many'."
        );

    [TestMethod]
    public async Task Train_MissingValue_NamesLineAndColumn() =>
        await RefusesAsync(
            ["date,value", "2001-01-01,5", "2001-01-02,"],
            $"File '{Data}', line 3, column 'value': expected a finite number, found nothing; the option missing fills (interpolate) or keeps (keep) what is missing."
        );

    [TestMethod]
    public async Task Train_UnequalRows_NamesLineAndCounts() =>
        await RefusesAsync(
            ["date,value", "2001-01-01,5", "2001-01-02,6,7"],
            $"File '{Data}', line 3: expected 2 fields as in the header, found 3."
        );

    [TestMethod]
    public async Task Train_GapInTheDates_NamesExpectedAndFoundDate() =>
        await RefusesAsync(
            ["date,value", "2001-01-01,5", "2001-01-02,6", "2001-01-03,7", "2001-01-05,8", "2001-01-06,9"],
            $"File '{Data}', line 5, column 'date': expected 2001-01-04, 1 day after the row before, found 2001-01-05; the option missing fills (interpolate) or keeps (keep) what is missing."
        );

    [TestMethod]
    public async Task Train_TooShort_SaysHowManyRowsItTakes()
    {
        var series = SampleSeries.WeeklyFile(Data, rows: 40);
        Assert.AreEqual(40, series.Count);
        await RefusesAsync(
            File.ReadAllLines(Data),
            $"File '{Data}': expected at least 28 + 14 rows (look-back and horizon) to train on and 14 in each of the other parts, found 40 rows: 28 to train on, 4 to validate, 8 to test."
        );
    }

    [TestMethod]
    public async Task Train_ConstantColumn_SaysSo() =>
        await RefusesAsync(
            ["value", .. Enumerable.Repeat("7", 400)],
            $"File '{Data}', column 'value': expected values that differ, found 7 in all 280 rows of the training part."
        );

    [TestMethod]
    [DataRow("date,value\n", ": expected rows behind the header, found none.")]
    [DataRow("date,value\n2001-01-01,5\n2001-01-02\n", ", line 3: expected 2 fields as in the header, found 1.")]
    [DataRow(
        "date,value\n2001-01-01,5\n\"2001-01-02,6\n2001-01-03,7\n",
        ", line 3: expected quotes in pairs around fields."
    )]
    [DataRow("date,value\n2001-01-01,NA\n", ", line 2, column 'value': expected a finite number, found 'NA'" + Hint)]
    [DataRow("date,value\n2001-01-01,NaN\n", ", line 2, column 'value': expected a finite number, found 'NaN'" + Hint)]
    [DataRow("date,value\n2001-01-01,inf\n", ", line 2, column 'value': expected a finite number, found 'inf'.")]
    [DataRow("date,value\n2001-01-01,-1e99\n", ", line 2, column 'value': expected a finite number, found '-1e99'.")]
    [DataRow(
        "date,value\n2001-01-01,5\n2001-01-01,6\n",
        ", line 3, column 'date': expected a date after 2001-01-01, found 2001-01-01."
    )]
    [DataRow(
        "date,value\n2001-01-02,5\n2001-01-01,6\n",
        ", line 3, column 'date': expected a date after 2001-01-02, found 2001-01-01."
    )]
    [DataRow(
        "date,value\n2001-01-01,5\n2001-02-30,6\n",
        ", line 3, column 'date': expected a date such as 2021-03-31, found '2001-02-30'."
    )]
    public async Task Train_DamagedFile_SaysWhatAndWhere(string text, string rest)
    {
        await File.WriteAllTextAsync(Data, text);
        await RefusesAsync(null, $"File '{Data}'{rest}");
    }

    [TestMethod]
    public async Task Train_NoText_SaysInWhichLine()
    {
        byte[] header = [.. "date,value\n2001-01-01,5\n"u8];
        await RefusesBytesAsync([.. header, 0, 1, 2], "3, byte 1", "a byte 0, as in UTF-16 and in binary files");
        await RefusesBytesAsync(
            Encoding.Unicode.GetBytes("date,value\n"),
            "1, byte 2",
            "a byte 0, as in UTF-16 and in binary files"
        );
        await RefusesBytesAsync([0x1f, 0x8b, 0x08, 0xc3, 0x28], "1, byte 2", "byte 0x8B");
        await RefusesBytesAsync(Encoding.Latin1.GetBytes("date,value\n2001-01-01,fünf\n"), "2, byte 13", "byte 0xFC");

        async Task RefusesBytesAsync(byte[] bytes, string line, string found)
        {
            await File.WriteAllBytesAsync(Data, bytes);
            await RefusesAsync(null, $"File '{Data}', line {line}: expected text in UTF-8, found {found}.");
        }
    }

    [TestMethod]
    public async Task EvaluateAndPredict_SeriesShorterThanItsWindow_SayHowManyRowsItTakes()
    {
        var series = SampleSeries.WeeklyFile(Data, rows: 9);
        WideForecasters.WithCard(series, lookBack: 10, times: false, levels: false).Save(folder["model.onnx"]);

        await RefusesAsync($"predict {folder["model.onnx"]}", "expected at least 10 rows to forecast from, found 9.");
        await RefusesAsync(
            $"evaluate {folder["model.onnx"]}",
            "expected at least 10 + 3 rows (look-back and horizon) to train on and 3 in each of the other parts, found 9 rows: 6 to train on, 1 to validate, 2 to test."
        );

        async Task RefusesAsync(string command, string rest)
        {
            var result = await RnnCommand.RunAsync($"{command} --data {Data}");
            Assert.AreEqual(App.BadInput, result.ExitCode);
            Assert.AreEqual($"rnn: File '{Data}': {rest}", result.Errors.TrimEnd());
        }
    }

    private async Task RefusesAsync(string[]? lines, string sentence)
    {
        if (lines is not null)
            await File.WriteAllLinesAsync(Data, lines);
        var model = folder["model.onnx"];

        var run = await RnnCommand.RunAsync("train", "forecast", "--data", Data, "--target", "value", "-o", model);

        run.IsRefusedWith(sentence);
        Assert.IsFalse(File.Exists(model));
    }
}
