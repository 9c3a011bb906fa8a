using System.Globalization;
using Rnn.Onnx.Models;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Cli.Tests;

/// <summary>Texts with labels by the command: train, evaluate, predict, export.</summary>
[TestClass]
public sealed class ClassifyCommandsTests : IDisposable
{
    private const string Quick =
        "--embedding 12 --hidden 12 --cell gru --embedding-scale 1 --head-dropout 0.1 --embedding-dropout 0.1 --learning-rate 0.02 --batch-size 16 --threads 1 --lower-case";

    private readonly TemporaryFolder folder = new();

    private string Data => folder["texts.tsv"];

    private string Model => folder["m.onnx"];

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public async Task TrainEvaluatePredict_SentencesToldByAWord_GivesTheSameFiguresAndTheWordsLabel()
    {
        SampleTexts.File(Data);
        var train = await RnnCommand.RunAsync($"train classify --data {Data} -o {Model} {Quick} --epochs 10");
        Assert.AreEqual(App.Success, train.ExitCode, train.Errors);
        StringAssert.Contains(train.Output, "texts.tsv: 300, 100 animal, 100 color, 100 food");
        StringAssert.Contains(train.Output, "train 240 texts, validate 30, test 30");
        StringAssert.Contains(train.Output, "words in lower case");

        var metrics = ModelFile.Open(Model).Card!.Metrics!.Model;
        Assert.IsGreaterThan(0.9, metrics["accuracy"]);
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{100 * metrics["accuracy"]:F2} % of 30 texts (test part), macro-F1 {metrics["macroF1"]:F4}, cross entropy {metrics["crossEntropy"]:F4} nats"
        );
        StringAssert.Contains(train.Output, line);

        var evaluate = await RnnCommand.RunAsync($"evaluate {Model} --data {Data}");
        Assert.AreEqual(App.Success, evaluate.ExitCode, evaluate.Errors);
        StringAssert.Contains(evaluate.Output, line);
        StringAssert.Contains(evaluate.Output, "Text is \\ answer");

        var all = await RnnCommand.RunAsync($"evaluate {Model} --data {Data} --part all");
        StringAssert.Contains(all.Output, "of 300 texts (all part)");

        await File.WriteAllTextAsync(folder["more.txt"], "a very old Soup\n\nviolet\n");
        var predict = await RnnCommand.RunAsync($"predict {Model} --data {folder["more.txt"]} -o {folder["out.tsv"]}");
        Assert.AreEqual(App.Success, predict.ExitCode, predict.Errors);
        var rows = (await File.ReadAllLinesAsync(folder["out.tsv"])).Select(row => row.Split('\t')).ToArray();
        Assert.AreEqual("label animal color food text", string.Join(' ', rows[0]));
        Assert.AreEqual(("food", "a very old Soup"), (rows[1][0], rows[1][^1]));
        Assert.AreEqual("", rows[2][^1], "An empty text has an answer like any other.");
        Assert.AreEqual("color", rows[3][0]);
        Assert.AreEqual(1, rows[2][1..^1].Sum(p => double.Parse(p, CultureInfo.InvariantCulture)), 1e-5);

