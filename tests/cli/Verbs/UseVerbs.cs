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
    ];
}
