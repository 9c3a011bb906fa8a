using System.Globalization;
using Rnn.Onnx.Models;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Cli.Tests;

/// <summary>The whole way by the command: train, evaluate, predict.</summary>
[TestClass]
public sealed class ForecastCommandsTests : IDisposable
{
    private const string Quick = "--target value --look-back 14 --horizon 3 --threads 1";

    private readonly TemporaryFolder folder = new();

    private string Data => folder["weekly.csv"];

    private string Model => folder["weekly.onnx"];

    public void Dispose() => folder.Dispose();

    [TestMethod]
    [DataRow("lstm")]
    [DataRow("gru")]
    [DataRow("rnn")]
    public async Task TrainEvaluatePredict_WeeklySeason_BeatsEveryNaiveForecast(string cell)
    {
        SampleSeries.WeeklyFile(Data);
        var train = await RnnCommand.RunAsync(
            $"train forecast --data {Data} -o {Model} {Quick} --cell {cell} --hidden 16 --epochs 100 --learning-rate 0.01"
        );
        Assert.AreEqual(App.Success, train.ExitCode, train.Errors);
        StringAssert.Contains(train.Output, "400 rows, 2001-01-01 to 2002-02-04, a row every 1 day");

        var card = ModelFile.Open(Model).Card!;
        Assert.AreEqual("forecast", card.Task);
        Assert.AreEqual("1 day", card.Series!.Step);
        Assert.IsLessThan(1e-5, card.Parity!.LargestRelativeDifference);
        var mae = card.Metrics!.Model["mae"];
        foreach (var (naive, metrics) in card.Metrics.Naive)
            Assert.IsLessThan(metrics["mae"], mae, naive);

        StringAssert.Contains(train.Output, mae.ToString("F1", CultureInfo.InvariantCulture));

        var evaluate = await RnnCommand.RunAsync($"evaluate {Model} --data {Data}");
        Assert.AreEqual(App.Success, evaluate.ExitCode, evaluate.Errors);
        StringAssert.Contains(evaluate.Output, mae.ToString("F1", CultureInfo.InvariantCulture));

        var predict = await RnnCommand.RunAsync($"predict {Model} --data {Data} -o {folder["forecast.csv"]}");
        Assert.AreEqual(App.Success, predict.ExitCode, predict.Errors);
        var lines = await File.ReadAllLinesAsync(folder["forecast.csv"]);
        Assert.AreEqual("date,value", lines[0]);
        for (var step = 0; step < 3; step++)
        {
            var (day, value) = (400 + step, lines[step + 1].Split(','));
            Assert.AreEqual($"2002-02-0{5 + step}", value[0]);
            var truth = 100 + 20 * Math.Sin(2 * Math.PI * day / 7) + 10 * Math.Sin(2 * Math.PI * day / 90);
            Assert.AreEqual(truth, double.Parse(value[1], CultureInfo.InvariantCulture), 12);
        }
    }

    [TestMethod]
    public async Task Train_SameSeedTwice_WritesTheSameFile()
    {
        SampleSeries.WeeklyFile(Data);
        await RnnCommand.RunAsync($"train forecast --data {Data} -o {folder["a.onnx"]} {Quick} --epochs 2");
        await RnnCommand.RunAsync($"train forecast --data {Data} -o {folder["b.onnx"]} {Quick} --epochs 2");
        await RnnCommand.RunAsync($"train forecast --data {Data} -o {folder["c.onnx"]} {Quick} --epochs 2 --seed 2");
        var a = await File.ReadAllBytesAsync(folder["a.onnx"]);
        CollectionAssert.AreEqual(a, await File.ReadAllBytesAsync(folder["b.onnx"]));
        CollectionAssert.AreNotEqual(a, await File.ReadAllBytesAsync(folder["c.onnx"]));
    }

    [TestMethod]
    public async Task Evaluate_OtherPeriodAndShares_AreThoseOfTheTraining()
    {
        SampleSeries.WeeklyFile(Data);
        var train = await RnnCommand.RunAsync(
            $"train forecast --data {Data} -o {Model} {Quick} --epochs 2 --period 14 --test 0.3 --validation 0.15"
        );
        Assert.AreEqual(App.Success, train.ExitCode, train.Errors);
        StringAssert.Contains(train.Output, "train 220 rows, validate 60, test 120 (118 windows)");

        var evaluate = await RnnCommand.RunAsync($"evaluate {Model} --data {Data}");
        StringAssert.Contains(evaluate.Output, "118 forecasts of 3 steps");
        StringAssert.Contains(evaluate.Output, "Repeat the last 14 steps");
        var mase = ModelFile.Open(Model).Card!.Metrics!.Model["mase"];
        StringAssert.Contains(evaluate.Output, mase.ToString("F3", CultureInfo.InvariantCulture));
    }

    [TestMethod]
    public async Task Train_FurtherFeatures_ReadsThemInEvaluateAndPredict()
    {
        var rows = Enumerable
            .Range(0, 300)
            .Select(i => FormattableString.Invariant($"{10 * Math.Sin(i / 5.0):F3},{10 * Math.Cos(i / 5.0):F3}"));
        await File.WriteAllLinesAsync(Data, ["value,other", .. rows]);
        var train = await RnnCommand.RunAsync(
            $"train forecast --data {Data} -o {Model} {Quick} --features other --epochs 2"
        );
        Assert.AreEqual(App.Success, train.ExitCode, train.Errors);
        CollectionAssert.AreEqual(new[] { "value", "other" }, ModelFile.Open(Model).Card!.Series!.Columns.ToArray());

        Assert.AreEqual(App.Success, (await RnnCommand.RunAsync($"evaluate {Model} --data {Data}")).ExitCode);
        var predict = await RnnCommand.RunAsync($"predict {Model} --data {Data}");
        Assert.AreEqual(App.Success, predict.ExitCode, predict.Errors);
        StringAssert.Contains(predict.Output, "3 steps behind 0");
    }
}