        var asked = await RnnCommand.RunAsync("predict", Model, "--text", "the DOG is here", "--text", "");
        Assert.AreEqual(App.Success, asked.ExitCode, asked.Errors);
        StringAssert.StartsWith(asked.Output, "animal  animal 0.");
        Assert.HasCount(2, asked.Output.TrimEnd('\n').Split('\n'));
    }

    [TestMethod]
    public async Task Train_FileForEachLabelAndLabelThatComesOnce_SaysWhatIsNotMeasured()
    {
        await File.WriteAllLinesAsync(folder["p"], Enumerable.Range(0, 40).Select(i => $"good {i}"));
        await File.WriteAllLinesAsync(folder["n"], Enumerable.Range(0, 40).Select(i => $"bad {i}"));
        await File.WriteAllTextAsync(folder["o"], "so so");
        var run = await RnnCommand.RunAsync(
            $"train classify --data pos={folder["p"]} neg={folder["n"]} once={folder["o"]} -o {Model} {Quick} --epochs 1"
        );
        Assert.AreEqual(App.Success, run.ExitCode, run.Errors);
        StringAssert.Contains(run.Output, "p, n, o: 81, 40 pos, 40 neg, 1 once");
        StringAssert.Contains(run.Output, "too seldom for the test part, learned but not measured: once");
        CollectionAssert.AreEqual(new[] { "pos", "neg", "once" }, ModelFile.Open(Model).Card!.Labels.ToArray());
    }

    [TestMethod]
    public async Task Export_CheckpointOfARun_MeasuresTheSame()
    {
        SampleTexts.File(Data);
        var train = await RnnCommand.RunAsync(
            $"train classify --data {Data} -o {Model} {Quick} --epochs 2 --checkpoint {folder["run"]}"
        );
        Assert.AreEqual(App.Success, train.ExitCode, train.Errors);
        var again = folder["again.onnx"];
        var export = await RnnCommand.RunAsync($"export {folder["run"]} -o {again}");
        Assert.AreEqual(App.Success, export.ExitCode, export.Errors);

        var (one, other) = (
            await RnnCommand.RunAsync($"evaluate {Model} --data {Data}"),
            await RnnCommand.RunAsync($"evaluate {again} --data {Data}")
        );
        Assert.AreEqual(App.Success, other.ExitCode, other.Errors);
        Assert.AreEqual(one.Output, other.Output);
    }

    [TestMethod]
    public async Task Train_Preset_SwitchesOffWhatIsOnByDefault()
    {
        SampleTexts.File(Data);
        await File.WriteAllTextAsync(
            folder["p.json"],
            """{"variational-dropout": false, "bidirectional": false, "pooling": "last", "class-weights": "balanced", "hidden": 4, "epochs": 1}"""
        );
        var run = await RnnCommand.RunAsync($"train classify --data {Data} -o {Model} --preset {folder["p.json"]}");
        Assert.AreEqual(App.Success, run.ExitCode, run.Errors);
        var card = ModelFile.Open(Model).Card!;
        Assert.AreEqual((1, 4), (card.Architecture.Directions, card.Architecture.Hidden));
        Assert.AreEqual(
            "false last balanced",
            $"{card.Options["variational-dropout"]} {card.Options["pooling"]} {card.Options["class-weights"]}"
        );
    }

    [TestMethod]
    public async Task Train_WordVectors_SaysHowManyTokensHaveOneAndTakesTheirSize()
    {
        SampleTexts.File(Data);
        await File.WriteAllLinesAsync(folder["v.txt"], ["dog 1 0 0.5", "red -1 0 0.5", "nowhere 3 3 3"]);
        var run = await RnnCommand.RunAsync(
            $"train classify --data {Data} -o {Model} {Quick} --epochs 1 --vectors {folder["v.txt"]} --freeze-vectors"
        );
        Assert.AreEqual(App.Success, run.ExitCode, run.Errors);
        StringAssert.Contains(run.Output, "2 of the tokens have one of 3 numbers, ");
        StringAssert.Contains(run.Output, "embedding 3, GRU");
        var options = ModelFile.Open(Model).Card!.Options;
        Assert.AreEqual("v.txt true 3", $"{options["vectors"]} {options["freeze-vectors"]} {options["embedding"]}");
    }

    [TestMethod]
    public async Task Train_OneClass_IsRefused()
    {
        await File.WriteAllLinesAsync(Data, ["text\tlabel", "fine\tgood", "well\tgood"]);
        (await TrainAsync()).IsRefusedWith(
            "Data 'texts.tsv': expected two labels or more to tell apart, found only 'good'."
        );
        Assert.IsFalse(File.Exists(Model));
    }

    [TestMethod]
    public async Task Train_InvalidUtf8_NamesTheLine()
    {
        await File.WriteAllBytesAsync(Data, [.. "text\tlabel\nfine\tgood\ncaf"u8, 0xE9, .. "\tbad\n"u8]);
        var run = await TrainAsync();
        Assert.AreEqual(App.BadInput, run.ExitCode);
        StringAssert.StartsWith(run.Errors, $"rnn: File '{Data}', line 3");
    }

    [TestMethod]
    [DataRow("--validation 0.6 --test 0.6", "Options validation and test: expected shares above 0")]
    [DataRow("--freeze-vectors", "Option freeze-vectors: expected vectors to keep, found none.")]
    [DataRow("--label-smoothing 1", "Option label-smoothing: expected a value from 0 to below 1, found 1.")]
    [DataRow("--embedding-scale 0", "Option embedding-scale: expected a finite number above 0, found 0.")]
    [DataRow("--min-frequency 0", "Option min-frequency: expected 1 or more, found 0.")]
    [DataRow("--max-tokens -1", "Option max-tokens: expected 0 or more, found -1.")]
    public async Task Train_ValueOutOfRange_NamesTheOption(string option, string sentence)
    {
        SampleTexts.File(Data);
        var run = await TrainAsync(option);
        Assert.AreEqual(App.BadInput, run.ExitCode);
        StringAssert.StartsWith(run.Errors, $"rnn: {sentence}");
        Assert.HasCount(1, run.Errors.TrimEnd().Split('\n'));
    }

    [TestMethod]
    public async Task EvaluatePredict_OptionOfAnotherTask_SaysOfWhich()
    {
        var births = Path.Combine(Repository.Root, "onnx-models/zoo/births-lstm.onnx");
        (await RnnCommand.RunAsync($"predict {births} --text hello")).IsRefusedWith(
            $"Option text: expected a model of the task classification or tagging, found '{births}' of the task forecast."
        );
        SampleTexts.File(Data);
        await TrainAsync("--epochs 1 --hidden 4");
        (await RnnCommand.RunAsync($"evaluate {Model} --data {Data} --period 7")).IsRefusedWith(
            $"Option period: expected a model of the task forecast, found '{Model}' of the task classification."
        );
        (await RnnCommand.RunAsync($"predict {Model}")).IsRefusedWith(
            "Options text and data: expected texts or a file of texts, one a line, found neither."
        );
        await File.WriteAllLinesAsync(folder["other.tsv"], ["text\tlabel", "dog\tanimal", "car\tthing"]);
        (await RnnCommand.RunAsync($"evaluate {Model} --data {folder["other.tsv"]}")).IsRefusedWith(
            $"File '{folder["other.tsv"]}', line 3: expected one of the labels animal, color, food, found 'thing'."
        );
        await File.WriteAllLinesAsync(folder["other.tsv"], ["text\tlabel", "dog\tanimal"]);
        (await RnnCommand.RunAsync($"evaluate {Model} --data {folder["other.tsv"]} --part test")).IsRefusedWith(
            "Option part: expected the data that the model was trained on, texts.tsv, found 'other.tsv', which has no parts."
        );
    }

    private Task<RnnCommand> TrainAsync(string options = "--epochs 1") =>
        RnnCommand.RunAsync($"train classify --data {Data} -o {Model} {options}");
}
