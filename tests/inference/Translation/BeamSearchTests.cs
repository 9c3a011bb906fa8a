using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Models.Translation;

namespace Rnn.Onnx.Inference.Tests.Translation;

/// <summary>The search alone, over probabilities that are made up.</summary>
[TestClass]
public sealed class BeamSearchTests
{
    private static readonly DecodingOptions Options = new() { MaximumLength = 6 };

    [TestMethod]
    public void Run_AnyOptions_FindsWhatThePlainSearchFinds()
    {
        int[] sources = [3, 1, 5, 2];
        for (var seed = 0; seed < 60; seed++)
        {
            var options = new DecodingOptions
            {
                BeamSize = 1 + (seed % 6),
                LengthPenalty = seed % 3,
                CoveragePenalty = seed % 2 * 0.3f,
                NoRepeatNgram = seed % 4,
                MaximumLength = seed % 5 == 0 ? 4 : 30,
                MaximumRatio = seed % 7 == 0 ? 0 : 1.5f,
                ReplaceUnknown = seed % 2 == 0,
                Best = 1 + (seed % 6 / 2),
            };
            var decoder = new TableDecoder(vocabulary: 5 + (seed % 20), sources, seed);
            var found = Search(decoder, sources, options);
            for (var text = 0; text < sources.Length; text++)
                AreEqual(PlainSearch.Run(decoder.Of(text), options), found[text], $"seed {seed}");
        }
    }

    [TestMethod]
    [DataRow(0f, 0f)]
    [DataRow(1f, 0f)]
    [DataRow(0.6f, 0.5f)]
    public void Run_BeamAsWideAsTheSpace_FindsTheBestOfAllTranslations(float length, float coverage)
    {
        // Of 3 words and the end, in up to 4 tokens, there are 121 translations and 81 that are cut.
        var options = Options with
        {
            BeamSize = 400,
            LengthPenalty = length,
            CoveragePenalty = coverage,
            MaximumLength = 4,
            ReplaceUnknown = false,
            Best = 121,
        };
        for (var seed = 0; seed < 5; seed++)
        {
            int[] sources = [3, 2];
            var decoder = new TableDecoder(vocabulary: 7, sources, seed);
            var found = Search(decoder, sources, options);
            for (var text = 0; text < sources.Length; text++)
            {
                var model = decoder.Of(text);
                var all = Everything(model, new([], 0), options)
                    .Select(lane => (lane.Tokens, PlainSearch.Score(model, lane, options)))
                    .OrderByDescending(ranked => ranked.Item2)
                    .ToArray();
                Assert.HasCount(121, all);
                AreEqual(all, found[text], $"seed {seed}");
            }
        }
    }

    [TestMethod]
    public void Run_BeamOfOne_TakesTheLikeliestTokenEachTime()
    {
        int[] sources = [4];
        for (var seed = 0; seed < 20; seed++)
        {
            var decoder = new TableDecoder(vocabulary: 30, sources, seed);
            var options = Options with { BeamSize = 1 };
            List<int> tokens = [];
            while (tokens.Count < options.MaximumLength && tokens is not [.., Vocabulary.End])
            {
                var likely = PlainSearch.LogProbabilities(decoder.Of(0), [.. tokens], options);
                tokens.Add(Array.IndexOf(likely, likely.Max()));
            }

            Assert.AreSequenceEqual(tokens, Search(decoder, sources, options)[0][0].Tokens);
        }
    }

