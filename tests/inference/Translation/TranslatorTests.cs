using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Models.Translation;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Inference.Tests.Translation;

/// <summary>The encoder and decoder files, searched from C#, against the equations and the plain search.</summary>
[TestClass]
public sealed class TranslatorTests
{
    private static readonly Seq2SeqWeights Weights = RandomTranslators.Create(new TranslatorForm());
    private static readonly LoadedTranslator Loaded = TranslatorFiles.Load(Weights);

    public static IEnumerable<object[]> Forms => from form in RandomTranslators.Forms select new object[] { form };

    [ClassCleanup]
    public static void DisposeModels() => Loaded.Dispose();

    [TestMethod]
    [DynamicData(nameof(Forms))]
    public void TranslateBest_AnyModel_FindsWhatTheEquationsSay(object form)
    {
        var weights = RandomTranslators.Create((TranslatorForm)form);
        using var loaded = TranslatorFiles.Load(weights);
        var hasAttention = weights.Attention != AttentionKind.None;
        foreach (var beam in new[] { 1, 3 })
        {
            var options = new DecodingOptions
            {
                BeamSize = beam,
                Best = (beam + 1) / 2,
                MaximumLength = 9,
                NoRepeatNgram = 2,
                CoveragePenalty = hasAttention ? 0.2f : 0,
            };
            var found = loaded.Translator.TranslateBest(RandomTranslators.Texts, options, batchSize: 4);
            foreach (var (text, translations) in RandomTranslators.Texts.Zip(found))
            {
                Assert.HasCount(options.Best, translations);
                if (string.IsNullOrWhiteSpace(text))
                    continue;
                var expected = PlainSearch.Run(TranslatorFiles.Plain(weights, text), options);
                for (var i = 0; i < options.Best; i++)
                {
                    Assert.AreEqual(expected[i].Score, translations[i].Score, 1e-4, text);
                    Assert.HasCount(
                        expected[i].Tokens.Count(id => id != Vocabulary.End),
                        translations[i].Tokens!,
                        text
                    );
                    foreach (var (id, token) in expected[i].Tokens.Zip(translations[i].Tokens!))
                    {
                        if (id != Vocabulary.Unknown)
                            Assert.AreEqual(RandomTranslators.Target.Vocabulary.Tokens[id], token, text);
                    }
                }
            }
        }
    }

    [TestMethod]
    [DataRow(CellKind.Gru, 1)]
    [DataRow(CellKind.Lstm, 4)]
    [DataRow(CellKind.ElmanTanh, 1)]
    public void Translate_ManyTexts_DoNotDependOnEachOther(CellKind cell, int beam)
    {
        var form = new TranslatorForm(cell) { InputFeeding = cell == CellKind.Lstm };
        using var loaded = TranslatorFiles.Load(RandomTranslators.Create(form));
        string[] texts = Texts(200);
        var options = new DecodingOptions { BeamSize = beam };
        var alone = loaded.Translator.Translate(texts, options, batchSize: 1);

        foreach (var size in new[] { 7, 64 })
        {
            var together = loaded.Translator.Translate(texts, options, size);
            foreach (var (expected, found) in alone.Zip(together))
            {
                Assert.AreSequenceEqual(expected.Tokens!, found.Tokens!);
                Assert.AreEqual(expected.Text, found.Text);
                Assert.AreEqual(expected.Score, found.Score, 1e-4);
                Assert.AreSequenceEqual(expected.SourceTokens!, found.SourceTokens!);
            }
        }
        Assert.IsGreaterThan(50, alone.Select(translation => translation.Text).Distinct().Count());
    }

    [TestMethod]
    public void Translate_Attention_IsOfEachTokenOverTheSource()
    {
        foreach (var translation in Loaded.Translator.Translate(RandomTranslators.Texts))
        {
            Assert.HasCount(translation.Tokens!.Count, translation.Attention!);
            foreach (var shares in translation.Attention!)
            {
                Assert.HasCount(translation.SourceTokens!.Count, shares);
                Assert.AreEqual(1, shares.Sum(), 1e-5);
            }
        }
    }

    [TestMethod]
    public void Translate_ModelWithoutAttention_TellsNone()
    {
        using var loaded = TranslatorFiles.Load(
            RandomTranslators.Create(new TranslatorForm(CellKind.Gru, AttentionKind.None))
        );
        Assert.IsTrue(
            loaded.Translator.Translate(["hund", "xylophon"]).All(translation => translation.Attention is null)
        );
    }

