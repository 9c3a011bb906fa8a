using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Models.Translation;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Inference.Tests.Translation;

/// <summary>The translator that searches by itself, against straight loops over the equations.</summary>
[TestClass]
public sealed class TranslatorGraphTests
{
    private static readonly string[] Texts = RandomTranslators.Texts;

    // Ends now and then, and not after the first token.
    private static readonly Seq2SeqWeights Weights = RandomTranslators.Create(
        new TranslatorForm { InputFeeding = true, Seed = 5 }
    );

    public static IEnumerable<object[]> Forms => from form in RandomTranslators.Forms select new object[] { form };

    [TestMethod]
    [DynamicData(nameof(Forms))]
    public void Run_EveryForm_TranslatesAsTheReference(object form)
    {
        var weights = RandomTranslators.Create((TranslatorForm)form);
        var hasAttention = weights.Attention != AttentionKind.None;
        using var run = new TranslatorRun(weights, new TranslatorOptions { Attention = hasAttention });
        foreach (var beam in new[] { 1, 2, 5 })
            run.AreEqual(Texts, new DecodingOptions { BeamSize = beam });
    }

    [TestMethod]
    public void Run_PenaltiesAndLimits_TranslatesAsTheReference()
    {
        using var run = new TranslatorRun(Weights, new TranslatorOptions { Attention = true });
        var different = new HashSet<string>();
        foreach (var beam in new[] { 1, 3, 8, 40 })
        {
            foreach (var length in new[] { 0f, 0.6f, 2 })
            foreach (var coverage in new[] { 0f, 0.3f })
            foreach (var (most, ratio) in new[] { (200L, 2f), (1, 2), (3, 2), (200, 0), (7, 0.4f), (200, 0.4f) })
            {
                var decoding = new DecodingOptions
                {
                    BeamSize = beam,
                    LengthPenalty = length,
                    CoveragePenalty = coverage,
                    MaximumLength = most,
                    MaximumRatio = ratio,
                };
                run.AreEqual(Texts, decoding);
                different.Add(string.Join('|', run.Run(Texts, decoding)["translation"].Strings));
            }
        }
        Assert.IsGreaterThan(20, different.Count, "the options have no effect here");
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(4)]
    public void Run_NoRunTwice_TranslatesAsTheReference(int ngram)
    {
        foreach (
            var form in new[]
            {
                new TranslatorForm { EndBias = -3 },
                new TranslatorForm { EndBias = -3, Seed = 9 },
            }
        )
        {
            var weights = RandomTranslators.Create(form);
            var decoding = new DecodingOptions { NoRepeatNgram = ngram, Best = 2 };
            using var free = new TranslatorRun(weights, new TranslatorOptions());
            using var run = new TranslatorRun(weights, new TranslatorOptions { Decoding = decoding });
            foreach (var beam in new[] { 1, 2, 6 })
            {
                var way = decoding with { BeamSize = Math.Max(beam, 2), MaximumLength = 30 };
                run.AreEqual(Texts, way);
                run.AreEqual(Texts, way with { BeamSize = beam });
                var found = run.Run(Texts, way)["translation"].Strings.Where((_, i) => i % 2 == 0);
                CollectionAssert.AreNotEqual(free.Run(Texts, way)["translation"].Strings, found.ToArray());
            }
        }
    }

    [TestMethod]
    public void Run_SeveralBest_AreThoseOfTheReference()
    {
        var options = new TranslatorOptions
        {
            Decoding = new() { BeamSize = 6, Best = 6 },
            Attention = true,
        };
        using var run = new TranslatorRun(Weights, options);
        run.AreEqual(Texts, options.Decoding);
        run.AreEqual(Texts, options.Decoding with { BeamSize = 30, CoveragePenalty = 0.2f });
    }

    [TestMethod]
    public void Run_FewerLanesThanBest_GivesEmptyTextsWithoutScore()
    {
        using var run = new TranslatorRun(Weights, new TranslatorOptions { Decoding = new() { Best = 4 } });
        foreach (var beam in new[] { 1, 2 })
            run.AreEqual(Texts, new DecodingOptions { BeamSize = beam });
    }

