using Rnn.Onnx.Models;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Cli.Tests;

[TestClass]
public sealed class PresetTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Train =>
        $"train forecast --data {folder["data.csv"]} --preset {folder["preset.json"]} -o {folder["m.onnx"]}";

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public async Task Train_Preset_StandsForItsOptionsAndTheCommandLineGoesBefore()
    {
        SampleSeries.WeeklyFile(folder["data.csv"]);
        Write(
            """
            {
              "target": "value", "look-back": 14, "horizon": 3, "hidden": 4, "epochs": 1, "threads": 1,
              "decoding": "recursive", "quantiles": [0.1, 0.5, 0.9], "calendar": ["week-day"], "bidirectional": false
            }
            """
        );

        var run = await RnnCommand.RunAsync($"{Train} --horizon 5");

        Assert.AreEqual(App.Success, run.ExitCode, run.Errors);
        var card = ModelFile.Open(folder["m.onnx"]).Card!;
        Assert.AreEqual((14, 5), (card.Series!.LookBack, card.Series.Horizon));
        Assert.AreEqual("recursive", card.Options["decoding"]);
        CollectionAssert.AreEqual(new[] { 0.1, 0.5, 0.9 }, card.Series.Quantiles!.ToArray());
        CollectionAssert.AreEqual(new[] { "week-day" }, card.Series.Calendar!.ToArray());
        Assert.HasCount(1, card.Metrics!.Intervals!);
        StringAssert.Contains(run.Output, "The 80 % interval held");
    }

    [TestMethod]
    public async Task Train_SegmentsOfAllColumns_MeasuresScaledErrorsOnTheRowsAskedFor()
    {
        var rows = Enumerable
            .Range(0, 400)
            .Select(i => FormattableString.Invariant($"{10 * Math.Sin(i / 5.0):F3},{500 + 90 * Math.Cos(i / 5.0):F3}"));
        await File.WriteAllLinesAsync(folder["data.csv"], ["a,b", .. rows]);
        Write(
            """
            {
              "targets": "all", "rows": [200, 80, 100], "look-back": 12, "horizon": 6, "decoding": "segments",
              "segment-length": 6, "channel-independent": true, "normalization": "last-value", "cell": "gru",
              "hidden": 8, "epochs": 2, "threads": 1, "period": 6
            }
            """
        );

        var run = await RnnCommand.RunAsync(Train);

        Assert.AreEqual(App.Success, run.ExitCode, run.Errors);
        StringAssert.Contains(run.Output, "train 200 rows, validate 80, test 100 (95 windows)");
        StringAssert.Contains(run.Output, "in segments of 6, each column alone");
        var file = ModelFile.Open(folder["m.onnx"]);
        Assert.AreEqual("forecast: Float [batch, 6, 2]", file.Outputs.Single().ToString());
        Assert.AreEqual("200,80,100", file.Card!.Options["rows"]);
        Assert.IsGreaterThan(0, file.Card.Metrics!.Model["scaled-mse"]);
        StringAssert.Contains(file.Card.Inputs[0].Meaning, "a multiple of 6 steps");
    }

    [TestMethod]
    public async Task Train_MissingValuesKept_AreMasked()
    {
        var rows = Enumerable.Range(0, 300).Select(i => i % 11 == 0 ? "NA" : $"{10 + i % 7}");
        await File.WriteAllLinesAsync(folder["data.csv"], ["value", .. rows]);
        Write("""{"target": "value", "look-back": 14, "horizon": 3, "hidden": 4, "epochs": 1, "missing": "keep"}""");

        var run = await RnnCommand.RunAsync(Train);

        Assert.AreEqual(App.Success, run.ExitCode, run.Errors);
        Assert.AreEqual("mask", ModelFile.Open(folder["m.onnx"]).Card!.Series!.Missing);
    }

    [TestMethod]
    public async Task Train_UnknownOptionInPreset_NamesIt()
    {
        Write("""{"target": "value", "hiden": 3}""");
        (await RnnCommand.RunAsync(Train)).IsRefusedWith(
            $"File '{folder["preset.json"]}': expected options of 'forecast' by their names, found 'hiden'."
        );
    }

    [TestMethod]
    [DataRow(
        """{"hidden": {"a": 1}}""",
        ", 'hidden': expected a text, a number, true, false or a list, found {\"a\":1}."
    )]
    [DataRow("[1, 2]", ": expected a JSON object of options, found other text.")]
    [DataRow("{", ": expected a JSON object of options, found other text.")]
    [DataRow("""{"hidden": 1, "hidden": 2}""", ": expected a JSON object of options, found other text.")]
    public async Task Train_PresetIsNoObjectOfOptions_SaysSo(string json, string sentence)
    {
        Write(json);
        (await RnnCommand.RunAsync(Train)).IsRefusedWith($"File '{folder["preset.json"]}'{sentence}");
    }

    [TestMethod]
    public async Task Train_PresetMissing_SaysSo() =>
        (await RnnCommand.RunAsync(Train)).IsRefusedWith(
            $"File '{folder["preset.json"]}': expected a preset, found none."
        );

    [TestMethod]
    [DataRow(
        "--rows 1,2",
        "Option rows: expected three numbers of rows, to train on, to validate and to test, found 1,2."
    )]
    [DataRow(
        "--quantiles 0.1 0.9",
        "Option quantiles: expected increasing levels between 0 and 1 with 0.5 among them, found 0.1, 0.9."
    )]
    [DataRow("--decoding segments", "Option look-back: expected a multiple of the segment length 24, found 28.")]
    public async Task Train_ValuesThatDoNotFit_SayWhatWasExpected(string option, string sentence)
    {
        SampleSeries.WeeklyFile(folder["data.csv"]);
        var run = await RnnCommand.RunAsync(
            $"train forecast --data {folder["data.csv"]} --target value -o {folder["m.onnx"]} {option}"
        );
        run.IsRefusedWith(sentence);
    }

    private void Write(string json) => File.WriteAllText(folder["preset.json"], json);
}