    [TestMethod]
    public void Run_WiderBeams_NeverScoreBelowTheGreedyOne()
    {
        int[] sources = [4, 2, 6];
        for (var seed = 0; seed < 40; seed++)
        {
            var options = Options with { LengthPenalty = seed % 3, CoveragePenalty = seed % 2 };
            var decoder = new TableDecoder(vocabulary: 12, sources, seed);
            var greedy = Search(decoder, sources, options with { BeamSize = 1 });
            for (var size = 2; size < 6; size++)
            {
                decoder = new TableDecoder(vocabulary: 12, sources, seed);
                var found = Search(decoder, sources, options with { BeamSize = size });
                for (var text = 0; text < sources.Length; text++)
                    Assert.IsGreaterThanOrEqualTo(greedy[text][0].Score, found[text][0].Score);
            }
        }
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(4)]
    public void Run_TextsTogether_FindsWhatEachFindsAlone(int beam)
    {
        // Texts of many lengths end at many steps: they leave the batch in several goes.
        int[] sources = [.. Enumerable.Range(1, 20)];
        var options = new DecodingOptions { BeamSize = beam, MaximumRatio = 1 };
        var decoder = new TableDecoder(vocabulary: 9, sources, seed: 3)
        {
            Change = logits => logits[Vocabulary.End] -= 2,
        };
        var together = Search(decoder, sources, options);

        Assert.IsLessThan(20 * beam, decoder.Sizes[^1]); // some had left
        for (var text = 0; text < sources.Length; text++)
            AreEqual(PlainSearch.Run(decoder.Of(text), options), together[text], $"text {text}");
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    public void Run_NoRepeatNgram_HasEachRunOnce(int n)
    {
        int[] sources = [9];
        var decoder = new TableDecoder(vocabulary: 7, sources, seed: 1)
        {
            Change = logits => logits[Vocabulary.End] = -50,
        };
        var options = new DecodingOptions
        {
            NoRepeatNgram = n,
            BeamSize = 3,
            ReplaceUnknown = false,
        };
        var tokens = Search(decoder, sources, options)[0][0].Tokens;

        var runs = Enumerable
            .Range(0, tokens.Length - n + 1)
            .Select(i => string.Join(' ', tokens[i..(i + n)]))
            .ToArray();
        Assert.AreSequenceEqual(runs.Distinct(), runs);
        // With each of the three words used up, the end is all that is left.
        if (n == 1)
            Assert.HasCount(4, tokens);
    }

    [TestMethod]
    [DataRow(200L, 2f, 13)] // 2 * 4 + 5
    [DataRow(200L, 0.3f, 6)] // floor(1.2) + 5
    [DataRow(200L, 0f, 5)]
    [DataRow(3L, 2f, 3)]
    [DataRow(17L, float.MaxValue, 17)]
    public void Run_EndNeverProduced_IsCutAtTheLimit(long maximum, float ratio, int expected)
    {
        var options = new DecodingOptions { MaximumLength = maximum, MaximumRatio = ratio };
        foreach (var beam in new[] { 1, 5 })
        {
            var decoder = new TableDecoder(vocabulary: 20, [4], seed: 2)
            {
                Change = logits => logits[Vocabulary.End] = float.NegativeInfinity,
            };
            var (tokens, score) = Search(decoder, [4], options with { BeamSize = beam })[0][0];
            Assert.HasCount(expected, tokens);
            Assert.DoesNotContain(Vocabulary.End, tokens);
            Assert.IsTrue(float.IsFinite(score));
            Assert.HasCount(expected, decoder.Sizes);
        }
    }

    [TestMethod]
    public void Run_VocabularyOfNoWords_GivesEmptyTranslations()
    {
        var options = new DecodingOptions { BeamSize = 5, Best = 3 };
        var found = Search(new TableDecoder(4, [2], seed: 1, hasAttention: false), [2], options)[0];

        Assert.AreSequenceEqual([Vocabulary.End], found[0].Tokens);
        Assert.AreEqual(0, found[0].Score);
        // There is no second one.
        Assert.AreEqual((0, float.NegativeInfinity), (found[1].Tokens.Length, found[1].Score));
        Assert.HasCount(3, found);
    }

    [TestMethod]
    public void Run_NothingLeftToSay_IsDead()
    {
        var options = new DecodingOptions { BeamSize = 1, NoRepeatNgram = 1 };
        var decoder = new TableDecoder(6, [9], seed: 1)
        {
            Change = logits => logits[Vocabulary.End] = float.NegativeInfinity,
        };
        var (tokens, score) = Search(decoder, [9], options)[0][0];

        Assert.IsEmpty(tokens);
        Assert.AreEqual(float.NegativeInfinity, score);
    }

    [TestMethod]
    [DataRow(float.NaN, "NaN")]
    [DataRow(float.PositiveInfinity, "NaN")]
    public void Run_LogitsThatAreNoNumbers_AreRefused(float logit, string found)
    {
        var decoder = new TableDecoder(20, [2], seed: 1) { Change = logits => logits[9] = logit };
        var error = Assert.ThrowsExactly<InvalidInputException>(() => Search(decoder, [2], Options));
        Assert.AreEqual($"Model 'table': expected finite logits behind 0 tokens, found {found}.", error.Message);
    }

    [TestMethod]
    public void Run_Cancelled_StopsBetweenSteps()
    {
        using var stop = new CancellationTokenSource();
        var steps = 0;
        var decoder = new TableDecoder(20, [2], seed: 1)
        {
            Change = logits =>
            {
                logits[Vocabulary.End] = -50;
                if (++steps == 2)
                    stop.Cancel();
            },
        };
        var search = new BeamSearch(decoder, [2], new DecodingOptions { BeamSize = 1 });
        Assert.ThrowsExactly<OperationCanceledException>(() => search.Run(stop.Token));
        Assert.HasCount(2, decoder.Sizes);
    }

    private static (int[] Tokens, float Score)[][] Search(TableDecoder decoder, int[] sources, DecodingOptions options)
    {
        var search = new BeamSearch(decoder, sources, options.Validate());
        search.Run(CancellationToken.None);
        return
        [
            .. search.Beams.Select(beam =>
                beam.Ranked().Select(ranked => (Tokens(ranked.Hypothesis), ranked.Score)).ToArray()
            ),
        ];
    }

    private static int[] Tokens(Hypothesis hypothesis) => [.. hypothesis.Steps().Select(step => step.Token)];

    private static void AreEqual(
        IReadOnlyList<(int[] Tokens, float Score)> expected,
        IReadOnlyList<(int[] Tokens, float Score)> found,
        string what
    )
    {
        foreach (var (plain, fast) in expected.Zip(found))
        {
            Assert.AreSequenceEqual(plain.Tokens, fast.Tokens, what);
            Assert.AreEqual(plain.Score, fast.Score, 1e-4, what);
        }
    }

    // Every translation that begins with some tokens.
    private static IEnumerable<PlainLane> Everything(PlainModel model, PlainLane lane, DecodingOptions options)
    {
        if (lane.HasEnded || lane.Tokens.Length == options.MaximumLength)
            return [lane];
        return PlainSearch
            .LogProbabilities(model, lane.Tokens, options)
            .Index()
            .Where(next => !float.IsNegativeInfinity(next.Item))
            .SelectMany(next => Everything(model, new([.. lane.Tokens, next.Index], lane.Sum + next.Item), options));
    }
}
