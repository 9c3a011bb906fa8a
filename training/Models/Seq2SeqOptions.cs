using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Translation;
using Rnn.Onnx.Training.Modules;

namespace Rnn.Onnx.Training.Models;

/// <summary>What a <see cref="Seq2Seq"/> is made of.</summary>
public sealed record Seq2SeqOptions
{
    /// <summary>
    /// The encoder's recurrent layers; the decoder has as many, of the same cell, in one direction. Their features are the
    /// embedding's, whatever stands there. Default: one GRU layer of 256 units in both directions.
    /// </summary>
    public RecurrentOptions Recurrent { get; init; } =
        new()
        {
            Cell = CellKind.Gru,
            Hidden = 256,
            Bidirectional = true,
        };

    /// <summary>Source tokens, the special ones among them, Vs.</summary>
    public int SourceVocabulary { get; init; }

    /// <summary>Target tokens, the special ones among them, V.</summary>
    public int TargetVocabulary { get; init; }

    /// <summary>Size of the vector that stands for a token, E, of the source as of the target. Default: 256.</summary>
    public int Embedding { get; init; } = 256;

    /// <summary>Hidden units of the decoder, H; 0: as many as both directions of the encoder have. Default: 0.</summary>
    public int DecoderHidden { get; init; }

    /// <summary>How source steps are scored. Default: <see cref="AttentionKind.General"/>.</summary>
    public AttentionKind Attention { get; init; } = AttentionKind.General;

    /// <summary>Size of the attentional vector, A; 0: the embedding's. Default: 0.</summary>
    public int AttentionalSize { get; init; }

    /// <summary>
    /// Whether the decoder also reads the attentional vector of the step before (Luong et al. 2015, section 3.3), which makes
    /// training go step by step. Default: no.
    /// </summary>
    public bool InputFeeding { get; init; }

    /// <summary>
    /// Whether the head uses the target embedding's vectors as its weights (Press and Wolf 2017); A is then E. Default: yes.
    /// </summary>
    public bool TiedWeights { get; init; } = true;

    /// <summary>
    /// Probability of dropping a value of the embeddings, of the encoder's outputs and of the attentional vector while training.
    /// Default: 0.4.
    /// </summary>
    public double Dropout { get; init; } = 0.4;

    internal RecurrentOptions Encoder => Recurrent with { Features = Embedding };

    internal RecurrentOptions Decoder =>
        Recurrent with
        {
            Features = Embedding + (InputFeeding ? Attentional : 0),
            Hidden = DecoderHidden > 0 ? DecoderHidden : EncoderWidth,
            Bidirectional = false,
        };

    /// <summary>D*He.</summary>
    internal int EncoderWidth => Recurrent.Directions * Recurrent.Hidden;

    internal int Attentional => AttentionalSize > 0 ? AttentionalSize : Embedding;

    /// <summary>Refuses values that no network can be built from.</summary>
    /// <exception cref="InvalidInputException">A value is out of its range.</exception>
    public Seq2SeqOptions Validate()
    {
        Recurrent.Validate();
        OptionRange.AtLeast(SourceVocabulary, 2, "source-vocabulary");
        OptionRange.AtLeast(TargetVocabulary, 4, "target-vocabulary");
        OptionRange.AtLeast(Embedding, 1, "embedding");
        OptionRange.AtLeast(DecoderHidden, 0, "decoder-hidden");
        OptionRange.AtLeast(AttentionalSize, 0, "attentional-size");
        OptionRange.Within(Dropout, 0, 1, "dropout");
        if (Recurrent.LearnedInitialState)
            throw new InvalidInputException(
                "Option learned-initial-state: expected no for a translator, whose decoder begins with what the encoder read, found yes."
            );
        if (Attention == AttentionKind.Dot && Decoder.Hidden != EncoderWidth)
            throw new InvalidInputException(
                $"Option decoder-hidden: expected {EncoderWidth}, the width of the encoder, for dot attention, found {Decoder.Hidden}."
            );
        if (TiedWeights && Attentional != Embedding)
            throw new InvalidInputException(
                $"Option attentional-size: expected {Embedding} as the embedding, since the weights are tied, found {Attentional}."
            );
        return this;
    }
}
