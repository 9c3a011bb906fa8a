using System.Diagnostics;
using System.Globalization;
using Rnn.Onnx.Models;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Cli.Tests;

/// <summary>Translation by the command: train, evaluate, translate, export.</summary>
[TestClass]
public sealed class TranslateCommandsTests : IDisposable
{
    private const string Quick =
        "--embedding 16 --hidden 32 --bidirectional --step-dropout 0 --label-smoothing 0 --learning-rate 0.01 --batch-size 16 --weight-average 0 --warmup 10 --threads 1 --lower-case";

    private readonly TemporaryFolder folder = new();

    private string Model => folder["m.onnx"];

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public async Task TrainEvaluateTranslate_WordByWord_GivesTheSameFiguresAndTranslations()
    {
        var (source, target) = SamplePairs.Write(folder.Path, "train", 400);
        var (testSource, testTarget) = SamplePairs.Write(folder.Path, "test", 50, seed: 2);

        var train = await RnnCommand.RunAsync(
            $"train translate --source {source} --target {target} --test-source {testSource} --test-target {testTarget} -o {Model} --steps {folder["steps"]} --attention-output {Quick} --epochs 16"
        );

        Assert.AreEqual(App.Success, train.ExitCode, train.Errors);
        StringAssert.Contains(train.Output, "train.de, train.en: 360 to learn from");
        var card = ModelFile.Open(Model).Card!;
        Assert.AreEqual("translation", card.Task);
        Assert.AreEqual("train.de, train.en", card.TrainingData!.FileName);
        Assert.IsGreaterThan(90, card.Metrics!.Model["chrf"], "Short texts have no long runs to match.");
        Assert.IsLessThan(1.2, card.Metrics.Model["perplexity"]);
        var bleu = string.Create(CultureInfo.InvariantCulture, $"BLEU     {card.Metrics.Model["bleu"]:F2}");
        StringAssert.Contains(train.Output, bleu);

        var evaluate = await RnnCommand.RunAsync($"evaluate {Model} --source {testSource} --target {testTarget}");
        Assert.AreEqual(App.Success, evaluate.ExitCode, evaluate.Errors);
        StringAssert.Contains(evaluate.Output, bleu);

        const string Expected = "one three.\n\ntwo five six.\n";
        foreach (var model in new[] { Model, folder["steps"] })
        foreach (var beam in new[] { 1, 5 })
        {
            var translate = await RnnCommand.RunAsync(
                "translate",
                model,
                "Eins  DREI.",
                " ",
                "zwei fünf sechs .",
                "--beam",
                $"{beam}",
                "--attention",
                folder["map.html"]
            );
            Assert.AreEqual(App.Success, translate.ExitCode, translate.Errors);
            Assert.AreEqual(Expected, translate.Output.ReplaceLineEndings("\n"), $"{model}, beam {beam}");
            var page = await File.ReadAllTextAsync(folder["map.html"]);
            StringAssert.Contains(page, "<th scope=\"col\">fünf</th>".Replace("ü", "&#252;", StringComparison.Ordinal));
            StringAssert.Contains(page, "<th scope=\"row\">five</th>");
            Assert.HasCount(
                1 + 3 + 4,
                page.Split("<th scope=\"row\">"),
                "Seven tokens, and nothing of the empty text."
            );
        }
    }

    [TestMethod]
    public async Task Translate_PieceByPiece_GivesWhatIsGivenAtOnce()
    {
        await SmallModels.NumbersAsync(folder);
        var (source, target) = SamplePairs.Write(folder.Path, "test", 90, seed: 3);
        var model = folder["de-en.onnx"];

        // Batches of 4 are 40 texts at once, so three pieces; one of 90 is all of them.
        var pieces = await RnnCommand.RunAsync($"translate {model} --data {source} --batch 4");
        var whole = await RnnCommand.RunAsync($"translate {model} --data {source} --batch 90");

        Assert.AreEqual(App.Success, pieces.ExitCode, pieces.Errors);
        Assert.AreEqual(whole.Output, pieces.Output);
        var lines = pieces.Output.TrimEnd('\n').Split('\n');
        Assert.HasCount(90, lines);
        var right = lines.Zip(await File.ReadAllLinesAsync(target)).Count(pair => pair.First == pair.Second);
        Assert.IsGreaterThan(30, right);
    }

