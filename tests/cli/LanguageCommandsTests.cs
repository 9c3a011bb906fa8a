using System.Globalization;
using Rnn.Onnx.Models;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Cli.Tests;

/// <summary>Language models by the command line: train, evaluate, export.</summary>
[TestClass]
public sealed class LanguageCommandsTests : IDisposable
{
    private const string Small = "--hidden 24 --embedding 8 --batch-size 4 --segment 20 --epochs 3 --threads 1";

    private readonly TemporaryFolder folder = new();

    private string Data => folder["text.txt"];

    private string Model => folder["model.onnx"];

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public async Task Train_Text_WritesAFileThatEvaluateMeasuresTheSame()
    {
        var text = SampleText.Repeated(20);
        await File.WriteAllTextAsync(Data, text);
        var train = await RnnCommand.RunAsync(
            $"train lm --data {Data} -o {Model} {Small} --learning-rate 0.02 --test 0.2"
        );
        Assert.AreEqual(App.Success, train.ExitCode, train.Errors);
        var card = ModelFile.Open(Model).Card!;
        Assert.AreEqual("20", card.Options["segment"]);
        Assert.AreEqual("test", card.Metrics!.Part);
        var figures = Figures(card.Metrics.Model);
        foreach (var figure in figures)
            StringAssert.Contains(train.Output, figure);

        // The test part by itself, its lines ended as on Windows.
        var part = text[(int)(text.Length * (1 - 0.2))..];
        await File.WriteAllTextAsync(folder["part.txt"], part.Replace("\n", "\r\n", StringComparison.Ordinal));
        var evaluate = await RnnCommand.RunAsync($"evaluate {Model} --data {folder["part.txt"]}");
        Assert.AreEqual(App.Success, evaluate.ExitCode, evaluate.Errors);
        foreach (var figure in figures)
            StringAssert.Contains(evaluate.Output, figure);

        // The file of the training is cut as it was there.
        evaluate = await RnnCommand.RunAsync($"evaluate {Model} --data {Data}");
        foreach (var figure in figures)
            StringAssert.Contains(evaluate.Output, figure);
        evaluate = await RnnCommand.RunAsync($"evaluate {Model} --data {Data} --part validation");
        StringAssert.Contains(evaluate.Output, $"validation: {card.TrainingData!.ValidationRows - 1} tokens");
        evaluate = await RnnCommand.RunAsync($"evaluate {Model} --data {folder["part.txt"]} --part training");
        evaluate.IsRefusedWith(
            $"Option part: expected the data that the model was trained on, text.txt, found '{folder["part.txt"]}', which has no parts."
        );
    }

    [TestMethod]
    public async Task Train_WordsOfAPreset_CutsTheVocabulary()
    {
        await File.WriteAllTextAsync(Data, SampleText.Repeated(20) + "ocean\nsea sand");
        await File.WriteAllTextAsync(
            folder["preset.json"],
            """{"tokenizer": "words", "lower-case": true, "min-frequency": 2, "max-vocabulary": 9, "tied": true, "embedding": 24}"""
        );
        var small = Small.Replace("--embedding 8 ", "", StringComparison.Ordinal);
        var train = await RnnCommand.RunAsync(
            $"train lm --data {Data} -o {Model} {small} --preset {folder["preset.json"]}"
        );
        Assert.AreEqual(App.Success, train.ExitCode, train.Errors);
        StringAssert.Contains(train.Output, "tokens are not in the vocabulary");
        var card = ModelFile.Open(Model).Card!;
        Assert.HasCount(13, card.Vocabulary);
        Assert.AreEqual("tokens", card.Metrics!.Unit);
        Assert.IsTrue(card.Text!.LowerCase);
    }

    [TestMethod]
    public async Task Export_Checkpoint_IsTheFileOfTheTrainingButForTheMetrics()
    {
        await File.WriteAllTextAsync(Data, SampleText.Repeated(10));
        var train = await RnnCommand.RunAsync(
            $"train lm --data {Data} -o {Model} {Small} --checkpoint {folder["run"]}"
        );
        Assert.AreEqual(App.Success, train.ExitCode, train.Errors);
        var export = await RnnCommand.RunAsync($"export {folder["run"]} -o {folder["again.onnx"]}");
        Assert.AreEqual(App.Success, export.ExitCode, export.Errors);
        var trained = ModelFile.Open(Model);
        CollectionAssert.AreEqual(
            trained.WithCard(trained.Card! with { Metrics = null }).ToBytes(),
            await File.ReadAllBytesAsync(folder["again.onnx"])
        );

        // With the text, the figures are there as well; smaller weights are compared on it.
        export = await RnnCommand.RunAsync($"export {folder["run"]} -o {folder["again.onnx"]} --data {Data}");
        Assert.AreEqual(App.Success, export.ExitCode, export.Errors);
        CollectionAssert.AreEqual(
            await File.ReadAllBytesAsync(Model),
            await File.ReadAllBytesAsync(folder["again.onnx"])
        );
        export = await RnnCommand.RunAsync($"export {Model} -o {folder["half.onnx"]} --data {Data} --half");
        Assert.AreEqual(App.Success, export.ExitCode, export.Errors);
        var half = ModelFile.Open(folder["half.onnx"]).Card!;
        Assert.AreEqual("the validation part of text.txt", half.Weights!.MeasuredOn);
        Assert.AreEqual(trained.Card!.Metrics!.Model["perplexity"], half.Metrics!.Model["perplexity"], 0.1);
        await File.WriteAllTextAsync(folder["other.txt"], "other");
        export = await RnnCommand.RunAsync($"export {Model} -o {folder["half.onnx"]} --data {folder["other.txt"]}");
        export.IsRefusedWith(
            $"Option data: expected the text that the model was trained on, text.txt, found '{folder["other.txt"]}'."
        );
    }

