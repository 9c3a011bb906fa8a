using Rnn.Onnx.Models;
using Rnn.Onnx.Pipelines.Scoring;

namespace Rnn.Onnx.Pipelines.Streaming;

/// <summary>How a <see cref="StatefulPredictionEngine{TIn, TOut}"/> remembers and scores.</summary>
public sealed record StatefulEngineOptions
{
    /// <summary>
    /// The member of the input class, or its column name, that says whose row it is: a <c>string</c>, <c>long</c> or
    /// <c>int</c>. Default: <c>Key</c>.
    /// </summary>
    public string KeyColumn { get; init; } = "Key";

    /// <summary>
    /// Keys that are remembered at the most; a new one takes the place of the one that was used the longest ago. Default: 100,000.
    /// Memory is taken as keys come: for each 4 bytes a number of its states (512 for one LSTM layer of 64 units) and about 100
    /// for the key.
    /// </summary>
    public int Capacity { get; init; } = 100_000;

    /// <summary>How a row is scored; its batch size has no meaning here. Default: the CPU with one thread.</summary>
    public ScoreSequencesOptions Scoring { get; init; } = new();

    /// <summary>Refuses values that can not serve.</summary>
    /// <exception cref="InvalidInputException">A value is out of its range.</exception>
    public StatefulEngineOptions Validate()
    {
        OptionRange.AtLeast(Capacity, 1, "capacity");
        Scoring.Validate();
        return this;
    }
}
