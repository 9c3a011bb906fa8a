using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Inference.Tests.Text;

[TestClass]
public sealed class StringNodesTests
{
    [TestMethod]
    public void Join_AnyNumberOfParts_PutsThemTogether()
    {
        using var model = Load(
            StringNodes.Join,
            graph => graph.AddInput("parts", ElementType.String, "rows", "columns")
        );
        var random = new Random(3);
        foreach (var columns in (int[])[.. Enumerable.Range(0, 18), 31, 32, 33, 1000])
        foreach (var rows in new[] { 1, 2, 5 })
        {
            // Parts of several characters, and empty ones among them.
            string[] parts = [.. Enumerable.Range(0, rows * columns).Select(_ => RandomTexts.Word(random, 0, 3))];
            var joined = model.Run(NamedTensor.Of("parts", parts, rows, columns)).Single();
            CollectionAssert.AreEqual(new long[] { rows, 1 }, joined.Shape);
            for (var row = 0; row < rows; row++)
                Assert.AreEqual(string.Concat(parts.Skip(row * columns).Take(columns)), joined.Strings[row]);
        }
    }

    [TestMethod]
    public void Lower_EveryCharacter_GivesThatOfCSharp()
    {
        using var model = Load(StringNodes.Lower, Texts);
        foreach (var block in CharacterClasses.All().Where(rune => rune.Value > 0).Chunk(10_000))
        {
            // Characters that no one has cased yet are here too: 1,112,063 of them.
            var text = string.Concat(block.Select(rune => rune.ToString()));
            var found = model.Run(NamedTensor.Of("texts", [text], 1)).Single().Strings.Single();
            Assert.AreEqual(CharacterClasses.Lower(text), found);
        }
    }

    [TestMethod]
    [DataRow(TokenizerKind.Words)]
    [DataRow(TokenizerKind.Whitespace)]
    public void Pieces_EveryCharacterBetweenOthers_GivesTheTokensOfCSharp(TokenizerKind kind)
    {
        using var model = Load((graph, texts) => StringNodes.Pieces(graph, texts, TokenExpression.Of(kind)), Texts);
        var planes = CharacterClasses
            .All()
            .Where(rune => rune.Value is > 0 and < 0x20000 or (>= 0xE0000 and < 0xE1000));
        foreach (var block in planes.Chunk(5000))
        {
            var text = string.Concat(block.Select(rune => $"a{rune}b'{rune}+{rune} "));
            var found = model.Run(NamedTensor.Of("texts", [text], 1)).Single().Strings;
            CollectionAssert.AreEqual(Tokenizer.Split(text, kind).ToArray(), found, $"from {block[0].Value:X}");
        }
    }

    [TestMethod]
    public void Characters_TextsOfSeveralLengths_PadsWithEmptyOnes()
    {
        using var model = Load(StringNodes.Characters, Texts);
        var found = model.Run(NamedTensor.Of("texts", ["e\u0301\U0001F469", "", "a"], 3)).Single();
        CollectionAssert.AreEqual(new long[] { 3, 3 }, found.Shape);
        CollectionAssert.AreEqual(new[] { "e", "\u0301", "\U0001F469", "", "", "", "a", "", "" }, found.Strings);
        CollectionAssert.AreEqual(new long[] { 2, 0 }, model.Run(NamedTensor.Of("texts", ["", ""], 2)).Single().Shape);
    }

    private static string Texts(GraphBuilder graph) => graph.AddInput("texts", ElementType.String, "rows");

    private static SequenceModel Load(Func<GraphBuilder, string, string> nodes, Func<GraphBuilder, string> input)
    {
        var graph = new GraphBuilder("strings", new GraphBuilderOptions { Opset = TextNodes.LowestOpset });
        graph.AddOutput("found", nodes(graph, input(graph)), ElementType.String, default, default);
        return SequenceModel.From(graph.Build(), "strings", new SessionSettings { Device = Device.Cpu });
    }
}
