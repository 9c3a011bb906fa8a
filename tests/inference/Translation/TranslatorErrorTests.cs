using Rnn.Onnx.Inference.Translation;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Models.Translation;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Inference.Tests.Translation;

/// <summary>Files that do not belong together, and options that mean nothing.</summary>
[TestClass]
public sealed class TranslatorErrorTests
{
    private static readonly Seq2SeqWeights Weights = RandomTranslators.Create(new TranslatorForm());
    private static readonly (ModelFile Encoder, ModelFile Decoder) Files = TranslatorFiles.Create(Weights);

    [TestMethod]
    public void Load_FolderWithBothFiles_Translates()
    {
        using var folder = new TemporaryFolder();
        Files.Encoder.Save(folder[Translator.EncoderFile]);
        Files.Decoder.Save(folder[Translator.DecoderFile]);

        using var translator = Translator.Load(folder.Path, TranslatorFiles.Cpu);

        Assert.IsNotEmpty(translator.Translate(["hund"])[0].Text);
    }

    [TestMethod]
    [DataRow(Translator.EncoderFile)]
    [DataRow(Translator.DecoderFile)]
    public void Load_FolderWithoutAFile_NamesIt(string missing)
    {
        using var folder = new TemporaryFolder();
        Files.Encoder.Save(folder[Translator.EncoderFile]);
        Files.Decoder.Save(folder[Translator.DecoderFile]);
        File.Delete(folder[missing]);

        var error = Assert.ThrowsExactly<InvalidInputException>(() =>
            Translator.Load(folder.Path, TranslatorFiles.Cpu)
        );

        Assert.AreEqual($"'{folder[missing]}' can not be opened: expected an ONNX file, found none.", error.Message);
    }

    [TestMethod]
    public void Create_CardWithoutTarget_IsRefused()
    {
        var card = Files.Encoder.Card!;
        foreach (
            var other in new[]
            {
                card with
                {
                    Target = null,
                },
                card with
                {
                    Text = null,
                },
                card with
                {
                    Task = ModelCard.ClassificationTask,
                },
            }
        )
        {
            Expect(
                $"Model 'encoder': expected the encoder of a translator, with a card that says how texts become tokens and tokens become texts, found the task {other.Task}.",
                Files.Encoder.WithCard(other),
                Files.Decoder
            );
        }
    }

    [TestMethod]
    public void Create_FilesInEachOthersPlace_AreRefused()
    {
        Expect(
            "Model 'decoder': expected the decoder of a translator, h_in to logits, found input_ids: Int64 [batch, source], attention_mask: Int64 [batch, source] -> encoder_hidden_states: Float [batch, source, 10], encoder_keys: Float [batch, source, 8], h_out: Float [batch, 1, 8].",
            Files.Encoder,
            Files.Encoder
        );
        var decoder = Files.Decoder.WithCard(Files.Encoder.Card!);
        Expect(
            "Model 'encoder': expected the encoder of a translator, attention_mask to h_out, found ",
            decoder,
            Files.Decoder,
            isWhole: false
        );
    }

    [TestMethod]
    public void Create_SizesOfTwoTranslators_AreNamed()
    {
        const string Both =
            "Models 'encoder' and 'decoder': expected an encoder and a decoder of the same translator, found";
        Differs(
            new TranslatorForm { DecoderHidden = 16 },
            $"{Both} encoder_keys: Float [batch, source, 8] beside encoder_keys: Float [batch, source, 16]."
        );
        Differs(
            new TranslatorForm { EncoderHidden = 4 },
            $"{Both} encoder_hidden_states: Float [batch, source, 10] beside encoder_hidden_states: Float [batch, source, 8]."
        );
        Differs(
            new TranslatorForm { Layers = 2 },
            $"{Both} h_out: Float [batch, 1, 8] beside h_in: Float [rows, 2, 8]."
        );
        Differs(
            new TranslatorForm(Models.Recurrent.CellKind.Lstm),
            $"{Both} no c_out beside c_in: Float [rows, 1, 8]."
        );
        Differs(
            new TranslatorForm(Attention: AttentionKind.None),
            $"{Both} encoder_keys: Float [batch, source, 8] beside no encoder_keys."
        );

        static void Differs(TranslatorForm form, string message) =>
            Expect(message, Files.Encoder, TranslatorFiles.Create(RandomTranslators.Create(form)).Decoder);
    }

