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
    [DataRow(TokenizerKind.Words, false, 0)]
    [DataRow(TokenizerKind.Words, true, 5)]
    [DataRow(TokenizerKind.Whitespace, false, 4)]
    [DataRow(TokenizerKind.Whitespace, true, 0)]
    public void Add_BytePairs_GivesTheIdsOfCSharp(TokenizerKind tokenizer, bool lower, int maximum)
    {
        var random = new Random(13);
        string[] texts =
        [
            .. RandomTexts.Chosen,
            .. Drawn(random, Texts),
            "@ @@ @@@ a@@ @@a a@b@@ <@@ aaa aaaa aaaaa",
            $"{new string('a', 100)} {new string('a', 101)} b{new string('\u0301', 100)} {new string('\u00E9', 99)}",
        ];
        var plain = new TextOptions { Tokenizer = tokenizer, LowerCase = lower };
        // Half of the texts, so that the others have unknown characters and pairs.
        string[] known = [.. texts.Where((_, i) => i % 2 == 0), new('a', 101)];
        foreach (var merges in new[] { 1, 300 })
        {
            var pairs = BytePairs.Learn(known.Append("aaaaa aaaaa"), plain, merges);
            Assert.HasCount(merges, pairs.Merges);
            var options = plain with { BytePairs = pairs, MaximumTokens = maximum };
            var featurizer = TextFeaturizer.Fit(
                known,
                options,
                new VocabularyOptions { MinimumFrequency = merges == 1 ? 1 : 3 }
            );
            Assert.AreEqual(merges == 1, featurizer.Vocabulary.Id(new string('a', 101)) > 3, "long words are known");
            using var model = TextGraph.Load(featurizer);
            foreach (var batch in texts.Chunk(37))
                TextGraph.AreEqual(featurizer, model, batch);
            foreach (var text in texts.Take(200).Concat(texts.TakeLast(2)))
                TextGraph.AreEqual(featurizer, model, [text]);
        }
    }

    [TestMethod]
    public void Add_HundredThousandCharactersInPieces_GivesTheIdsOfCSharp()
    {
        var random = new Random(17);
        var mixed = new StringBuilder();
        while (mixed.Length < 100_000)
            mixed.Append(RandomTexts.Next(random, 100).Replace('\0', ' '));
        string[] texts = [mixed.ToString(), new('A', 100_000), new(' ', 100_000), $"{new string('a', 100)} b"];
        var plain = new TextOptions { Tokenizer = TokenizerKind.Whitespace, LowerCase = true };
        var featurizer = TextFeaturizer.Fit(texts, plain with { BytePairs = BytePairs.Learn(texts, plain, 500) });
        using var model = TextGraph.Load(featurizer);
        TextGraph.AreEqual(featurizer, model, texts);
        TextGraph.AreEqual(featurizer, model, ["", " "]);
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
