namespace Rnn.Onnx.Models.Text;

/// <summary>Which tokens a <see cref="Vocabulary"/> takes in.</summary>
public sealed record VocabularyOptions
{
    /// <summary>How often a token must have come at the least. Default: 1.</summary>
    public int MinimumFrequency { get; init; } = 1;

    /// <summary>Tokens at the most, the most frequent ones, the four special ones not counted; 0: all. Default: 0.</summary>
    public int MaximumSize { get; init; }

    /// <summary>Refuses values that mean nothing.</summary>
    /// <exception cref="InvalidInputException">A value is out of its range.</exception>
    public VocabularyOptions Validate()
    {
        OptionRange.AtLeast(MinimumFrequency, 1, "min-frequency");
        OptionRange.AtLeast(MaximumSize, 0, "max-vocabulary");
        return this;
    }
}