    [TestMethod]
    public void Run_UnknownTokens_BecomeThoseLookedAtOrNone()
    {
        float[] bias = [.. Weights.OutputBias];
        bias[Vocabulary.Unknown] += 4;
        var weights = Weights with { OutputBias = bias };
        string[] texts = ["Zebra ( Xylophon )", "Quark.", "Der Uhu - und 17 Eulen", ""];
        foreach (var replaces in new[] { true, false })
        {
            var options = new TranslatorOptions
            {
                Decoding = new() { ReplaceUnknown = replaces },
                Attention = true,
            };
            using var run = new TranslatorRun(weights, options);
            foreach (var beam in new[] { 1, 4 })
            {
                run.AreEqual(texts, new DecodingOptions { BeamSize = beam });
                var found = run.Run(texts, new DecodingOptions { BeamSize = beam });
                Assert.AreEqual(replaces, found["target_tokens"].Strings.Intersect(["zebra", "quark", "uhu"]).Any());
                Assert.DoesNotContain("<", string.Concat(found["translation"].Strings));
            }
        }
    }

    [TestMethod]
    public void Run_WithoutOptionalInputs_TakesTheDefaults()
    {
        var decoding = new DecodingOptions
        {
            BeamSize = 3,
            LengthPenalty = 0.3f,
            CoveragePenalty = 0.4f,
            MaximumLength = 9,
            MaximumRatio = 0.9f,
        };
        using var run = new TranslatorRun(Weights, new TranslatorOptions { Decoding = decoding });
        using var other = new TranslatorRun(Weights, new TranslatorOptions());

        var (expected, found) = (other.Run(Texts, decoding), run.Run(Texts));

        CollectionAssert.AreEqual(expected["translation"].Strings, found["translation"].Strings);
        CollectionAssert.AreEqual(expected["score"].Floats, found["score"].Floats);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(5)]
    public void Run_OneTextOrMany_GivesTheSameTranslations(int beam)
    {
        var options = new TranslatorOptions
        {
            Decoding = new() { BeamSize = beam, CoveragePenalty = 0.1f },
        };
        using var run = new TranslatorRun(Weights, options);
        string[] texts =
        [
            .. Enumerable.Range(0, 10).SelectMany(i => Texts.Select(text => text + " hund" + new string('!', i))),
        ];

        var together = run.Run(texts);

        foreach (var size in new[] { 1, 7, 64 })
        {
            foreach (var batch in Enumerable.Range(0, texts.Length).Chunk(size))
            {
                var found = run.Run([.. batch.Select(row => texts[row])]);
                for (var i = 0; i < batch.Length; i++)
                {
                    Assert.AreEqual(
                        together["translation"].Strings[batch[i]],
                        found["translation"].Strings[i],
                        texts[batch[i]]
                    );
                    Assert.AreEqual(
                        together["score"].Floats[batch[i]],
                        found["score"].Floats[i],
                        1e-4,
                        texts[batch[i]]
                    );
                }
            }
        }
    }

    [TestMethod]
    public void Run_WiderBeam_NeverScoresBelowGreedy()
    {
        foreach (var form in RandomTranslators.Forms)
        {
            using var run = new TranslatorRun(RandomTranslators.Create(form), new TranslatorOptions());
            foreach (var length in new[] { 0f, 1 })
            {
                var greedy = run.Run(Texts, new DecodingOptions { BeamSize = 1, LengthPenalty = length })[
                    "score"
                ].Floats;
                foreach (var beam in new[] { 2, 5, 12 })
                {
                    var options = new DecodingOptions { BeamSize = beam, LengthPenalty = length };
                    foreach (var (wide, one) in run.Run(Texts, options)["score"].Floats.Zip(greedy))
                        Assert.IsGreaterThanOrEqualTo(one - 1e-4f, wide, $"{form}, {options}");
                }
            }
        }
    }
}
