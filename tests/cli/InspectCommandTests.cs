using System.Text.Json.Nodes;
using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Cli.Tests;

/// <summary><c>rnn inspect</c> of files of every kind.</summary>
[TestClass]
public sealed class InspectCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public async Task Inspect_FileWithoutCard_SaysWhatTheGraphTells()
    {
        RandomForecasters.Create().Save(folder["m.onnx"]);
        var run = await RnnCommand.RunAsync($"inspect {folder["m.onnx"]}");
        Assert.AreEqual(App.Success, run.ExitCode, run.Errors);
        StringAssert.Contains(run.Output, "Card     none");
        StringAssert.Contains(run.Output, "LSTM (1 to 24, [N, T, 24])");
        StringAssert.Contains(run.Output, "head: Gemm (24 to 3, [.., 3])");
        StringAssert.Contains(run.Output, "Runs     ONNX Runtime, CPU");
    }

    [TestMethod]
    public async Task Inspect_Translator_ShowsItsLoopsAndWhatStaysOnTheCpu()
    {
        await SmallModels.NumbersAsync(folder);
        var run = await RnnCommand.RunAsync($"inspect {folder["de-en.onnx"]}");
        Assert.AreEqual(App.Success, run.ExitCode, run.Errors);
        foreach (
            var words in new[]
            {
                "greedy: Loop (a loop)",
                "encoder.0: GRU (16 to 24 in both directions, [N, T, 48])",
                "vocabulary: ai.onnx.ml.LabelEncoder",
                "beam_size",
            }
        )
            StringAssert.Contains(run.Output, words);
        if (!run.Output.Contains("loads on the device", StringComparison.Ordinal))
            StringAssert.Contains(run.Output, "these run on the CPU there: LabelEncoder, ");
    }

    [TestMethod]
    public async Task Inspect_OperatorsThatNobodyHas_SaysThatItDoesNotLoad()
    {
        var graph = new GraphBuilder("foreign");
        var x = graph.AddInput("x", ElementType.Float, "batch", 2);
        graph.AddOutput("y", graph.Relu(x), ElementType.Float, "batch", 2);
        var bytes = graph.Build().ToBytes();
        // Of the same length, so that the file stays readable: the operator, and the names that come from it.
        for (var place = 0; (place = bytes.AsSpan().IndexOf("Relu"u8)) >= 0; )
            "Rolu"u8.CopyTo(bytes.AsSpan(place));
        await File.WriteAllBytesAsync(folder["m.onnx"], bytes);

        var run = await RnnCommand.RunAsync($"inspect {folder["m.onnx"]} --json");

        Assert.AreEqual(App.Success, run.ExitCode, run.Errors);
        var runners = JsonNode.Parse(run.Output)!["runners"]!;
        Assert.IsFalse(runners[0]!["runs"]!.GetValue<bool>());
        StringAssert.Contains(runners[0]!["what"]!.GetValue<string>(), "Rolu");
    }
}
