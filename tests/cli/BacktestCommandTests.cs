using System.Text.Json.Nodes;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Cli.Tests;

/// <summary>Back-tests by the command.</summary>
[TestClass]
public sealed class BacktestCommandTests : IDisposable
{
    private const string Quick = "--target value --look-back 14 --horizon 3 --hidden 8 --epochs 2 --threads 1";

    private readonly TemporaryFolder folder = new();

    private string Data => folder["weekly.csv"];

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public async Task Backtest_TrainOnce_IsTheFirstModelForAllOrigins()
    {
        SampleSeries.WeeklyFile(Data);
        var anew = await JsonAsync($"backtest --data {Data} {Quick} --folds 2 --fold-rows 21");
        var once = await JsonAsync($"backtest --data {Data} {Quick} --folds 2 --fold-rows 21 --train-once");

        Assert.AreSequenceEqual([358, 379], anew.Select(fold => fold["trainingRows"]!.GetValue<int>()));
        Assert.AreSequenceEqual([358, 358], once.Select(fold => fold["trainingRows"]!.GetValue<int>()));
        Assert.AreEqual(Mae(anew[0]), Mae(once[0]));
        Assert.AreNotEqual(Mae(anew[1]), Mae(once[1]));
        Assert.AreEqual(19, once[0]["metrics"]!["forecasts"]!.GetValue<int>(), "A fold of 21 rows, a horizon of 3.");
    }

    [TestMethod]
    public async Task Backtest_MoreFoldsThanRows_NamesTheFile()
    {
        SampleSeries.WeeklyFile(Data);
        var run = await RnnCommand.RunAsync($"backtest --data {Data} {Quick} --folds 130");
        run.IsRefusedWith(
            $"File '{Data}': expected 17 rows or more to learn from in front of the first origin and its gap, found 10 in front of 130 folds of 3 rows."
        );
    }

    private static async Task<JsonNode[]> JsonAsync(string commandLine)
    {
        var run = await RnnCommand.RunAsync($"{commandLine} --json");
        Assert.AreEqual(App.Success, run.ExitCode, run.Errors);
        return [.. JsonNode.Parse(run.Output)!["folds"]!.AsArray().Select(fold => fold!)];
    }

    private static double Mae(JsonNode fold) => fold["metrics"]!["mae"]!.GetValue<double>();
}
