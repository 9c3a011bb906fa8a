using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Inference.Tests.Text;

/// <summary>Tokens of texts, and texts of tokens, in a graph run by ONNX Runtime, against C#.</summary>
[TestClass]
public sealed class SpacingNodesTests
{
    private static readonly SessionSettings Cpu = new() { Device = Device.Cpu };

    [TestMethod]
    [DataRow(TokenizerKind.Words)]
    [DataRow(TokenizerKind.Whitespace)]
    [DataRow(TokenizerKind.Characters)]
    public void Join_RandomTokens_GivesTheTextsOfCSharp(TokenizerKind kind)
    {
        string[] own =
        [
            "the",
            "sea",
            "wor@@",
            "l@@",
            "@@",
            "don't",
            "é",
            "-",
            "--",
            .. ".,!?;:)]}%…”»([{¿¡“«„/\"".Select(mark => $"{mark}"),
        ];
        var target = new TextFeaturizer(
            new TextOptions { Tokenizer = kind },
            new Vocabulary([.. Vocabulary.Special, .. own])
        );
        var graph = new GraphBuilder("spacing", new GraphBuilderOptions { Opset = 20 });
        var input = graph.AddInput("ids", ElementType.Int64, "batch", "time");
        var spacing = new SpacingNodes(graph, target);
        var (texts, sides) = spacing.Of(input);
        graph.AddOutput("texts", spacing.Join(texts, sides), ElementType.String, "batch", 1);
        using var model = SequenceModel.From(graph.Build(), "spacing", Cpu);
        var random = new Random(3);
        int[][] rows =
        [
            .. Enumerable
                .Range(0, 400)
                .Select(i => Enumerable.Range(0, i % 20).Select(_ => random.Next(4, own.Length + 4)).ToArray()),
        ];
        long[] ids = [.. rows.SelectMany(row => row.Concat(new int[20 - row.Length]).Select(id => (long)id))];

        var found = model.Run(NamedTensor.Of("ids", ids, rows.Length, 20)).Single().Strings;

        var plain = new TokenSpacing(kind);
        for (var row = 0; row < rows.Length; row++)
            Assert.AreEqual(plain.Join(rows[row].Select(id => target.Vocabulary.Tokens[id])), found[row]);
    }

    [TestMethod]
    [DataRow(TokenizerKind.Words)]
    [DataRow(TokenizerKind.Characters)]
    public void Join_TokensOfASource_GivesTheTextsOfCSharp(TokenizerKind kind)
    {
        var target = new TextFeaturizer(new TextOptions { Tokenizer = kind }, new Vocabulary(Vocabulary.Special));
        var graph = new GraphBuilder("spacing", new GraphBuilderOptions { Opset = 20 });
        var input = graph.AddInput("tokens", ElementType.String, "batch", "time");
        var spacing = new SpacingNodes(graph, target);
        var source = new TextOptions { Tokenizer = TokenizerKind.Whitespace };
        var (texts, sides) = spacing.Of(graph.Reshape(input, [-1]), source);
        var shape = graph.Shape(input);
        var joined = spacing.Join(graph.Reshape(texts, shape), graph.Reshape(sides, shape));
        graph.AddOutput("texts", joined, ElementType.String, "batch", 1);
        using var model = SequenceModel.From(graph.Build(), "spacing", Cpu);
        string[][] rows =
        [
            ["Wör@@", "t@@", "er", ",", "🙂@@", "🙂", "(", "so", ")"],
            ["@@", "a@@b", "c@@@@", ".", "-", "d@@", "e", "f", "g@@"],
            ["", "", "", "", "", "", "", "", ""],
        ];

        var found = model.Run(NamedTensor.Of("tokens", [.. rows.SelectMany(row => row)], 3, 9)).Single().Strings;
        var none = model.Run(NamedTensor.Of("tokens", ["", ""], 2, 1)).Single().Strings;

        var plain = new TokenSpacing(kind);
        Assert.AreEqual(plain.Join(rows[0]), found[0]);
        Assert.AreEqual(plain.Join(rows[1]), found[1]);
        CollectionAssert.AreEqual(new[] { "", "", "" }, found[2..].Concat(none).ToArray());
    }

    [TestMethod]
    [DataRow(TokenizerKind.Words, true, 0)]
    [DataRow(TokenizerKind.Words, false, 3)]
    [DataRow(TokenizerKind.Whitespace, true, 0)]
    [DataRow(TokenizerKind.Characters, true, 5)]
    [DataRow(TokenizerKind.Characters, false, 0)]
    public void AddTokens_TextsOfAllKinds_GivesTheTokensOfCSharp(TokenizerKind kind, bool lower, int most)
    {
        var options = new TextOptions
        {
            Tokenizer = kind,
            LowerCase = lower,
            MaximumTokens = most,
        };
        var random = new Random(5);
        string[] texts = [.. RandomTexts.Chosen, .. Enumerable.Range(0, 300).Select(_ => RandomTexts.Next(random, 20))];
        var featurizer = TextFeaturizer.Fit(texts.Where((_, i) => i % 2 == 0), options);
        var graph = new GraphBuilder("tokens", new GraphBuilderOptions { Opset = 20 });
        var tokens = TextNodes.AddTokens(graph, graph.AddInput("text", ElementType.String, "batch", 1), featurizer);
        graph.AddOutput("texts", tokens.Texts, ElementType.String, "batch", "time");
        graph.AddOutput("counts", tokens.Counts, ElementType.Int64, "batch");
        graph.AddOutput("ids", tokens.Ids, ElementType.Int64, "batch", "time");
        graph.AddOutput("lengths", tokens.Lengths, ElementType.Int64, "batch");
        using var model = SequenceModel.From(graph.Build(), "tokens", Cpu);
        foreach (var batch in texts.Chunk(23).Concat(texts.Take(50).Chunk(1)))
        {
            var found = model.Run(NamedTensor.Of("text", batch, batch.Length, 1));

            TextGraph.AreEqual(featurizer, batch, found[2], found[3]);
            var width = (int)found[0].Shape[1];
            for (var row = 0; row < batch.Length; row++)
            {
                string[] expected = [.. TextFeaturizer.Tokens(batch[row], options)];
                Assert.AreEqual(expected.Length, found[1].Longs[row]);
                CollectionAssert.AreEqual(
                    (string[])[.. expected, .. Enumerable.Repeat("", width - expected.Length)],
                    found[0].Strings[(row * width)..((row + 1) * width)],
                    TextGraph.Escaped(batch[row])
                );
            }
        }
    }
}
