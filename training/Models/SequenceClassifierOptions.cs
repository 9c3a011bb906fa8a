using Rnn.Onnx.Training.Modules;

namespace Rnn.Onnx.Training.Models;

/// <summary>What a <see cref="SequenceClassifier"/> is made of.</summary>
public sealed record SequenceClassifierOptions : SequenceModelOptions
{
    /// <summary>Classes, K. Default: 2.</summary>
    public int Classes { get; init; } = 2;

    /// <summary>What the classes are called, in their order; empty: they are numbers. Default: empty.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>How one vector is made of all steps. Default: <see cref="Pooling.Last"/>.</summary>
    public Pooling Pooling { get; init; } = Pooling.Last;

    /// <summary>Refuses values that no network can be built from.</summary>
    /// <exception cref="Rnn.Onnx.Models.InvalidInputException">A value is out of its range.</exception>
    public SequenceClassifierOptions Validate()
    {
        ValidateLayers();
        ValidateLabels(Labels, Classes);
        return this;
    }
}
