using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Cli.Tests.Verbs;

/// <summary>The verb that goes on until it is stopped.</summary>
internal static class ServeVerbs
{
    public static IReadOnlyList<VerbCase> All { get; } =
    [
        new VerbCase
        {
            Verb = "serve",
            Prepare = SmallModels.ReviewsAsync,
            Run = arguments => RunningCommand.ServeAsync(arguments),
            Happy = (run, _) =>
            {
                Assert.MatchesRegex(@"^Serving\s+reviews\.onnx at http://127\.0\.0\.1:\d+/ until Ctrl\+C", run.Output);
                StringAssert.Contains(run.Output, "Stopped.");
            },
            Json = json =>
            {
                StringAssert.StartsWith(json["address"]!.GetValue<string>(), "http://127.0.0.1:");
                Assert.AreEqual("classification", json["task"]!.GetValue<string>());
            },
            Mistake = "review.onnx",
            Sentence = "'review.onnx' can not be opened: expected an ONNX file, found none.",
        },
    ];
}