    [TestMethod]
    public async Task TrainTranslate_PiecesOfWords_WritesWholeWords()
    {
        await Train($"--byte-pairs 8 --epochs 20 --steps {folder["steps"]} --attention-output");
        Assert.HasCount(8, ModelFile.Open(Model).Card!.Text!.Merges!);

        foreach (var model in new[] { Model, folder["steps"] })
        {
            var translate = await RnnCommand.RunAsync([
                "translate",
                model,
                "eins DREI.",
                "",
                "zwei fünf sechs.",
                "--attention",
                folder["map.html"],
            ]);
            Assert.AreEqual(App.Success, translate.ExitCode, translate.Errors);
            Assert.AreEqual("one three.\n\ntwo five six.\n", translate.Output.ReplaceLineEndings("\n"), model);
            StringAssert.Contains(await File.ReadAllTextAsync(folder["map.html"]), "@@</th>");
        }
    }

    [TestMethod]
    public async Task Translate_AFileOfTexts_KeepsItsOrderAndWritesTheScores()
    {
        await Train("--epochs 16");
        var texts = folder.Write("in.txt", "zwei.\n\neins zwei drei vier fünf.\nacht.\n");

        var run = await RnnCommand.RunAsync(
            $"translate {Model} --data {texts} -o {folder["out.txt"]} --batch 2 --scores"
        );

        Assert.AreEqual(App.Success, run.ExitCode, run.Errors);
        var lines = (await File.ReadAllTextAsync(folder["out.txt"])).Split('\n');
        Assert.AreSequenceEqual(
            ["two.", "", "one two three four five.", "eight.", ""],
            lines.Select(line => line.Split('\t')[0])
        );
        Assert.AreEqual("\t0.0000", lines[1]);
        Assert.IsLessThan(0, double.Parse(lines[0].Split('\t')[1], CultureInfo.InvariantCulture));
    }

    [TestMethod]
    public async Task Translate_StandardInput_AnswersLineByLine()
    {
        await Train("--epochs 16");
        var start = new ProcessStartInfo("dotnet", [typeof(App).Assembly.Location, "translate", Model])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync("fünf.\n\neins drei.");
        process.StandardInput.Close();

        var lines = await process.StandardOutput.ReadToEndAsync();

        await process.WaitForExitAsync();
        Assert.AreEqual(App.Success, process.ExitCode);
        Assert.AreEqual("five.\n\none three.\n", lines.ReplaceLineEndings("\n"));
    }

    [TestMethod]
    public async Task Export_ACheckpoint_GivesTheTranslatorAndItsTwoFiles()
    {
        await Train($"--epochs 12 --checkpoint {folder["run"]} --beam 3");

        var export = await RnnCommand.RunAsync(
            $"export {folder["run"]} -o {folder["again.onnx"]} --steps {folder["steps"]} --best 2 --no-repeat-ngram 3"
        );

        Assert.AreEqual(App.Success, export.ExitCode, export.Errors);
        var once = await RnnCommand.RunAsync("translate", Model, "eins zwei.", "--scores");
        var again = await RnnCommand.RunAsync("translate", folder["again.onnx"], "eins zwei.", "--scores");
        var steps = await RnnCommand.RunAsync("translate", folder["steps"], "eins zwei.", "--scores", "--best", "2");
        Assert.AreEqual(App.Success, steps.ExitCode, steps.Errors);
        Assert.HasCount(3, again.Output.Split('\n'), "Two translations.");
        StringAssert.StartsWith(again.Output, once.Output);
        Assert.AreEqual(again.Output, steps.Output);
        await Refused(
            ["export", folder["run"], "-o", folder["other.onnx"], "--opset", "17"],
            "Options opset and stateful: expected none for the file of a translator, which has opset 20 and no states"
        );
        var older = await RnnCommand.RunAsync($"export {folder["run"]} --steps {folder["older"]} --opset 15");
        Assert.AreEqual(App.Success, older.ExitCode, older.Errors);
        Assert.AreEqual(15, ModelFile.Open(Path.Combine(folder["older"], "decoder_model.onnx")).Opset);
    }

