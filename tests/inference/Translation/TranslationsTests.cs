using Rnn.Onnx.Inference.Translation;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Translation;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Inference.Tests.Translation;

/// <summary>The file that searches by itself, beside the two files searched from C#.</summary>
[TestClass]
public sealed class TranslationsTests
{
    private static readonly Seq2SeqWeights Weights = RandomTranslators.Create(new TranslatorForm());

    public static IEnumerable<object[]> Forms => from form in RandomTranslators.Forms select new object[] { form };

    [TestMethod]
    [DynamicData(nameof(Forms))]
    public void BestOf_AnyModel_IsWhatTheTwoFilesGive(object form)
    {
        var weights = RandomTranslators.Create((TranslatorForm)form);
        var hasAttention = weights.Attention != AttentionKind.None;
        var decoding = new DecodingOptions { Best = 2, NoRepeatNgram = 3 };
        using var model = Load(weights, new TranslatorOptions { Decoding = decoding, Attention = hasAttention });
        using var pair = TranslatorFiles.Load(weights);
        foreach (var beam in new[] { 2, 5 })
        {
            var options = decoding with
            {
                BeamSize = beam,
                LengthPenalty = 0.7f,
                CoveragePenalty = hasAttention ? 0.4f : 0,
                MaximumLength = 11,
                MaximumRatio = 1.5f,
            };
            var expected = pair.Translator.TranslateBest(RandomTranslators.Texts, options, batchSize: 3);
            var found = Translations.BestOf(model, RandomTranslators.Texts, options, batchSize: 4);
            foreach (var (pairs, whole) in expected.Zip(found))
            {
                Assert.HasCount(2, whole);
                foreach (var (one, other) in pairs.Zip(whole))
                {
                    Assert.AreEqual(one.Text, other.Text);
                    Assert.AreEqual(one.Score, other.Score, 1e-4);
                }
                if (hasAttention)
                    AreEqual(pairs[0], whole[0]);
            }
        }
    }

    [TestMethod]
    [DataRow(CellKind.Gru, 1)]
    [DataRow(CellKind.Gru, 5)]
    [DataRow(CellKind.Lstm, 3)]
    public void Of_ManyTexts_AreThoseOfTheTwoFilesInAnyBatch(CellKind cell, int beam)
    {
        var weights = RandomTranslators.Create(new TranslatorForm(cell) { EndBias = 0.5f });
        using var model = Load(weights, new TranslatorOptions { Attention = true });
        using var pair = TranslatorFiles.Load(weights);
        string[] texts = [.. TranslatorTests.Texts(200), ""];
        var options = new DecodingOptions { BeamSize = beam };
        var expected = pair.Translator.Translate(texts, options);
        foreach (var size in new[] { 1, 7, 64 })
        {
            foreach (var (one, other) in expected.Zip(Translations.Of(model, texts, options, size)))
                AreEqual(one, other);
        }
    }

    [TestMethod]
    public void Of_NoOptions_TakesTheDefaultsOfTheFile()
    {
        var greedy = new DecodingOptions { BeamSize = 1, MaximumLength = 6 };
        using var model = Load(Weights, new TranslatorOptions { Decoding = greedy });
        using var pair = TranslatorFiles.Load(Weights);
        AreSame(
            pair.Translator.Translate(RandomTranslators.Texts, greedy),
            Translations.Of(model, RandomTranslators.Texts)
        );

        using var needy = Load(Weights, new TranslatorOptions { Decoding = greedy, RequiredInputs = true });
        AreSame(pair.Translator.Translate(RandomTranslators.Texts), Translations.Of(needy, RandomTranslators.Texts));
        AreSame(
            pair.Translator.Translate(RandomTranslators.Texts, greedy),
            Translations.Of(needy, RandomTranslators.Texts, greedy)
        );
    }

    [TestMethod]
    public void Of_FileThatDoesNotTell_HasNoTokens()
    {
        using var model = Load(Weights, new TranslatorOptions());
        var found = Translations.Of(model, ["hund"])[0];
        Assert.IsNull(found.Tokens);
        Assert.IsNull(found.SourceTokens);
        Assert.IsNull(found.Attention);
        Assert.IsEmpty(Translations.Of(model, []));
    }

    [TestMethod]
    public void Of_OtherFiles_AreRefused()
    {
        using var forecaster = SequenceModel.From(RandomForecasters.Create(), "births.onnx", TranslatorFiles.Cpu);
        Refuses(
            "Model 'births.onnx': expected a translator of texts with a card, found the task of no card and the inputs ",
            forecaster,
            new()
        );
        var file = TranslatorFiles.Create(Weights).Encoder;
        using var encoder = SequenceModel.From(file, "encoder", TranslatorFiles.Cpu);
        Refuses(
            $"Model 'encoder': expected a translator of texts with a card, found the task {ModelCard.TranslationEncoderTask} and the inputs input_ids, attention_mask.",
            encoder,
            new()
        );
    }

    [TestMethod]
    public void Of_OptionsThatMeanNothing_AreNamed()
    {
        using var model = Load(
            RandomTranslators.Create(new TranslatorForm(Attention: AttentionKind.None)),
            new TranslatorOptions()
        );
        Refuses("Option beam-size: expected 1 or more, found 0.", model, new() { BeamSize = 0 });
        Refuses("Option batch: expected 1 or more, found -1.", model, new(), batchSize: -1);
        Refuses(
            "Option coverage-penalty: expected 0 for model 'translator', which has no attention, found 0.5.",
            model,
            new() { CoveragePenalty = 0.5f }
        );
    }

    [TestMethod]
    public void Of_Cancelled_Stops()
    {
        using var model = Load(Weights, new TranslatorOptions());
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.ThrowsExactly<OperationCanceledException>(() =>
            Translations.Of(model, RandomTranslators.Texts, cancel: stop.Token)
        );
    }

    private static SequenceModel Load(Seq2SeqWeights weights, TranslatorOptions options) =>
        SequenceModel.From(
            RandomTranslatorFiles.Whole(weights, RandomTranslators.Source, RandomTranslators.Target, options),
            "translator",
            TranslatorFiles.Cpu
        );

    private static void Refuses(string message, SequenceModel model, DecodingOptions options, int batchSize = 32)
    {
        var error = Assert.ThrowsExactly<InvalidInputException>(() =>
            Translations.Of(model, ["hund"], options, batchSize)
        );
        Assert.StartsWith(message, error.Message);
    }

    private static void AreSame(IReadOnlyList<TranslatedText> expected, IReadOnlyList<TranslatedText> found)
    {
        Assert.AreSequenceEqual(expected.Select(one => one.Text), found.Select(one => one.Text));
        foreach (var (one, other) in expected.Zip(found))
            Assert.AreEqual(one.Score, other.Score, 1e-4);
    }

    private static void AreEqual(TranslatedText expected, TranslatedText found)
    {
        Assert.AreEqual(expected.Text, found.Text);
        Assert.AreEqual(expected.Score, found.Score, 1e-4);
        Assert.AreSequenceEqual(expected.Tokens!, found.Tokens!);
        Assert.AreSequenceEqual(expected.SourceTokens!, found.SourceTokens!);
        Assert.HasCount(expected.Attention!.Count, found.Attention!);
        foreach (var (one, other) in expected.Attention!.Zip(found.Attention!))
        {
            Assert.HasCount(one.Count, other);
            foreach (var (share, same) in one.Zip(other))
                Assert.AreEqual(share, same, 1e-4);
        }
    }
}
