namespace Rnn.Onnx.Training.Models;

/// <summary>What a <see cref="SequenceTagger"/> is made of.</summary>
public sealed record SequenceTaggerOptions : SequenceModelOptions
{
    /// <summary>Tags a step can have, K. Default: 2.</summary>
    public int Classes { get; init; } = 2;

    /// <summary>What the tags are called, in their order; empty: they are numbers. Default: empty.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Refuses values that no network can be built from.</summary>
    /// <exception cref="Rnn.Onnx.Models.InvalidInputException">A value is out of its range.</exception>
    public SequenceTaggerOptions Validate()
    {
        ValidateLayers();
        ValidateLabels(Labels, Classes);
        return this;
    }
}