    [TestMethod]
    public void Create_AnotherTargetVocabulary_IsRefused()
    {
        var card = Files.Encoder.Card!;
        var other = card with { Target = card.Target! with { Vocabulary = Vocabulary.Special } };
        Expect(
            $"Models 'encoder' and 'decoder': expected logits of the 4 tokens of the card's target, found logits: Float [batch, lanes, {RandomTranslators.Target.Vocabulary.Count}].",
            Files.Encoder.WithCard(other),
            Files.Decoder
        );
    }

    [TestMethod]
    public void Translate_OptionsOutOfRange_AreNamed()
    {
        Refuses("Option beam-size: expected 1 or more, found 0.", new() { BeamSize = 0 });
        Refuses("Option best: expected 2 or less, the beam size, found 3.", new() { BeamSize = 2, Best = 3 });
        Refuses("Option best: expected 1 or more, found 0.", new() { Best = 0 });
        Refuses("Option max-length: expected 1 or more, found 0.", new() { MaximumLength = 0 });
        Refuses("Option batch: expected 1 or more, found 0.", new(), batchSize: 0);
    }

    [TestMethod]
    public void Translate_CoverageWithoutAttention_IsRefused()
    {
        using var loaded = TranslatorFiles.Load(
            RandomTranslators.Create(new TranslatorForm(Attention: AttentionKind.None))
        );
        var error = Assert.ThrowsExactly<InvalidInputException>(() =>
            loaded.Translator.Translate(["hund"], new() { CoveragePenalty = 0.5f })
        );
        Assert.AreEqual(
            "Option coverage-penalty: expected 0 for model 'decoder', which has no attention, found 0.5.",
            error.Message
        );
    }

    [TestMethod]
    public void Translate_WeightsThatAreNoNumbers_AreRefused()
    {
        float[] bias = [.. Weights.OutputBias];
        bias[7] = float.NaN;
        using var loaded = TranslatorFiles.Load(Weights with { OutputBias = bias });
        var error = Assert.ThrowsExactly<InvalidInputException>(() => loaded.Translator.Translate(["hund"]));
        Assert.AreEqual("Model 'decoder': expected finite logits behind 0 tokens, found NaN.", error.Message);
    }

    [TestMethod]
    public void Dispose_ModelsOfOthers_LeavesThemOpen()
    {
        using var encoder = SequenceModel.From(Files.Encoder, "encoder", TranslatorFiles.Cpu);
        using var decoder = SequenceModel.From(Files.Decoder, "decoder", TranslatorFiles.Cpu);
        using (var translator = new Translator(encoder, decoder))
            Assert.IsNotEmpty(translator.Translate(["hund"]));
        using var again = new Translator(encoder, decoder);
        Assert.IsNotEmpty(again.Translate(["hund"]));
    }

    private static void Refuses(string message, DecodingOptions options, int batchSize = 32)
    {
        using var loaded = TranslatorFiles.Load(Weights);
        var error = Assert.ThrowsExactly<InvalidInputException>(() =>
            loaded.Translator.TranslateBest(["hund"], options, batchSize)
        );
        Assert.AreEqual(message, error.Message);
    }

    private static void Expect(string message, ModelFile encoder, ModelFile decoder, bool isWhole = true)
    {
        using var first = SequenceModel.From(encoder, "encoder", TranslatorFiles.Cpu);
        using var second = SequenceModel.From(decoder, "decoder", TranslatorFiles.Cpu);
        var error = Assert.ThrowsExactly<InvalidInputException>(() => new Translator(first, second));
        if (isWhole)
            Assert.AreEqual(message, error.Message);
        else
            Assert.StartsWith(message, error.Message);
    }
}
