using System.Globalization;
using Rnn.Onnx.Models;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Cli.Tests;

/// <summary>Tagged words by the command: train, evaluate, predict, export.</summary>
[TestClass]
public sealed class TagCommandsTests : IDisposable
{
    private const string Quick =
        "--embedding 8 --hidden 8 --character-embedding 6 --character-hidden 8 --head-dropout 0.1 --learning-rate 0.02 --batch-size 16 --threads 1";

    private readonly TemporaryFolder folder = new();

    private string Data => folder["words.tsv"];

    private string Model => folder["m.onnx"];

    public void Dispose() => folder.Dispose();

    [TestMethod]
    [DataRow("")]
    [DataRow(" --crf")]
    public async Task TrainEvaluatePredict_WordsToldByTheirForm_GivesTheSameFiguresAndTags(string crf)
    {
        folder.Write("words.tsv", SampleTags.Text(300));
        var test = folder.Write("test.tsv", SampleTags.Text(60, seed: 2));
        var train = await RnnCommand.RunAsync(
            $"train tag --train {Data} --test-data {test} -o {Model} {Quick} --epochs 5{crf}"
        );
        Assert.AreEqual(App.Success, train.ExitCode, train.Errors);
        StringAssert.Contains(train.Output, "train 285 sentences");
        StringAssert.Contains(train.Output, "test 60 sentences");

        var card = ModelFile.Open(Model).Card!;
        Assert.AreEqual("tagging", card.Task);
        Assert.AreSequenceEqual(["DET", "NOUN", "PUNCT", "VERB"], card.Labels);
        Assert.AreEqual("tokens", card.Metrics!.Unit);
        Assert.AreEqual("words.tsv", card.TrainingData!.FileName);
        Assert.AreEqual("test.tsv", card.Options["test-data"]);
        Assert.Contains("drawn at random", card.Notes!);
        Assert.IsGreaterThan(0.97, card.Metrics.Model["accuracy"]);
        Assert.IsGreaterThan(0.9, card.Metrics.Model["unknownWordAccuracy"], "Their spelling tells.");
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{100 * card.Metrics.Model["accuracy"]:F2} % of {card.Metrics.Windows:N0} words (test.tsv), macro-F1"
        );
        StringAssert.Contains(train.Output, line);

        var evaluate = await RnnCommand.RunAsync($"evaluate {Model} --data {test}");
        Assert.AreEqual(App.Success, evaluate.ExitCode, evaluate.Errors);
        StringAssert.Contains(evaluate.Output, line);

        var predict = await RnnCommand.RunAsync(
            "predict",
            Model,
            "--text",
            "THE cat  sees a zyness",
            "--text",
            " ",
            "-o",
            folder["out.tsv"]
        );
        Assert.AreEqual(App.Success, predict.ExitCode, predict.Errors);
        const string Tagged = "THE\tDET\ncat\tNOUN\nsees\tVERB\na\tDET\nzyness\tNOUN\n\n\n";
        Assert.AreEqual(Tagged, await File.ReadAllTextAsync(folder["out.tsv"]));
        StringAssert.Contains(predict.Output, "zyness\tNOUN");
    }

    [TestMethod]
    public async Task TrainAndExport_EntitiesFromACheckpoint_MeasureTheSame()
    {
        folder.Write("words.tsv", SampleTags.Entities(200));
        var train = await RnnCommand.RunAsync(
            $"train tag --data {Data} -o {Model} {Quick} --epochs 3 --crf --checkpoint {folder["run"]}"
        );
        Assert.AreEqual(App.Success, train.ExitCode, train.Errors);
        StringAssert.Contains(train.Output, "Entities");
        var metrics = ModelFile.Open(Model).Card!.Metrics!.Model;
        Assert.IsGreaterThan(0.9, metrics["entityF1"]);

        var again = folder["again.onnx"];
        var export = await RnnCommand.RunAsync($"export {folder["run"]} -o {again}");
        Assert.AreEqual(App.Success, export.ExitCode, export.Errors);
        Assert.AreSequenceEqual(ModelFile.Open(Model).Card!.Vocabulary, ModelFile.Open(again).Card!.Vocabulary);
        var one = await RnnCommand.RunAsync($"evaluate {Model} --data {Data}");
        var other = await RnnCommand.RunAsync($"evaluate {again} --data {Data}");
        Assert.AreEqual(App.Success, other.ExitCode, other.Errors);
        Assert.AreEqual(one.Output, other.Output);
    }

    [TestMethod]
    public async Task Train_DataThatCanNotBeUsed_IsRefused()
    {
        folder.Write("words.tsv", "a\tX\nb\tX\n\nc\tX\n");
        var train = await RnnCommand.RunAsync($"train tag --data {Data} -o {Model}");
        train.IsRefusedWith($"File '{Data}': expected two different tags or more, found 'X' only.");

        folder.Write("words.tsv", "a\tX\nb Y\n");
        train = await RnnCommand.RunAsync($"train tag --data {Data} -o {Model}");
        train.IsRefusedWith($"File '{Data}', line 2: expected a word, a tab and a tag, found no tab in 'b Y'.");
        Assert.IsFalse(File.Exists(Model));
    }
}
