using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Cli.Tests.Verbs;

/// <summary>The lessons.</summary>
internal static class LabVerbs
{
    public static IReadOnlyList<VerbCase> All { get; } =
    [
        new VerbCase
        {
            Verb = "lab gradients",
            Prepare = Nothing,
            Happy = (run, folder) =>
            {
                StringAssert.Contains(run.Output, "of the gradient 59 steps before the end, where it began as 1");
                HasPage(run, folder, "lab-gradients", "cells-log.json");
            },
            Json = json =>
            {
                Assert.HasCount(3, json["matrix"]!.AsArray());
                Assert.HasCount(9, json["cells"]!.AsArray());
                Assert.AreEqual("lstm", json["cells"]![2]!["cell"]!.GetValue<string>());
                Assert.HasCount(60, json["cells"]![2]!["hidden"]!.AsArray());
                Assert.AreEqual("lab-gradients.html", json["page"]!.GetValue<string>());
            },
            Mistake = "--scales small",
            Sentence = "Option scales: expected numbers, found small.",
        },
        new VerbCase
        {
            Verb = "lab cells",
            Prepare = Nothing,
            Happy = (run, folder) => HasPage(run, folder, "lab-cells", "inside-lstm.json"),
            Json = json =>
            {
                var cells = json["cells"]!.AsArray();
                Assert.HasCount(4, cells);
                Assert.HasCount(4, cells[3]!["steps"]![0]!["f"]!.AsArray());
                Assert.IsLessThan(1e-6, cells[3]!["difference"]!.GetValue<double>());
            },
            Mistake = "--hidden 0",
            Sentence = "Option hidden: expected 1 or more, found 0.",
        },
        new VerbCase
        {
            Verb = "lab compare",
            Prepare = Nothing,
            Happy = (run, folder) =>
            {
                StringAssert.Contains(run.Output, "who always answers 1 has 0.1667");
                HasPage(run, folder, "lab-compare", "adding.json");
            },
            Json = json =>
            {
                Assert.HasCount(12, json["scores"]!.AsArray());
                Assert.AreEqual(4641, json["costs"]![2]!["parameters"]!.GetValue<int>());
            },
            Mistake = "--lengths long",
            Sentence = "Option lengths: expected whole numbers, found long.",
        },
        new VerbCase
        {
            Verb = "lab temperature",
            Prepare = SmallModels.ShakespeareAsync,
            Happy = (run, folder) =>
            {
                StringAssert.Contains(run.Output, "entropy of the next token");
                HasPage(run, folder, "lab-temperature", "next.json");
            },
            Json = json =>
            {
                var runs = json["runs"]!.AsArray();
                Assert.HasCount(4, runs);
                Assert.IsLessThan(
                    runs[3]!["entropy"]!.GetValue<double>(),
                    runs[0]!["entropy"]!.GetValue<double>(),
                    "bits of the coldest"
                );
                Assert.HasCount(json["tokens"]!.AsArray().Count, runs[0]!["probabilities"]!.AsArray());
            },
            Mistake = "shakespeare.onnx --temperatures hot",
            Sentence = "Option temperatures: expected numbers, found hot.",
        },
        new VerbCase
        {
            Verb = "lab attention",
            Prepare = SmallModels.NumbersAsync,
            Happy = (run, folder) =>
            {
                StringAssert.Contains(run.Output, "drei eins zwei. → ");
                HasPage(run, folder, "lab-attention", "attention-1.json");
            },
            Json = json =>
            {
                var text = json["texts"]!.AsArray().Single()!;
                var row = text["weights"]![0]!.AsArray().Select(weight => weight!.GetValue<float>()).ToArray();
                Assert.HasCount(text["source"]!.AsArray().Count, row);
                Assert.AreEqual(1, row.Sum(), 1e-4);
            },
            Mistake = "de-en.onnx",
            Sentence = "Argument text: expected a text for 'de-en.onnx' to translate, found none.",
        },
    ];

    private static Task Nothing(TemporaryFolder folder) => Task.CompletedTask;

    // The page's name comes last, and data of its plots lie beside it.
    private static void HasPage(RnnCommand run, TemporaryFolder folder, string name, string data)
    {
        StringAssert.EndsWith(run.Output.TrimEnd(), $"Page     {name}.html");
        Assert.IsTrue(File.Exists(folder[$"{name}.html"]));
        Assert.IsTrue(File.Exists(folder[$"{name}.data/{data}"]));
    }
}
