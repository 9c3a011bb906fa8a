using Rnn.Onnx.Models;
using Rnn.Onnx.Training.Modules;

namespace Rnn.Onnx.Training.Models;

/// <summary>What a <see cref="SequenceDecoder"/> is made of.</summary>
public sealed record SequenceDecoderOptions
{
    /// <summary>
    /// The recurrent layers; they read <see cref="Outputs"/> values a step, whatever their own features say. Default: one LSTM
    /// layer of 64 units.
    /// </summary>
    public RecurrentOptions Recurrent { get; init; } = new();

    /// <summary>Numbers of the vector that is read, C. Default: 1.</summary>
    public int Features { get; init; } = 1;

    /// <summary>Numbers of a step that is written. Default: 1.</summary>
    public int Outputs { get; init; } = 1;

    /// <summary>Steps that are written. Default: 20.</summary>
    public int Steps { get; init; } = 20;

    /// <summary>The recurrent layers with the features they get.</summary>
    internal RecurrentOptions Layers => Recurrent with { Features = Outputs };

    /// <summary>Refuses values that no network can be built from.</summary>
    /// <exception cref="InvalidInputException">A value is out of its range.</exception>
    public SequenceDecoderOptions Validate()
    {
        Recurrent.Validate();
        OptionRange.AtLeast(Features, 1, "features");
        OptionRange.AtLeast(Outputs, 1, "outputs");
        OptionRange.AtLeast(Steps, 1, "steps");
        if (Recurrent.Bidirectional)
            throw new InvalidInputException(
                "Option bidirectional: expected no for a decoder, which writes forward, found yes."
            );
        if (Recurrent.LearnedInitialState)
            throw new InvalidInputException(
                "Option learned-initial-state: expected no for a decoder, whose vector makes the initial state, found yes."
            );
        return this;
    }
}
