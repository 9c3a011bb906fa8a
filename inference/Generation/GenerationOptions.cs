using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Generation;

namespace Rnn.Onnx.Inference.Generation;

/// <summary>How a <see cref="TextGenerator"/> writes: what the graph of a generator takes, and what only C# does.</summary>
public sealed record GenerationOptions : SamplingOptions
{
    /// <summary>Tokens to write at the most. Default: 100.</summary>
    public int Length { get; init; } = 100;

    /// <summary>
    /// Makes the tokens that were read and written less likely (Keskar et al. 2019, arXiv 1909.05858, section 4.1): their logits
    /// are divided by it, negative ones multiplied, so that both get smaller. Default: 1, no penalty.
    /// </summary>
    public float RepetitionPenalty { get; init; } = 1;

    /// <summary>Texts that end the writing, each of one character at the least; they are not given out. Default: none.</summary>
    public IReadOnlyList<string> StopStrings { get; init; } = [];

    /// <summary>Refuses values that mean nothing.</summary>
    /// <exception cref="InvalidInputException">A value is out of its range.</exception>
    public GenerationOptions Validate()
    {
        ValidateSampling();
        OptionRange.AtLeast(Length, 0, "length");
        OptionRange.Positive(RepetitionPenalty, "repetition-penalty");
        if (StopStrings.Any(string.IsNullOrEmpty))
            throw new InvalidInputException("Option stop: expected a text, found an empty one.");
        return this;
    }
}
