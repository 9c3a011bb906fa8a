using Rnn.Onnx.Tests.Shared;
using Spectre.Console;

namespace Rnn.Onnx.Cli.Tests;

[TestClass]
public sealed class BadCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public async Task Train_MissingOption_NamesIt()
    {
        var run = await RnnCommand.RunAsync("train forecast --target value");
        Assert.AreEqual(App.BadInput, run.ExitCode);
        StringAssert.StartsWith(run.Errors, "rnn: ");
        Assert.HasCount(1, run.Errors.TrimEnd().Split('\n'));
    }

    [TestMethod]
    public async Task Train_UnknownCell_ListsTheKnownOnes()
    {
        var run = await RnnCommand.RunAsync("train forecast --data x.csv --target value --cell lstn -o m.onnx");
        Assert.AreEqual(App.BadInput, run.ExitCode);
        foreach (var word in new[] { "lstn", "lstm", "gru", "rnn-relu" })
            StringAssert.Contains(run.Errors, word);
    }

    [TestMethod]
    [DataRow("--hidden 0", "Option hidden: expected 1 or more, found 0.")]
    [DataRow("--look-back 0", "Option look-back: expected 1 or more, found 0.")]
    [DataRow("--horizon -3", "Option horizon: expected 1 or more, found -3.")]
    [DataRow("--learning-rate 0", "Option learning-rate: expected a finite number above 0, found 0.")]
    [DataRow("--dropout 1", "Option dropout: expected a value from 0 to below 1, found 1.")]
    [DataRow("--epochs 0", "Option epochs: expected 1 or more, found 0.")]
    public async Task Train_ValueOutOfRange_NamesTheOption(string option, string sentence)
    {
        SampleSeries.WeeklyFile(folder["data.csv"]);
        var run = await RnnCommand.RunAsync(
            $"train forecast --data {folder["data.csv"]} --target value -o {folder["m.onnx"]} {option}"
        );
        run.IsRefusedWith(sentence);
    }

    [TestMethod]
    public async Task Train_OutputFolderMissing_SaysSoBeforeItTrains()
    {
        SampleSeries.WeeklyFile(folder["data.csv"]);
        var output = folder["nowhere/m.onnx"];
        var run = await RnnCommand.RunAsync($"train forecast --data {folder["data.csv"]} --target value -o {output}");
        run.IsRefusedWith(
            $"'{output}' can not be written: expected an existing folder '{folder["nowhere"]}', found none."
        );
        Assert.DoesNotContain("Trained", run.Output);
    }

    [TestMethod]
    public async Task Evaluate_ModelWithoutCard_SaysSo()
    {
        RandomForecasters.Create().Save(folder["m.onnx"]);
        SampleSeries.WeeklyFile(folder["data.csv"]);
        var run = await RnnCommand.RunAsync($"evaluate {folder["m.onnx"]} --data {folder["data.csv"]}");
        Assert.AreEqual(App.BadInput, run.ExitCode);
        StringAssert.StartsWith(
            run.Errors,
            $"rnn: Model '{folder["m.onnx"]}': expected a card with a task to evaluate, forecast or "
        );
        StringAssert.EndsWith(run.Errors.TrimEnd(), ", found no card.");
    }

    [TestMethod]
    public async Task Predict_MissingModel_SaysSo()
    {
        var run = await RnnCommand.RunAsync($"predict {folder["m.onnx"]} --data x.csv");
        Assert.AreEqual(App.BadInput, run.ExitCode);
        StringAssert.Contains(run.Errors, folder["m.onnx"]);
    }

    [TestMethod]
    public async Task Rnn_UnknownVerb_PointsToTheHelp()
    {
        var run = await RnnCommand.RunAsync("tarin");
        Assert.AreEqual(App.BadInput, run.ExitCode);
        StringAssert.Contains(run.Errors, "tarin");
        StringAssert.Contains(run.Errors, "Try 'rnn --help'.");
    }

    [TestMethod]
    [DataRow(
        "lab",
        "Verb: expected one of gradients, cells, compare, temperature, attention, found none. Try 'rnn lab --help'."
    )]
    [DataRow(
        "lab gradient",
        "Verb: expected one of gradients, cells, compare, temperature, attention, found 'gradient'. Try 'rnn lab --help'."
    )]
    [DataRow("backtest m.onnx", "Unrecognized command or argument 'm.onnx'. Try 'rnn backtest --help'.")]
    [DataRow("generate", "Required argument 'model' missing for command: 'generate'. Try 'rnn generate --help'.")]
    public async Task Rnn_WordsThatMeanNothing_PointToTheHelpOfTheVerb(string line, string sentence) =>
        (await RnnCommand.RunAsync(line)).IsRefusedWith(sentence);

    [TestMethod]
    public async Task Rnn_Alone_ShowsItsHelp()
    {
        var run = await RnnCommand.RunAsync([]);
        Assert.AreEqual(App.Success, run.ExitCode, run.Errors);
        StringAssert.Contains(run.Output, "Commands:");
    }

    [TestMethod]
    public async Task Rnn_FailureOfItsOwn_IsOneSentenceAndNoTrace()
    {
        using var errors = new StringWriter();
        using var output = new BrokenWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        var code = await App.RunAsync(["completion", "bash"], console, errors);
        Assert.AreEqual(App.Failure, code);
        Assert.AreEqual(
            "rnn: a failure of rnn itself, InvalidOperationException: It broke. RNN_TRACE=1 shows where.",
            errors.ToString().TrimEnd()
        );
    }

    private sealed class BrokenWriter : StringWriter
    {
        public override void Write(string? value) => throw new InvalidOperationException("It broke.");
    }
}
