using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Models.Tests.Text;

[TestClass]
public sealed class BytePairsTests
{
    // Sennrich et al. 2016, algorithm 1.
    private static readonly string[] Paper =
    [
        .. Enumerable.Repeat("low", 5),
        .. Enumerable.Repeat("lower", 2),
        .. Enumerable.Repeat("newest", 6),
        .. Enumerable.Repeat("widest", 3),
    ];

    [TestMethod]
    public void Learn_ExampleOfThePaper_GivesItsMerges()
    {
        var pairs = BytePairs.Learn(Paper, new TextOptions(), 10);
        // e s, s t, w est, n e, e w and so on are equally frequent: then the order of the characters decides.
        string[] merges =
        [
            "e@@ s@@",
            "es@@ t",
            "l@@ o@@",
            "e@@ w@@",
            "ew@@ est",
            "n@@ ewest",
            "lo@@ w",
            "d@@ est",
            "i@@ dest",
            "w@@ idest",
        ];
        CollectionAssert.AreEqual(merges, pairs.Merges.ToArray());
        Pieces("low", pairs, "low");
        Pieces("lo@@ w@@ est", pairs, "lowest");
    }

    [TestMethod]
    public void Learn_FewPairs_EndsWithTheLastThatComesOftenEnough()
    {
        CollectionAssert.AreEqual(
            new[] { "a@@ b" },
            BytePairs.Learn(["ab ab cd"], new TextOptions(), 100).Merges.ToArray()
        );
        Assert.HasCount(2, BytePairs.Learn(["ab ab cd"], new TextOptions(), 100, minimumFrequency: 1).Merges);
        Assert.IsEmpty(BytePairs.Learn([" a b c "], new TextOptions(), 100).Merges);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    public void Learn_RandomTexts_GivesTheMergesOfThePlainAlgorithm(int seed)
    {
        var random = new Random(seed);
        string[] texts =
        [
            .. Enumerable
                .Range(0, 300)
                .Select(i => i % 2 == 0 ? RandomTexts.Next(random, 10) : $"{Syllables(random)} {Syllables(random)}"),
        ];
        var options = new TextOptions { Tokenizer = TokenizerKind.Whitespace, LowerCase = seed == 2 };

        var pairs = BytePairs.Learn(texts, options, 150);

        CollectionAssert.AreEqual(
            PlainMerges(texts.SelectMany(text => TextFeaturizer.Tokens(text, options)), 150),
            pairs.Merges.ToArray()
        );
        Assert.AreEqual(pairs, BytePairs.Learn(texts.Reverse(), options, 150));
    }

    [TestMethod]
    public void Pieces_AnyWord_AreThatWordAgain()
    {
        var random = new Random(5);
        string[] texts =
        [
            .. RandomTexts.Chosen,
            .. Enumerable.Range(0, 2000).Select(_ => RandomTexts.Next(random, 12)),
            "@ @@ @@@ a@@ @@a a@b@@ @@@@@@ <@@",
            new string('x', 100) + " " + new string('x', 101),
        ];
        foreach (var tokenizer in new[] { TokenizerKind.Words, TokenizerKind.Whitespace })
        {
            var options = new TextOptions { Tokenizer = tokenizer };
            var pairs = BytePairs.Learn(texts, options, 200);
            foreach (var text in texts)
            {
                var words = TextFeaturizer.Tokens(text, options);
                var pieces = TextFeaturizer.Tokens(text, options with { BytePairs = pairs });
                CollectionAssert.AreEqual(words.ToArray(), Joined(pieces), text);
            }
        }
    }

    [TestMethod]
    public void Pieces_LongWordsAndAtSigns_AreNotMerged()
    {
        var pairs = BytePairs.Learn(["aaaa aaaa b@b b@b @@@ @@@"], new() { Tokenizer = TokenizerKind.Whitespace }, 9);
        CollectionAssert.AreEqual(new[] { "a@@ a@@", "a@@ a", "aa@@ aa" }, pairs.Merges.ToArray());
        Pieces("b@@ @@@ b", pairs, "b@b");
        Pieces("@@@ @@@ @", pairs, "@@@");
        Pieces("aa@@ aa@@ a", pairs, "aaaaa");
        Pieces(string.Join(' ', Enumerable.Repeat("aa@@", 48).Append("aaaa")), pairs, new string('a', 100));
        Pieces(new string('a', 101), pairs, new string('a', 101));
    }

    [TestMethod]
    public void Tokens_MaximumTokens_CountsPieces()
    {
        var options = new TextOptions { BytePairs = BytePairs.Learn(Paper, new TextOptions(), 10), MaximumTokens = 3 };
        var featurizer = TextFeaturizer.Fit(["low lowest"], options);
        CollectionAssert.AreEqual(
            new[] { "low", "lo@@", "w@@" },
            TextFeaturizer.Tokens("low lowest", options).ToArray()
        );
        CollectionAssert.AreEqual(
            new long[] { featurizer.Vocabulary.Id("lo@@"), featurizer.Vocabulary.Id("w@@"), Vocabulary.Unknown },
            featurizer.Ids("lowed low")
        );
    }

    [TestMethod]
    public void ToJson_CardWithMerges_GivesTheSameOptions()
    {
        var options = new TextOptions { LowerCase = true, BytePairs = BytePairs.Learn(Paper, new TextOptions(), 4) };
        var json = Card(options).ToJson();

        var read = ModelCard.FromJson(json, "m.onnx");

        StringAssert.Contains(json, "\"merges\":[\"e@@ s@@\",\"es@@ t\",");
        Assert.AreEqual(options, read.Text!.ToOptions());
        Assert.AreEqual(options.GetHashCode(), read.Text.ToOptions().GetHashCode());
        Assert.AreEqual(json, read.ToJson());
        Assert.AreNotEqual(options, options with { BytePairs = null });
        Assert.AreNotEqual(options, options with { BytePairs = new BytePairs(["e@@ s@@"]) });
        Assert.IsFalse(Card(new TextOptions()).ToJson().Contains("merges", StringComparison.Ordinal));
    }

    [TestMethod]
    [DataRow("ab@@ c")]
    [DataRow("a b")]
    [DataRow("a@@")]
    [DataRow("a@@  b")]
    [DataRow("@@@ b")]
    [DataRow("@@ b")]
    [DataRow("a@@ ")]
    public void Constructor_WhatIsNoPair_IsRefused(string merge) =>
        Expect.InvalidInput(
            $"Merge 2: expected two pieces, each a character or made by an earlier merge, such as 'l@@ o', found '{merge}'.",
            () => _ = new BytePairs(["x@@ y@@", merge])
        );

    [TestMethod]
    public void Options_WhatMeansNothing_IsRefused()
    {
        var pairs = new BytePairs(["x@@ y@@"]);
        Expect.InvalidInput(
            "Merge 2: expected each once, found 'x@@ y@@' again.",
            () => _ = new BytePairs(["x@@ y@@", "x@@ y@@"])
        );
        Expect.InvalidInput(
            "Option merges: expected 1 or more, found 0.",
            () => BytePairs.Learn([], new TextOptions(), 0)
        );
        var characters = new TextOptions { Tokenizer = TokenizerKind.Characters };
        const string NoCharacters = "Option merges: expected none for texts that are cut into characters, found 1.";
        Expect.InvalidInput(NoCharacters, () => BytePairs.Learn([], characters, 1));
        Expect.InvalidInput(NoCharacters, () => (characters with { BytePairs = pairs }).Validate());
        Expect.InvalidInput(
            "Option merges: expected none for a language model, which writes whole words, found 1.",
            () => LanguageText.Fit("a", new TextOptions { BytePairs = pairs })
        );
    }

    private static ModelCard Card(TextOptions options) =>
        new()
        {
            Task = ModelCard.TranslationTask,
            Name = "m",
            Architecture = new(CellKind.Gru, 1, 1, 1, 0, 1),
            Text = CardText.Of(options),
        };

    private static void Pieces(string expected, BytePairs pairs, string word) =>
        Assert.AreEqual(expected, string.Join(' ', pairs.Pieces(word)));

    private static string[] Joined(IReadOnlyList<string> pieces)
    {
        var (words, word) = (new List<string>(), "");
        foreach (var piece in pieces)
        {
            var goesOn = piece.EndsWith("@@", StringComparison.Ordinal);
            word += goesOn ? piece[..^2] : piece;
            if (goesOn)
                continue;
            words.Add(word);
            word = "";
        }
        Assert.AreEqual("", word, "a piece that goes on ends no text");
        return [.. words];
    }

    private static string Syllables(Random random) =>
        string.Concat(
            Enumerable.Range(0, random.Next(1, 5)).Select(_ => "ba na no nono aaa @".Split(' ')[random.Next(6)])
        );

    private static IEnumerable<string> Characters(string word) =>
        CharacterClasses.Of(word).Select(rune => rune.ToString());

    // Counts all pairs anew for each merge, as the paper's program does.
    private static string[] PlainMerges(IEnumerable<string> words, int count)
    {
        var merges = new List<string>();
        var cut = words
            .Where(word => Characters(word).Count() <= 100)
            .Select(word => Characters(word).ToArray())
            .Select(characters => characters.Select((c, i) => i < characters.Length - 1 ? c + "@@" : c).ToList())
            .ToList();
        while (merges.Count < count)
        {
            var counts = cut.SelectMany(word => word.Zip(word.Skip(1)))
                .Where(pair => !pair.First.StartsWith('@') && !pair.Second.StartsWith('@'))
                .GroupBy(pair => pair)
                .Select(pair => (Pair: pair.Key, Count: pair.Count()))
                .OrderByDescending(pair => pair.Count)
                .ThenBy(pair => pair.Pair.First, StringComparer.Ordinal)
                .ThenBy(pair => pair.Pair.Second, StringComparer.Ordinal)
                .FirstOrDefault();
            if (counts.Count < 2)
                break;
            merges.Add($"{counts.Pair.First} {counts.Pair.Second}");
            foreach (var word in cut)
            {
                for (var i = 0; i + 1 < word.Count; i++)
                {
                    if ((word[i], word[i + 1]) != counts.Pair)
                        continue;
                    word[i] = word[i][..^2] + word[i + 1];
                    word.RemoveAt(i + 1);
                }
            }
        }
        return [.. merges];
    }
}
