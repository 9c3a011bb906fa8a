using Rnn.Onnx.Models;

namespace Rnn.Onnx.Training.Models;

/// <summary>What a <see cref="LanguageModel"/> is made of.</summary>
public sealed record LanguageModelOptions : SequenceModelOptions
{
    /// <summary>
    /// Whether the head uses the embedding's vectors as its weights (Press and Wolf 2017), which must then be as long as the
    /// hidden state. Default: no.
    /// </summary>
    public bool TiedWeights { get; init; }

    /// <summary>Refuses values that no network can be built from.</summary>
    /// <exception cref="InvalidInputException">A value is out of its range.</exception>
    public LanguageModelOptions Validate()
    {
        ValidateLayers();
        OptionRange.AtLeast(Vocabulary, 2, "vocabulary");
        if (Recurrent.Bidirectional)
            throw new InvalidInputException(
                "Option bidirectional: expected no for a language model, which must not see what follows, found yes."
            );
        if (TiedWeights && Embedding != Recurrent.Hidden)
            throw new InvalidInputException(
                $"Option embedding: expected {Recurrent.Hidden} as the hidden units, since the weights are tied, found {Embedding}."
            );
        return this;
    }
}
