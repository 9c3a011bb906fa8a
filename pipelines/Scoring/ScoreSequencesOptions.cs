using Rnn.Onnx.Inference;
using Rnn.Onnx.Models;

namespace Rnn.Onnx.Pipelines.Scoring;

/// <summary>How <c>ScoreSequences</c> scores.</summary>
public sealed record ScoreSequencesOptions
{
    /// <summary>Rows that are scored at once when a view is read. Default: 32; more rarely helps on a CPU.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Device and threads. Default: the CPU with one thread, since ML.NET reads with several cursors.</summary>
    public SessionSettings Session { get; init; } = new() { Device = Device.Cpu };

    /// <summary>Refuses values that can not score.</summary>
    /// <exception cref="InvalidInputException">A value is out of its range.</exception>
    public ScoreSequencesOptions Validate()
    {
        OptionRange.AtLeast(BatchSize, 1, "batch-size");
        Session.Validate();
        return this;
    }
}
