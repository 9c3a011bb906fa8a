using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Models.Translation;
using Rnn.Onnx.Pipelines.Trainers;
using Rnn.Onnx.Training.Export;

namespace Rnn.Onnx.Pipelines.Tests.Translation;

/// <summary>What the file of a translator finds is what the module and the rule of the search find.</summary>
[TestClass]
public sealed class TranslatorExportTests
{
    private static readonly TextFeaturizer Source = Words(["ein", "zwei", "drei", "hund", "katze", "haus", "."]);
    private static readonly TextFeaturizer Target = Words(["one", "two", "dog", "cat", "house"]);

    public static IEnumerable<string> Names => SampleTranslators.All.Keys;

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Translator_ModelsOfAllKinds_AreReproducedByTheRuntime(string name)
    {
        using var model = SampleTranslators.Create(SampleTranslators.All[name]);

        var parity = VerifiedExport.Demand(OnnxExporter.Translator(model, Source, Target));

        Assert.AreEqual(6, parity.Probes);
        Assert.IsGreaterThan(0, parity.LargestAbsolute, "Nothing was compared.");
    }

    [TestMethod]
    public void Translator_SeveralTranslationsWithPenalties_AreReproducedByTheRuntime()
    {
        using var model = SampleTranslators.Create(SampleTranslators.All["lstm, additive, 2 layers"]);
        var options = new TranslatorOptions
        {
            Decoding = new DecodingOptions
            {
                Best = 3,
                LengthPenalty = 0.6f,
                CoveragePenalty = 0.2f,
                NoRepeatNgram = 2,
                ReplaceUnknown = false,
            },
            Attention = true,
        };

        var parity = VerifiedExport.Demand(OnnxExporter.Translator(model, Source, Target, options));

        Assert.AreEqual(6, parity.Probes);
    }

    [TestMethod]
    public void Translator_OtherVocabularies_SaysWhichIsWrong()
    {
        using var model = SampleTranslators.Create(SampleTranslators.All["gru, general"]);

        var error = Assert.ThrowsExactly<InvalidInputException>(() => OnnxExporter.Translator(model, Target, Target));

        Assert.AreEqual(
            "Translator: expected a source featurizer of 11 tokens, as the model has, found 9.",
            error.Message
        );
    }

    private static TextFeaturizer Words(string[] words) =>
        new(new TextOptions { LowerCase = true }, new Vocabulary([.. Vocabulary.Special, .. words]));
}
