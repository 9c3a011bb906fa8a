using System.Text.Json.Nodes;
using Rnn.Onnx.Models;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Cli.Tests.Verbs;

/// <summary>The verbs that make a model file.</summary>
internal static class TrainVerbs
{
    private const string Quick = "--epochs 2 --threads 1";

    public static IReadOnlyList<VerbCase> All { get; } =
    [
        new VerbCase
        {
            Verb = "train forecast",
            Quick = Quick,
            Prepare = SmallModels.BirthsAsync,
            Happy = (run, folder) => Trained(run, folder["births.onnx"], "MAE"),
            Json = json => Trained(json, "births.onnx", "forecast", "mae"),
            Mistake = "--data births.csv --target birth",
            Sentence = "File 'births.csv', line 1: expected a column 'birth', found 'date', 'births'.",
        },
        new VerbCase
        {
            Verb = "train classify",
            Quick = Quick,
            Prepare = async folder =>
            {
                await SmallModels.ReviewsAsync(folder);
                folder.Write("one.tsv", "text\tlabel\n" + string.Concat(Enumerable.Repeat("a dog\tanimal\n", 50)));
            },
            Happy = (run, folder) => Trained(run, folder["reviews.onnx"], "macro-F1"),
            Json = json => Trained(json, "reviews.onnx", "classification", "accuracy"),
            Mistake = "--data one.tsv",
            Sentence = "Data 'one.tsv': expected two labels or more to tell apart, found only 'animal'.",
        },
        new VerbCase
        {
            Verb = "train lm",
            Quick = Quick,
            Prepare = SmallModels.ShakespeareAsync,
            Happy = (run, folder) =>
            {
                Trained(run, folder["shakespeare.onnx"], "nats a character");
                Assert.AreEqual("generation", ModelFile.Open(folder["shakespeare.generator.onnx"]).Card!.Task);
            },
            Json = json => Trained(json, "shakespeare.onnx", "language-model", "natsPerCharacter"),
            Mistake = "--data shakespear.txt",
            Sentence = "File 'shakespear.txt': expected a text file, found none.",
        },
        new VerbCase
        {
            Verb = "train tag",
            Quick = Quick,
            Prepare = async folder =>
            {
                await SmallModels.WordsAsync(folder);
                folder.Write("sentence.tsv", "the\tDET\ncat\tNOUN\n");
            },
            Happy = (run, folder) => Trained(run, folder["words.onnx"], "macro-F1"),
            Json = json => Trained(json, "words.onnx", "tagging", "accuracy"),
            Mistake = "--train sentence.tsv",
            Sentence = "File 'sentence.tsv': expected two sentences or more to set some apart, found 1.",
        },
        new VerbCase
        {
            Verb = "train translate",
            Quick = Quick,
            Prepare = async folder =>
            {
                await SmallModels.NumbersAsync(folder);
                folder.Write("short.en", "one.\n");
            },
            Happy = (run, folder) => Trained(run, folder["de-en.onnx"], "BLEU"),
            Json = json => Trained(json, "de-en.onnx", "translation", "bleu"),
            Mistake = "--source train.de --target short.en",
            Sentence = "Files 'train.de' and 'short.en': expected as many lines in both, found 300 and 1.",
        },
        new VerbCase
        {
            Verb = "export",
            Prepare = async folder =>
            {
                await SmallModels.BirthsAsync(folder);
                var run = await RnnCommand.RunAsync(
                    $"train forecast --data {folder["births.csv"]} --target births -o {folder["births.onnx"]} --hidden 8 --epochs 1 --threads 1 --checkpoint {folder["runs/births"]}"
                );
                Assert.AreEqual(App.Success, run.ExitCode, run.Errors);
            },
            Happy = (run, folder) =>
            {
                StringAssert.Contains(run.Output, "Parity   ONNX Runtime");
                Assert.AreEqual("float16", ModelFile.Open(folder["births.onnx"]).Card!.Weights!.Format);
            },
            Json = json =>
            {
                Assert.AreEqual("births.onnx", json["model"]!.GetValue<string>());
                Assert.AreEqual("float16", json["weights"]!["format"]!.GetValue<string>());
                Assert.IsGreaterThan(0, json["parity"]!["probes"]!.GetValue<int>());
            },
            Mistake = "births.onnx",
            Sentence = "Option output: expected a path, or a folder with --triton, found neither.",
        },
        new VerbCase
        {
            Verb = "zoo",
            Prepare = _ => Task.CompletedTask,
            Happy = (run, folder) =>
                Assert.AreEqual("tagging", ModelFile.Open(folder["onnx-models/zoo/elloh-tagger.onnx"]).Card!.Task),
            Json = json => Assert.AreEqual("tagging", json["models"]![0]!["task"]!.GetValue<string>()),
            Mistake = "births",
            Sentence =
                "Argument name: expected --all or one of sum-sign-classifier, marked-step-regressor, elloh-tagger, sine-decoder, hello-language-model, date-translator, found 'births'.",
        },
    ];

    // What a person sees of a training: the run, the parity, and the figure of the task.
    private static void Trained(RnnCommand run, string path, string figure)
    {
        foreach (var words in new[] { "Trained  ", "Parity   ONNX Runtime", "Saved    ", figure })
            StringAssert.Contains(run.Output, words);
        Assert.IsNotNull(ModelFile.Open(path).Card);
    }

    private static void Trained(JsonObject json, string path, string task, string figure)
    {
        Assert.AreEqual(path, json["model"]!.GetValue<string>());
        Assert.AreEqual(task, json["task"]!.GetValue<string>());
        Assert.IsTrue(double.IsFinite(json["metrics"]!["model"]![figure]!.GetValue<double>()));
        Assert.IsGreaterThan(0, json["training"]!["epochs"]!.GetValue<int>());
        Assert.IsLessThan(1e-4, json["parity"]!["largestRelativeDifference"]!.GetValue<double>());
    }
}
