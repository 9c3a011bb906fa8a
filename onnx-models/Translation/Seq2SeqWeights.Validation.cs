using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Models.Translation;

/// <content>Whether the sizes fit on each other.</content>
public sealed partial record Seq2SeqWeights
{
    /// <summary>Es.</summary>
    internal int SourceFeatures => Encoder[0].Features;

    /// <summary>E.</summary>
    internal int TargetFeatures => Decoder[0].Features - (InputFeeding ? AttentionalSize : 0);

    /// <summary>Vs.</summary>
    internal int SourceVocabulary => SourceEmbedding.Length / SourceFeatures;

    /// <summary>K: of the keys that come from the encoder by weights of their own.</summary>
    internal int KeySize => Attention == AttentionKind.Additive ? Energy!.Length : Hidden;

    internal bool HasAttention => Attention != AttentionKind.None;

    /// <summary>Whether keys are computed from what the encoder gives; without, those outputs are the keys.</summary>
    internal bool HasKeys => Attention is AttentionKind.Additive or AttentionKind.General;

    /// <summary>The table that tokens are looked up in also makes the logits.</summary>
    internal bool IsTied => Output is null;

    /// <summary>Refuses sizes that do not fit on each other.</summary>
    /// <exception cref="ArgumentException">One does not; the message names it, what was expected and what was found.</exception>
    internal Seq2SeqWeights Validate()
    {
        Require("Encoder layers", Encoder.Count, Math.Max(1, Encoder.Count));
        Require("Decoder layers", Decoder.Count, Encoder.Count);
        Require("Decoder layers of one direction", Decoder.Count(layer => layer.DirectionCount == 1), Decoder.Count);
        Require("Encoder layers like the first", Alike(Encoder), Encoder.Count);
        Require("Decoder layers like the first", Alike(Decoder), Decoder.Count);
        if (HasCellState)
            Require(
                "Encoder layers with cell states",
                Encoder.Count(layer => layer.Cell == CellKind.Lstm),
                Encoder.Count
            );

        long states = (long)Decoder.Count * Hidden;
        var final = Encoder.Count * (long)EncoderWidth;
        var special = Vocabulary.Special.Count;
        Require("Rows of the source embedding", Math.Min(SourceVocabulary, special), special);
        Require(nameof(SourceEmbedding), SourceEmbedding.Length, (long)SourceVocabulary * SourceFeatures);
        Require(nameof(OutputBias), Math.Min(TargetVocabulary, special), special);
        Require(nameof(BridgeHidden), BridgeHidden.Length, states * final);
        Require(nameof(BridgeHiddenBias), BridgeHiddenBias.Length, states);
        Require(nameof(BridgeCell), BridgeCell?.Length ?? 0, HasCellState ? states * final : 0);
        Require(nameof(BridgeCellBias), BridgeCellBias?.Length ?? 0, HasCellState ? states : 0);
        Require(nameof(TargetEmbedding), TargetEmbedding.Length, (long)TargetVocabulary * TargetFeatures);
        Require(nameof(Output), Output?.Length ?? TargetEmbedding.Length, (long)TargetVocabulary * AttentionalSize);
        ValidateAttention();
        return this;
    }

    private void ValidateAttention()
    {
        if (Attention == AttentionKind.Dot)
            Require("Hidden units of the decoder", Hidden, EncoderWidth);
        var additive = Attention == AttentionKind.Additive;
        var keys = Attention switch
        {
            AttentionKind.Additive => Energy?.Length ?? 0,
            AttentionKind.General => Hidden,
            _ => 0,
        };
        Require(nameof(Energy), Energy?.Length ?? 0, additive ? Math.Max(1, keys) : 0);
        Require(nameof(Key), Key?.Length ?? 0, (long)keys * EncoderWidth);
        Require(nameof(Query), Query?.Length ?? 0, additive ? (long)keys * Hidden : 0);
        Require(nameof(Combine), Combine.Length, (long)AttentionalSize * (Hidden + (HasAttention ? EncoderWidth : 0)));
    }

    // Every one above the first reads what the one below gives.
    private static int Alike(IReadOnlyList<RecurrentLayer> layers)
    {
        var first = layers[0];
        var width = first.DirectionCount * first.Hidden;
        return 1
            + layers
                .Skip(1)
                .Count(layer =>
                    layer.Cell == first.Cell
                    && layer.Hidden == first.Hidden
                    && layer.DirectionCount == first.DirectionCount
                    && layer.Features == width
                );
    }

    private static void Require(string what, long found, long expected)
    {
        if (found != expected)
            throw Errors.Argument(what, $"{what} of a translator: expected {expected}, found {found}.");
    }
}