    [TestMethod]
    [DataRow("--source a.de --target b.en", "Files 'a.de' and 'b.en': expected as many lines in both, found 2 and 3.")]
    [DataRow("--source a.de", "Option '--target' is required.")]
    [DataRow(
        "--source a.de --target a.de --validation-source a.de",
        "Options validation-source and validation-target: expected both, found validation-source only."
    )]
    [DataRow(
        "--source a.de --target a.de --min-frequency 2",
        "File 'a.de': expected words to learn, found none that came often enough."
    )]
    [DataRow(
        "--source a.de --target a.de --min-frequency 1 --teacher-forcing 2",
        "Option teacher-forcing: expected a value from 0 to 1, found 2."
    )]
    [DataRow(
        "--source a.de --target a.de --min-frequency 1 --attention none --coverage-penalty 0.1",
        "Option coverage-penalty: expected 0 for a model without attention, found 0.1."
    )]
    [DataRow(
        "--source a.de --target a.de --min-frequency 1 --beam 0",
        "Option beam-size: expected 1 or more, found 0."
    )]
    public async Task Train_BadInput_SaysWhatIsWrong(string options, string message)
    {
        folder.Write("a.de", "eins zwei\ndrei\n");
        folder.Write("b.en", "one two\nthree\n\n");
        var here = options
            .Replace("a.de", folder["a.de"], StringComparison.Ordinal)
            .Replace("b.en", folder["b.en"], StringComparison.Ordinal);

        var run = await RnnCommand.RunAsync($"train translate {here} -o {Model} {Quick} --epochs 1");

        Assert.AreEqual(App.BadInput, run.ExitCode, run.Output);
        StringAssert.Contains(
            run.Errors.Replace(folder.Path + Path.DirectorySeparatorChar, "", StringComparison.Ordinal),
            message
        );
        Assert.IsFalse(File.Exists(Model));
    }

    [TestMethod]
    public async Task Translate_WhatAFileCanNotDo_SaysSo()
    {
        await Train("--epochs 1");

        await Refused(
            ["translate", Model, "eins", "--best", "2"],
            "Option best: expected a folder with encoder_model.onnx and decoder_model.onnx"
        );
        await Refused(
            ["translate", Model, "eins", "--attention", folder["map.html"]],
            "Option attention: expected a file with the output attention"
        );
        await Refused(["translate", folder["none.onnx"], "eins"], "found none.");
        await Refused(["translate", folder.Path, "eins"], "encoder_model.onnx");
        await Refused(
            ["train", "translate", "--source", Model, "--target", Model, "-o", folder["y.onnx"], "--steps", Model],
            $"'{Model}' can not be written: expected a folder, found a file."
        );
        await Refused(
            ["export", Model, "--steps", folder["s"]],
            "Option steps: expected the checkpoint of a translator"
        );
        await Refused(
            ["export", Model, "--steps", folder["s"], "--half"],
            "Option steps: expected weights as they were trained, found half or quantize."
        );
        await Refused(["translate", Model, "eins", "--data", "x.txt"], "expected texts or a file of texts");
        Assert.IsFalse(File.Exists(folder["map.html"]));
    }

    private async Task Train(string options)
    {
        var (source, target) = SamplePairs.Write(folder.Path, "train", 400);
        var train = await RnnCommand.RunAsync(
            $"train translate --source {source} --target {target} -o {Model} {Quick} {options}"
        );
        Assert.AreEqual(App.Success, train.ExitCode, train.Errors);
    }

    private static async Task Refused(string[] arguments, string message)
    {
        var run = await RnnCommand.RunAsync(arguments);
        Assert.AreEqual(App.BadInput, run.ExitCode, run.Output);
        StringAssert.Contains(run.Errors, message);
    }
}