    [TestMethod]
    public async Task Train_Text_WritesTheGeneratorBesideIt()
    {
        await File.WriteAllTextAsync(Data, SampleText.Repeated(10));
        var train = await RnnCommand.RunAsync($"train lm --data {Data} -o {Model} {Small}");
        Assert.AreEqual(App.Success, train.ExitCode, train.Errors);
        const string Write = "--prompt the --length 40 --temperature 0.7 --seed 3";
        var stepwise = await RnnCommand.RunAsync($"generate {Model} {Write}");
        var whole = await RnnCommand.RunAsync($"generate {folder["model.generator.onnx"]} {Write}");
        Assert.AreEqual(App.Success, whole.ExitCode, whole.Errors);
        Assert.AreEqual(stepwise.Output, whole.Output);
        var card = ModelFile.Open(folder["model.generator.onnx"]).Card!;
        Assert.AreEqual("generation", card.Task);
        Assert.AreEqual("prompt", card.Inputs[0].Name);
        Assert.IsNotNull(card.Metrics);

        var export = await RnnCommand.RunAsync($"export {Model} --generator -o {folder["again.onnx"]}");
        Assert.AreEqual(App.Success, export.ExitCode, export.Errors);
        CollectionAssert.AreEqual(
            await File.ReadAllBytesAsync(folder["model.generator.onnx"]),
            await File.ReadAllBytesAsync(folder["again.onnx"])
        );
        export = await RnnCommand.RunAsync($"export {Model} --generator --required-inputs -o {folder["again.onnx"]}");
        Assert.AreEqual(App.Success, export.ExitCode, export.Errors);
        Assert.IsEmpty(ModelFile.Open(folder["again.onnx"]).OptionalInputs);
    }

    [TestMethod]
    public async Task Export_GeneratorOfWhatHasNone_IsRefusedInOneSentence()
    {
        await File.WriteAllTextAsync(Data, SampleText.Repeated(10));
        var train = await RnnCommand.RunAsync($"train lm --data {Data} -o {Model} {Small} --no-generator");
        Assert.AreEqual(App.Success, train.ExitCode, train.Errors);
        Assert.IsFalse(File.Exists(folder["model.generator.onnx"]));
        var to = $"-o {folder["x.onnx"]}";
        (await RnnCommand.RunAsync($"export {Model} {to} --generator --half")).IsRefusedWith(
            "Option generator: expected weights as they were trained, found half or quantize."
        );
        (await RnnCommand.RunAsync($"export {Model} {to} --required-inputs")).IsRefusedWith(
            "Option required-inputs: expected --generator with it, or the checkpoint of a translator, found neither."
        );
        RandomForecasters.Create().Save(folder["other.onnx"]);
        (await RnnCommand.RunAsync($"export {folder["other.onnx"]} {to} --generator")).IsRefusedWith(
            $"Model '{folder["other.onnx"]}': expected a language model with tokenizer and vocabulary in its card, found no card."
        );
        Assert.IsFalse(File.Exists(folder["x.onnx"]));
    }

    [TestMethod]
    [DataRow(
        "--embedding 8 --tied",
        "Option embedding: expected 24 as the hidden units, since the weights are tied, found 8."
    )]
    [DataRow("--min-frequency 0", "Option min-frequency: expected 1 or more, found 0.")]
    [DataRow("--max-vocabulary -1", "Option max-vocabulary: expected 0 or more, found -1.")]
    [DataRow(
        "--batch-size 500",
        "File '{data}': expected 1000 tokens to train on or more, 2 for each of 500 rows of a batch, found 87."
    )]
    [DataRow("--embedding-dropout 1", "Option embedding-dropout: expected a value from 0 to below 1, found 1.")]
    public async Task Train_OptionOutOfRange_IsRefusedInOneSentence(string option, string sentence)
    {
        await File.WriteAllTextAsync(Data, SampleText.Repeated(1));
        var train = await RnnCommand.RunAsync($"train lm --data {Data} -o {Model} --hidden 24 {option}");
        train.IsRefusedWith(sentence.Replace("{data}", Data, StringComparison.Ordinal));
        Assert.IsFalse(File.Exists(Model));
    }

    [TestMethod]
    public async Task Train_EmptyFile_IsRefusedInOneSentence()
    {
        await File.WriteAllTextAsync(Data, "");
        var train = await RnnCommand.RunAsync($"train lm --data {Data} -o {Model}");
        train.IsRefusedWith(
            $"File '{Data}': expected 2 tokens or more in each part, found 0 to train on, 0 to validate."
        );
    }

    [TestMethod]
    public async Task Train_NoUtf8_IsRefusedInOneSentence()
    {
        await File.WriteAllBytesAsync(Data, [.. "good line\nbad "u8, 0xC3, 0x28]);
        var train = await RnnCommand.RunAsync($"train lm --data {Data} -o {Model}");
        Assert.AreEqual(App.BadInput, train.ExitCode);
        StringAssert.StartsWith(train.Errors, $"rnn: File '{Data}'");
        StringAssert.Contains(train.Errors, "UTF-8");
    }

    // As they are printed.
    private static string[] Figures(IReadOnlyDictionary<string, double> model) =>
        [
            $"{model["natsPerCharacter"].ToString("F4", CultureInfo.InvariantCulture)} a character",
            $"{model["bitsPerCharacter"].ToString("F4", CultureInfo.InvariantCulture)} a character",
            $"perplexity {model["perplexity"].ToString("F3", CultureInfo.InvariantCulture)}",
        ];
}
