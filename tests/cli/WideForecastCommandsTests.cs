using System.Globalization;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Cli.Tests;

/// <summary><c>rnn evaluate</c> and <c>rnn predict</c> with several targets, time stamps, quantiles and missing values.</summary>
[TestClass]
public sealed class WideForecastCommandsTests : IDisposable
{
    private const int LookBack = 10;

    private readonly TemporaryFolder folder = new();

    private string Data => folder["data.csv"];

    private string Model => folder["model.onnx"];

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public async Task Evaluate_SeveralTargets_PrintsScaledErrorsAndARowOfEach()
    {
        Save(SampleSeries.Several(), times: false, levels: false);

        var result = await RnnCommand.RunAsync($"evaluate {Model} --data {Data}");

        Assert.AreEqual(App.Success, result.ExitCode, result.Errors);
        StringAssert.Contains(result.Output, "38 forecasts of 3 steps, in a, b");
        foreach (var text in new[] { "Scaled MSE", "Scaled MAE", "Repeat the last 7 steps", "Target" })
            StringAssert.Contains(result.Output, text);
        // The series repeats its week, so the seasonal forecast is right up to rounding.
        StringAssert.Contains(Words(result.Output), "Repeat the last 7 steps 0.000 0.000");
    }

    [TestMethod]
    public async Task Predict_SeveralTargets_WritesAColumnOfEach()
    {
        Save(SampleSeries.Several(), times: true, levels: false);

        var result = await RnnCommand.RunAsync($"predict {Model} --data {Data} -o {folder["forecast.csv"]}");

        Assert.AreEqual(App.Success, result.ExitCode, result.Errors);
        var lines = await File.ReadAllLinesAsync(folder["forecast.csv"]);
        Assert.AreEqual("date,a,b", lines[0]);
        Assert.HasCount(1 + WideForecasters.Horizon, lines);
        StringAssert.StartsWith(lines[1], "2001-07-20,");
    }

    [TestMethod]
    public async Task EvaluateAndPredict_Quantiles_PrintTheInterval()
    {
        Save(SampleSeries.Weekly(200), times: true, levels: true);

        var evaluate = await RnnCommand.RunAsync($"evaluate {Model} --data {Data}");
        var predict = await RnnCommand.RunAsync($"predict {Model} --data {Data} -o {folder["forecast.csv"]}");

        Assert.AreEqual(App.Success, evaluate.ExitCode, evaluate.Errors);
        StringAssert.Contains(Words(evaluate.Output), "Interval The 80 % interval held ");
        StringAssert.Contains(Words(evaluate.Output), "in standard deviations of the training part");
        Assert.AreEqual(App.Success, predict.ExitCode, predict.Errors);
        StringAssert.Contains(predict.Output, "lower and upper hold 80 % of the values if the model is right");
        var lines = await File.ReadAllLinesAsync(folder["forecast.csv"]);
        Assert.AreEqual("date,value,lower,upper", lines[0]);
        var numbers = lines[1].Split(',').Skip(1).Select(n => float.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        Assert.AreEqual(numbers[0] - 20, numbers[1], 1e-4f);
        Assert.AreEqual(numbers[0] + 20, numbers[2], 1e-4f);
    }

    [TestMethod]
    public async Task Predict_TimesButNoDates_SaysWhatIsMissing()
    {
        Save(SampleSeries.Weekly(200), times: true, levels: false);
        await File.WriteAllLinesAsync(Data, ["value", .. Enumerable.Range(0, 50).Select(i => $"{i % 7}")]);

        var result = await RnnCommand.RunAsync($"predict {Model} --data {Data}");

        Assert.AreEqual(App.BadInput, result.ExitCode);
        Assert.AreEqual($"rnn: File '{Data}': expected a column of dates, found none.", result.Errors.TrimEnd());
    }

    [TestMethod]
    public async Task Evaluate_MissingValues_FollowsTheOption()
    {
        Save(SampleSeries.Weekly(200), times: false, levels: false);
        var lines = await File.ReadAllLinesAsync(Data);
        lines[30] = lines[30].Split(',')[0] + ",NA";
        await File.WriteAllLinesAsync(Data, lines);

        var refused = await RnnCommand.RunAsync($"evaluate {Model} --data {Data}");
        var filled = await RnnCommand.RunAsync($"evaluate {Model} --data {Data} --missing interpolate");

        Assert.AreEqual(App.BadInput, refused.ExitCode);
        StringAssert.Contains(refused.Errors, "line 31, column 'value': expected a finite number, found 'NA'");
        Assert.AreEqual(App.Success, filled.ExitCode, filled.Errors);
        StringAssert.Contains(filled.Output, "1 values, 0 rows; at most 1 one after the other");
    }

    // Without the spaces that columns are lined up with.
    private static string Words(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private void Save(TimeSeries series, bool times, bool levels)
    {
        WideForecasters.WithCard(series, LookBack, times, levels).Save(Model);
        var values = series.Values.ToArray().Chunk(series.Features);
        var lines = series.Dates!.Zip(
            values,
            (date, row) =>
                $"{date:yyyy-MM-dd},{string.Join(',', row.Select(v => v.ToString("R", CultureInfo.InvariantCulture)))}"
        );
        File.WriteAllLines(Data, [$"date,{string.Join(',', series.Columns)}", .. lines]);
    }
}
