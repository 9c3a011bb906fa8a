using Rnn.Onnx.Models;
using Rnn.Onnx.Training.Modules;

namespace Rnn.Onnx.Training.Models;

/// <summary>What a <see cref="SequenceRegressor"/> is made of.</summary>
public sealed record SequenceRegressorOptions : SequenceModelOptions
{
    /// <summary>Values answered for a row. Default: 1.</summary>
    public int Outputs { get; init; } = 1;

    /// <summary>How one vector is made of all steps. Default: <see cref="Pooling.Last"/>.</summary>
    public Pooling Pooling { get; init; } = Pooling.Last;

    /// <summary>Refuses values that no network can be built from.</summary>
    /// <exception cref="Rnn.Onnx.Models.InvalidInputException">A value is out of its range.</exception>
    public SequenceRegressorOptions Validate()
    {
        ValidateLayers();
        OptionRange.AtLeast(Outputs, 1, "outputs");
        return this;
    }
}
