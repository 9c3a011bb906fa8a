using Rnn.Onnx.Inference.Tests.Text;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Interop.Tests;

/// <summary>The featurizer inside a graph, run from JavaScript, against the same featurizer in C#.</summary>
[TestClass]
public sealed class TextInteropTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static IEnumerable<object[]> Options =>
        from tokenizer in Enum.GetValues<TokenizerKind>()
        from lower in new[] { false, true }
        select new object[] { tokenizer, lower };

    [TestMethod]
    [DynamicData(nameof(Options))]
    public async Task Ids_TextsOfAllKinds_AreThoseOfCSharp(TokenizerKind tokenizer, bool lower)
    {
        var random = new Random(5);
        string[] texts =
        [
            .. RandomTexts.Chosen,
            .. Enumerable.Range(0, 300).Select(i => RandomTexts.Next(random, i % 10 == 0 ? 60 : 12)),
        ];
        var options = new TextOptions { Tokenizer = tokenizer, LowerCase = lower };
        var featurizer = TextFeaturizer.Fit(texts.Where((_, i) => i % 2 == 0), options);
        var path = folder["text.onnx"];
        TextGraph.Build(featurizer).Build().Save(path);
        // All kinds alone, then everything in batches.
        string[][] batches = [.. RandomTexts.Chosen.Select(text => new[] { text }), .. texts.Chunk(50)];

        var answers = await NodeRuntime.RunAsync(
            path,
            [.. batches.Select(batch => new[] { NamedTensor.Of("text", batch, batch.Length, 1) })]
        );

        foreach (var (batch, answer) in batches.Zip(answers))
            TextGraph.AreEqual(featurizer, batch, answer[0], answer[1]);
    }
}