    [TestMethod]
    public void Translate_UnknownWords_BecomeWhatWasLookedAtMost()
    {
        float[] bias = [.. Weights.OutputBias];
        bias[Vocabulary.Unknown] += 100;
        using var loaded = TranslatorFiles.Load(Weights with { OutputBias = bias });
        var found = loaded.Translator.Translate(["Der Yeti läuft im Xylophon"], new() { MaximumLength = 4 })[0];

        Assert.AreSequenceEqual(["der", "yeti", "läuft", "im", "xylophon"], found.SourceTokens!);
        Assert.HasCount(4, found.Tokens!);
        foreach (var (token, shares) in found.Tokens!.Zip(found.Attention!))
            Assert.AreEqual(found.SourceTokens![shares.Index().MaxBy(share => share.Item).Index], token);
        var known = loaded.Translator.Translate(["der yeti"], new() { ReplaceUnknown = false })[0];
        Assert.IsTrue(known.Tokens!.All(token => RandomTranslators.Target.Vocabulary.Id(token) != Vocabulary.Unknown));
    }

    [TestMethod]
    public void Translate_NoTextsOrNoTokens_GivesNothing()
    {
        Assert.IsEmpty(Loaded.Translator.Translate([]));
        foreach (
            var options in new DecodingOptions[]
            {
                new() { BeamSize = 1 },
                new() { Best = 3 },
            }
        )
        {
            foreach (var best in Loaded.Translator.TranslateBest(["", " \t\u00a0\n"], options))
            {
                Assert.HasCount(options.Best, best);
                foreach (var translation in best)
                {
                    Assert.AreEqual(("", 0f), (translation.Text, translation.Score));
                    Assert.IsEmpty(translation.Tokens!);
                }
            }
        }
    }

    [TestMethod]
    public void Translate_SourceOfAThousandWords_EndsAtTheLimit()
    {
        var text = string.Join(' ', Enumerable.Repeat("hund katze", 500));
        float[] bias = [.. Weights.OutputBias];
        bias[Vocabulary.End] = -1000;
        using var loaded = TranslatorFiles.Load(Weights with { OutputBias = bias });

        var found = loaded.Translator.Translate([text, "hund"]);

        Assert.HasCount(200, found[0].Tokens!);
        Assert.HasCount(1000, found[0].SourceTokens!);
        Assert.HasCount(7, found[1].Tokens!);
    }

    [TestMethod]
    public void Translate_FromManyThreads_IsTheSame()
    {
        string[] texts = Texts(20);
        var expected = Loaded.Translator.Translate(texts).Select(translation => translation.Text).ToArray();
        var found = new string[6][];
        Parallel.For(
            0,
            found.Length,
            i =>
                found[i] = [
                    .. Loaded.Translator.Translate(texts, batchSize: i + 1).Select(translation => translation.Text),
                ]
        );

        foreach (var one in found)
            Assert.AreSequenceEqual(expected, one);
    }

    [TestMethod]
    public async Task StreamAsync_Pieces_AreTheGreedyTranslation()
    {
        foreach (var text in RandomTranslators.Texts)
        {
            var pieces = new List<string>();
            await foreach (var piece in Loaded.Translator.StreamAsync(text))
                pieces.Add(piece);

            var whole = Loaded.Translator.Translate([text], new() { BeamSize = 1 })[0];
            Assert.AreEqual(whole.Text, string.Concat(pieces));
            Assert.HasCount(whole.Tokens!.Count, pieces);
        }
    }

    [TestMethod]
    public async Task StreamAsync_Cancelled_Stops()
    {
        using var stop = new CancellationTokenSource();
        var pieces = new List<string>();
        await Assert.ThrowsAsync<OperationCanceledException>(async () =>
        {
            await foreach (var piece in Loaded.Translator.StreamAsync(RandomTranslators.Texts[4], null, stop.Token))
            {
                pieces.Add(piece);
                await stop.CancelAsync();
            }
        });
        Assert.HasCount(1, pieces);
        Assert.ThrowsExactly<OperationCanceledException>(() =>
            Loaded.Translator.Translate(RandomTranslators.Texts, cancel: stop.Token)
        );
    }

    /// <summary>Sentences of 1 to 12 words, known and unknown ones.</summary>
    internal static string[] Texts(int count)
    {
        var random = new Random(11);
        string[] words = [.. RandomTranslators.Source.Vocabulary.Tokens.Skip(4), "yeti", "xylophon"];
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(_ =>
                    string.Join(
                        ' ',
                        Enumerable.Range(0, 1 + random.Next(12)).Select(_ => words[random.Next(words.Length)])
                    )
                ),
        ];
    }
}
