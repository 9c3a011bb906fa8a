using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Inference.Tests;

/// <summary>Sentences of all lengths through a file that tags a word by itself.</summary>
[TestClass]
public sealed class TaggingsTests
{
    [TestMethod]
    public void Of_SentencesOfAllLengths_AreTaggedInTheirOrder()
    {
        using var model = Create();
        string[][] sentences = [.. Enumerable.Range(0, 70).Select(i => Sentence(i % 7))];

        var tags = Taggings.Of(model, sentences);

        for (var i = 0; i < sentences.Length; i++)
            Assert.AreSequenceEqual(sentences[i].Select(word => word.ToUpperInvariant()), tags[i]);
    }

    [TestMethod]
    public void Evaluate_TagsOfAFile_AreCounted()
    {
        using var model = Create();
        var data = new TaggedSentences("memory", [new(["a", "b"], ["A", "X"]), new(["c"], ["C"])]);

        var metrics = Taggings.Evaluate(model, data);

        Assert.AreEqual(3, metrics.Words);
        Assert.AreEqual(2 / 3.0, metrics.Accuracy, 1e-12);
        Assert.AreEqual(0, metrics.UnknownWords); // there is no card that tells
    }

    [TestMethod]
    public void Of_WordThatIsPadding_IsRefused()
    {
        using var model = Create();

        var e = Assert.ThrowsExactly<InvalidInputException>(() =>
            Taggings.Of(
                model,
                [
                    ["a"],
                    ["a", ""],
                ]
            )
        );

        Assert.AreEqual("Sentence 1: expected a word at its end, found an empty one, which is padding.", e.Message);
    }

    private static string[] Sentence(int words) =>
        [.. Enumerable.Range(0, words).Select(i => ((char)('a' + i)).ToString())];

    private static SequenceModel Create()
    {
        var graph = new GraphBuilder("upper case", new GraphBuilderOptions { Opset = 20 });
        graph.UseDomain("ai.onnx.ml", 2);
        var tokens = graph.AddInput("tokens", ElementType.String, "batch", "time");
        string[] words = Sentence(7);
        NodeAttribute[] known =
        [
            NodeAttribute.Of("keys_strings", words),
            NodeAttribute.Of("values_strings", [.. words.Select(word => word.ToUpperInvariant())]),
            NodeAttribute.Of("default_string", ""),
        ];
        var tags = graph.AddNode("LabelEncoder", [tokens], 1, known, "ai.onnx.ml")[0];
        graph.AddOutput("tags", tags, ElementType.String, "batch", "time");
        return SequenceModel.From(graph.Build(), "tagger", new SessionSettings { Device = Device.Cpu });
    }
}
