using Rnn.Onnx.Inference;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Pipelines.Tests.Texts;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Interop.Tests;

/// <summary>A trained classifier of texts in JavaScript: raw strings in, the same labels and probabilities out.</summary>
[TestClass]
public sealed class TextClassifierTests
{
    [TestMethod]
    public async Task Run_RawTexts_GivesTheSameLabelsAndProbabilities()
    {
        using var folder = new TemporaryFolder();
        SampleClassifier.Train(folder["texts.tsv"]).File.Save(folder["model.onnx"]);
        using var model = SequenceModel.Load(folder["model.onnx"], new SessionSettings { Device = Device.Cpu });
        string[] texts = [.. SampleTexts.Odd, .. SampleTexts.Rows(30, seed: 78).Select(row => row.Text)];
        // All at once, and each alone.
        NamedTensor[][] runs =
        [
            [NamedTensor.Of("text", texts, texts.Length, 1)],
            .. texts.Select(text => new[] { NamedTensor.Of("text", [text], 1, 1) }),
        ];

        var theirs = await NodeRuntime.RunAsync(folder["model.onnx"], runs);

        foreach (var (i, (run, answer)) in runs.Zip(theirs).Index())
            NodeRuntime.AreEqual(model.Run(run), answer, i == 0 ? "batch" : $"'{texts[i - 1]}'");
    }
}
