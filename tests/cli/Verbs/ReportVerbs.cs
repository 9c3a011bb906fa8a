using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Cli.Tests.Verbs;

/// <summary>The verb that shows a model.</summary>
internal static class ReportVerbs
{
    public static IReadOnlyList<VerbCase> All { get; } =
    [
        new VerbCase
        {
            Verb = "report",
            Prepare = SmallModels.BirthsAsync,
            Happy = (run, folder) =>
            {
                StringAssert.Contains(run.Output, "Report   report.html (open it in a browser)");
                StringAssert.Contains(run.Output, "the model is off by");
                StringAssert.StartsWith(File.ReadAllText(folder["report.html"]), "<!DOCTYPE html>");
                Assert.IsTrue(File.Exists(folder["report.data/forecast-test.json"]));
            },
            Json = json =>
            {
                Assert.AreEqual("report.html", json["report"]!.GetValue<string>());
                Assert.HasCount(11, json["data"]!.AsArray());
                var mae = json["figures"]!["mae"]!.GetValue<double>();
                Assert.IsGreaterThan(0, mae);
                Assert.IsGreaterThan(
                    0,
                    json["figures"]!["naive"]!["repeat the last 7 steps"]!["mae"]!.GetValue<double>()
                );
            },
            Mistake = "births.onnx --data birth.csv",
            Sentence = "File 'birth.csv': expected a CSV file, found none.",
        },
    ];
}
