using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Translation;

namespace Rnn.Onnx.Models.Tests.Translation;

/// <summary>Each size that does not fit is told in one sentence.</summary>
[TestClass]
public sealed class Seq2SeqWeightsTests
{
    private static readonly Seq2SeqWeights General = RandomTranslators.Create(new TranslatorForm());

    private static readonly Seq2SeqWeights Additive = RandomTranslators.Create(
        new TranslatorForm(CellKind.Lstm, AttentionKind.Additive) { Layers = 2, InputFeeding = true }
    );

    [TestMethod]
    public void Validate_EveryForm_Passes()
    {
        foreach (var form in RandomTranslators.Forms)
        {
            var weights = RandomTranslators.Create(form);
            Assert.AreSame(weights, weights.Validate());
        }
    }

    [TestMethod]
    public void Validate_WrongSize_TellsWhichAndWhatItNeeds()
    {
        Expect(General with { Encoder = [] }, "Encoder layers of a translator: expected 1, found 0.");
        Expect(
            Additive with
            {
                Decoder = [Additive.Decoder[0]],
            },
            "Decoder layers of a translator: expected 2, found 1."
        );
        Expect(
            General with
            {
                Decoder = General.Encoder,
            },
            "Decoder layers of one direction of a translator: expected 1, found 0."
        );
        Expect(
            Additive with
            {
                Decoder = [Additive.Decoder[0], Additive.Decoder[0]],
            },
            "Decoder layers like the first of a translator: expected 2, found 1."
        );
        Expect(
            Additive with
            {
                Encoder = [Additive.Encoder[0], General.Encoder[0]],
            },
            "Encoder layers like the first of a translator: expected 2, found 1."
        );
        Expect(
            Additive with
            {
                Decoder = [Additive.Decoder[0], General.Decoder[0]],
            },
            "Decoder layers like the first of a translator: expected 2, found 1."
        );
        Expect(
            Additive with
            {
                Encoder = [General.Encoder[0], General.Encoder[0]],
            },
            "Encoder layers like the first of a translator: expected 2, found 1."
        );
        Expect(
            General with
            {
                SourceEmbedding = new float[3 * 6],
            },
            "Rows of the source embedding of a translator: expected 4, found 3."
        );
        Expect(
            General with
            {
                SourceEmbedding = new float[100],
            },
            "SourceEmbedding of a translator: expected 96, found 100."
        );
        Expect(General with { OutputBias = new float[3] }, "OutputBias of a translator: expected 4, found 3.");
        Expect(General with { BridgeHidden = new float[79] }, "BridgeHidden of a translator: expected 80, found 79.");
        Expect(
            General with
            {
                BridgeHiddenBias = new float[7],
            },
            "BridgeHiddenBias of a translator: expected 8, found 7."
        );
        Expect(General with { BridgeCell = [1] }, "BridgeCell of a translator: expected 0, found 1.");
        Expect(Additive with { BridgeCell = null }, "BridgeCell of a translator: expected 320, found 0.");
        Expect(Additive with { BridgeCellBias = null }, "BridgeCellBias of a translator: expected 16, found 0.");
        Expect(
            General with
            {
                TargetEmbedding = new float[5],
            },
            "TargetEmbedding of a translator: expected 120, found 5."
        );
        Expect(General with { Output = [1] }, "Output of a translator: expected 140, found 1.");
        Expect(General with { Output = null }, "Output of a translator: expected 140, found 120.");
        Expect(General with { Combine = [1, 2] }, "Combine of a translator: expected 126, found 2.");
        Expect(General with { Key = null }, "Key of a translator: expected 80, found 0.");
        Expect(General with { Query = [1] }, "Query of a translator: expected 0, found 1.");
        Expect(General with { Energy = [1] }, "Energy of a translator: expected 0, found 1.");
        Expect(Additive with { Energy = null }, "Energy of a translator: expected 1, found 0.");
        Expect(Additive with { Query = [1] }, "Query of a translator: expected 72, found 1.");
        Expect(
            General with
            {
                Attention = AttentionKind.Dot,
                Key = null,
            },
            "Hidden units of the decoder of a translator: expected 10, found 8."
        );
    }

    private static void Expect(Seq2SeqWeights weights, string message)
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => weights.Validate());
        StringAssert.StartsWith(error.Message, message);
        Assert.ThrowsExactly<ArgumentException>(() => TranslationEncoderGraph.Create(weights));
        Assert.ThrowsExactly<ArgumentException>(() => TranslationDecoderGraph.Create(weights));
    }
}
