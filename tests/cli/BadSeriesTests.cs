using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Cli.Tests;

/// <summary>What <c>rnn train forecast</c> says to files it can not learn from: one sentence, exit code 2, nothing written.</summary>
[TestClass]
public sealed class BadSeriesTests : IDisposable
{
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
