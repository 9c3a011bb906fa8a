using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Models.Translation;

namespace Rnn.Onnx.Models.Tests.Translation;

/// <summary>The names of the single file, and what no graph can be made of.</summary>
[TestClass]
public sealed class TranslatorGraphTests
{
    private static readonly Seq2SeqWeights Weights = RandomTranslators.Create(new TranslatorForm());
    private static readonly TextFeaturizer Source = RandomTranslators.Source;
    private static readonly TextFeaturizer Target = RandomTranslators.Target;

    [TestMethod]
    public void Create_EveryOutput_HasItsNameShapeAndMeaning()
    {
        var options = new TranslatorOptions
        {
            Attention = true,
            Decoding = new() { Best = 3 },
        };
        var file = TranslatorGraph.Create(Weights, Source, Target, options).Build();

        Assert.AreEqual("text: String [batch, 1]", string.Join(", ", file.Inputs));
        Assert.AreEqual(
            "beam_size: Int64 [1], length_penalty: Float [1], coverage_penalty: Float [1], max_length: Int64 [1], max_ratio: Float [1]",
            string.Join(", ", file.OptionalInputs)
        );
        Assert.AreEqual(
            "translation: String [batch, 3], score: Float [batch, 3], attention: Float [batch, target, source], source_tokens: String [batch, source], target_tokens: String [batch, target]",
            string.Join(", ", file.Outputs)
        );
        CollectionAssert.AreEquivalent(
            file.Inputs.Concat(file.OptionalInputs).Concat(file.Outputs).Select(value => value.Name).ToArray(),
            TranslatorGraph.Meanings.Keys.ToArray()
        );
        Assert.AreEqual(20, file.Opset);
        Assert.IsEmpty(file.Check());
    }

    [TestMethod]
    public void Create_WithoutAttention_HasNoCoverage()
    {
        var weights = RandomTranslators.Create(new TranslatorForm(CellKind.Lstm, AttentionKind.None));
        var options = new TranslatorOptions { RequiredInputs = true };
        var file = TranslatorGraph.Create(weights, Source, Target, options).Build();
        Assert.AreEqual(
            "text: String [batch, 1], beam_size: Int64 [1], length_penalty: Float [1], max_length: Int64 [1], max_ratio: Float [1]",
            string.Join(", ", file.Inputs)
        );
        Assert.AreEqual("translation: String [batch, 1], score: Float [batch, 1]", string.Join(", ", file.Outputs));
    }

    [TestMethod]
    public void Create_TwiceTheSame_GivesTheSameBytes() =>
        CollectionAssert.AreEqual(
            TranslatorGraph.Create(Weights, Source, Target).Build().ToBytes(),
            TranslatorGraph.Create(Weights, Source, Target).Build().ToBytes()
        );

    [TestMethod]
    public void Create_OptionsThatMeanNothing_AreRefused()
    {
        var none = RandomTranslators.Create(new TranslatorForm(CellKind.Gru, AttentionKind.None));
        Expect(
            Weights,
            new TranslatorOptions { Decoding = new() { BeamSize = 0 } },
            "Option beam-size: expected 1 or more, found 0."
        );
        Expect(
            Weights,
            new TranslatorOptions { Decoding = new() { Best = 6 } },
            "Option best: expected 5 or less, the beam size, found 6."
        );
        Expect(
            none,
            new TranslatorOptions { Attention = true },
            "Option attention: expected no for a model without attention, found yes."
        );
        Expect(
            none,
            new TranslatorOptions { Decoding = new() { CoveragePenalty = 0.5f } },
            "Option coverage-penalty: expected 0 for a model without attention, found 0.5."
        );
    }

    [TestMethod]
    public void Create_FeaturizersThatDoNotFit_AreRefused()
    {
        var composing = new TextFeaturizer(new TextOptions { Compose = true }, Source.Vocabulary);
        var error = Assert.ThrowsExactly<InvalidInputException>(() =>
            TranslatorGraph.Create(Weights, composing, Target)
        );
        StringAssert.StartsWith(error.Message, "Option compose: expected no");
        var wrong = Assert.ThrowsExactly<ArgumentException>(() => TranslatorGraph.Create(Weights, Target, Target));
        StringAssert.StartsWith(wrong.Message, "The source's vocabulary: expected 17 tokens, found 20.");
        wrong = Assert.ThrowsExactly<ArgumentException>(() => TranslatorGraph.Create(Weights, Source, Source));
        StringAssert.StartsWith(wrong.Message, "The target's vocabulary: expected 20 tokens, found 17.");
    }

    private static void Expect(Seq2SeqWeights weights, TranslatorOptions options, string message)
    {
        var error = Assert.ThrowsExactly<InvalidInputException>(() =>
            TranslatorGraph.Create(weights, Source, Target, options)
        );
        Assert.AreEqual(message, error.Message);
    }
}
