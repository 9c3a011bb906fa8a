using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Inference.Tests.Text;

/// <summary>A graph that is nothing but a featurizer: <c>text</c> [batch, 1] to <c>ids</c> [batch, time] and <c>lengths</c> [batch].</summary>
internal static class TextGraph
{
    public static GraphBuilder Build(TextFeaturizer featurizer)
    {
        var graph = new GraphBuilder("text", new GraphBuilderOptions { Opset = TextNodes.LowestOpset });
        var text = graph.AddInput("text", ElementType.String, "batch", 1);
        var (ids, lengths) = TextNodes.Add(graph, text, featurizer);
        graph.AddOutput("ids", ids, ElementType.Int64, "batch", "time");
        graph.AddOutput("lengths", lengths, ElementType.Int64, "batch");
        return graph;
    }

    public static SequenceModel Load(TextFeaturizer featurizer) =>
        SequenceModel.From(Build(featurizer).Build(), "text", new SessionSettings { Device = Device.Cpu });

    public static void AreEqual(TextFeaturizer featurizer, SequenceModel model, string[] texts)
    {
        var answers = model.Run(NamedTensor.Of("text", texts, texts.Length, 1));
        AreEqual(featurizer, texts, answers[0], answers[1]);
    }

    public static void AreEqual(TextFeaturizer featurizer, string[] texts, NamedTensor ids, NamedTensor lengths)
    {
        long[][] expected = [.. texts.Select(featurizer.Ids)];
        var width = expected.Max(row => row.Length);
        CollectionAssert.AreEqual(new long[] { texts.Length, width }, ids.Shape);
        CollectionAssert.AreEqual(expected.Select(row => (long)row.Length).ToArray(), lengths.Longs);
        for (var row = 0; row < texts.Length; row++)
        {
            var found = ids.Longs.AsSpan(row * width, width);
            if (!found.SequenceEqual([.. expected[row], .. new long[width - expected[row].Length]]))
                Assert.Fail(
                    $"{featurizer.Options}, '{Escaped(texts[row])}': expected {string.Join(' ', expected[row])}, found {string.Join(' ', found.ToArray())}."
                );
        }
    }

    public static string Escaped(string text) =>
        string.Concat(text.Select(c => c is >= ' ' and < (char)127 ? c.ToString() : $"\\u{(int)c:X4}"));
}
