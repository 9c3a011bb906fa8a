using System.Text;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Inference.Tests.Text;

/// <summary>The featurizer inside a graph, run by ONNX Runtime, against the same featurizer in C#.</summary>
[TestClass]
public sealed class TextNodesTests
{
    private const int Texts = 2000;

    public static IEnumerable<object[]> Options =>
        from tokenizer in Enum.GetValues<TokenizerKind>()
        from lower in new[] { false, true }
        from maximum in new[] { 0, 3 }
        select new object[] { tokenizer, lower, maximum };

    [TestMethod]
    [DynamicData(nameof(Options))]
    public void Add_TextsOfAllKinds_GivesTheIdsOfCSharp(TokenizerKind tokenizer, bool lower, int maximum)
    {
        var random = new Random(7);
        string[] texts = [.. RandomTexts.Chosen, .. Drawn(random, Texts)];
        var options = new TextOptions
        {
            Tokenizer = tokenizer,
            LowerCase = lower,
            MaximumTokens = maximum,
        };
        // Half of the texts, so that the others have unknown tokens.
        var featurizer = TextFeaturizer.Fit(texts.Where((_, i) => i % 2 == 0), options);
        using var model = TextGraph.Load(featurizer);
        foreach (var batch in texts.Chunk(37))
            TextGraph.AreEqual(featurizer, model, batch);
        foreach (var text in texts.Take(300))
            TextGraph.AreEqual(featurizer, model, [text]);
    }

    [TestMethod]
    [DataRow(TokenizerKind.Words)]
    [DataRow(TokenizerKind.Whitespace)]
    [DataRow(TokenizerKind.Characters)]
    public void Add_HundredThousandCharacters_GivesTheIdsOfCSharp(TokenizerKind tokenizer)
    {
        const int Length = 100_000;
        var random = new Random(11);
        var mixed = new StringBuilder();
        while (mixed.Length < Length)
            mixed.Append(RandomTexts.Next(random, 100).Replace('\0', ' '));
        string[] texts = [mixed.ToString(), new('A', Length), new(' ', Length), new('\'', Length), "short"];
        foreach (var lower in new[] { false, true })
        {
            var options = new TextOptions { Tokenizer = tokenizer, LowerCase = lower };
            var featurizer = TextFeaturizer.Fit(texts, options, new VocabularyOptions { MinimumFrequency = 2 });
            using var model = TextGraph.Load(featurizer);
            TextGraph.AreEqual(featurizer, model, texts);
        }
    }

    private static IEnumerable<string> Drawn(Random random, int count) =>
        Enumerable.Range(0, count).Select(i => RandomTexts.Next(random, i % 10 == 0 ? 60 : 12));
}
