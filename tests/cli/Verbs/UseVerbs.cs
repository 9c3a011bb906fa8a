using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Cli.Tests.Verbs;

/// <summary>The verbs that use a model file.</summary>
internal static class UseVerbs
{
    public static IReadOnlyList<VerbCase> All { get; } =
    [
        new VerbCase
        {
            Verb = "predict",
            Prepare = SmallModels.BirthsAsync,
            Happy = (run, _) => StringAssert.Contains(run.Output, "3 steps behind 2002-02-04"),
            Json = json =>
            {
                var steps = json["forecast"]!.AsArray();
                Assert.HasCount(3, steps);
                Assert.AreEqual("2002-02-05", steps[0]!["date"]!.GetValue<string>());
                Assert.IsLessThan(steps[0]!["upper"]!.GetValue<double>(), steps[0]!["births"]!.GetValue<double>());
            },
            Mistake = "births.onnx --data birth.csv",
            Sentence = "File 'birth.csv': expected a CSV file, found none.",
        },
        new VerbCase
        {
            Verb = "inspect",
            Prepare = SmallModels.BirthsAsync,
            Happy = (run, _) =>
            {
                foreach (
                    var words in new[]
                    {
                        "task forecast",
                        "[batch, time, 1]",
                        "rnn.0: LSTM (1 to 8, [N, T, 8])",
                        "Runs ",
                    }
                )
                    StringAssert.Contains(run.Output, words);
            },
            Json = json =>
            {
                Assert.AreEqual(
                    json["card"]!["architecture"]!["parameters"]!.GetValue<long>(),
                    json["parameters"]!.GetValue<long>()
                );
                Assert.AreEqual("series", json["inputs"]![0]!["name"]!.GetValue<string>());
                Assert.IsTrue(json["runners"]![0]!["runs"]!.GetValue<bool>());
            },
            Mistake = "births.csv",
            Sentence =
                "'births.csv' is not a readable ONNX file: expected a model, found 8254 bytes that are cut off or of another format.",
        },
        new VerbCase
        {
            Verb = "evaluate",
            Prepare = async folder =>
            {
                await SmallModels.BirthsAsync(folder);
                folder.Write("rain.csv", "date,rain\n2001-01-01,1\n2001-01-02,2\n");
            },
            Happy = (run, _) => StringAssert.Contains(run.Output, "78 forecasts of 3 steps, in births"),
            Json = json =>
            {
                var card = Rnn.Onnx.Models.ModelFile.Open("births.onnx").Card!;
                Assert.AreEqual(card.Metrics!.Model["mae"], json["metrics"]!["mae"]!.GetValue<double>(), 1e-9);
                Assert.AreEqual(78, json["forecasts"]!.GetValue<int>());
                Assert.AreEqual("last value", json["naive"]![0]!["name"]!.GetValue<string>());
            },
            Mistake = "births.onnx --data rain.csv",
            Sentence = "File 'rain.csv', line 1: expected a column 'births', found 'date', 'rain'.",
        },
        new VerbCase
        {
            Verb = "backtest",
            Quick = "--epochs 2 --look-back 14 --horizon 3 --threads 1",
            Prepare = SmallModels.BirthsAsync,
            Happy = (run, _) =>
            {
                foreach (var words in new[] { "2002-01-27", "2002-01-30", "2002-02-02", "Mean", "MAE, last 7 steps" })
                    StringAssert.Contains(run.Output, words);
            },
            Json = json =>
            {
                var folds = json["folds"]!.AsArray();
                Assert.AreSequenceEqual([391, 394, 397], folds.Select(fold => fold!["origin"]!.GetValue<int>()));
                Assert.AreEqual(
                    folds.Average(fold => fold!["metrics"]!["mae"]!.GetValue<double>()),
                    json["mean"]!["mae"]!.GetValue<double>(),
                    1e-9
                );
            },
            Mistake = "--data births.csv --target birth",
            Sentence = "File 'births.csv', line 1: expected a column 'birth', found 'date', 'births'.",
        },
        new VerbCase
        {
            Verb = "generate",
            Prepare = async folder =>
            {
                await SmallModels.ShakespeareAsync(folder);
                await SmallModels.BirthsAsync(folder);
            },
            Happy = (run, _) =>
            {
                StringAssert.StartsWith(run.Output, "ROMEO:");
                Assert.AreEqual("ROMEO:".Length + 500 + 1, run.Output.Length);
            },
            Json = json => Assert.AreEqual("ROMEO:".Length + 500, json["text"]!.GetValue<string>().Length),
            Mistake = "births.onnx --prompt Monday",
            Sentence =
                "Model 'births.onnx': expected a card with a task to generate, language-model or generation, found the task forecast.",
        },
        new VerbCase
        {
            Verb = "translate",
            Prepare = SmallModels.NumbersAsync,
            Happy = (run, _) => Assert.AreEqual(1, run.Output.Count(c => c == '\n')),
            Json = json =>
            {
                var one = json["translations"]![0]!;
                Assert.AreEqual("Zwei drei.", one["text"]!.GetValue<string>());
                var best = one["translations"]![0]!;
                Assert.AreEqual(
                    best["tokens"]!.AsArray().Count,
                    best["attention"]!.AsArray().Count,
                    "A row of weights for each token."
                );
            },
            Mistake = "de-en.onnx --data texts.de eins",
            Sentence = "Option data: expected texts or a file of texts, one a line, found both.",
        },
    ];
}
