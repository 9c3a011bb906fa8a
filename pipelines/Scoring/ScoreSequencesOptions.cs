using Rnn.Onnx.Inference;
using Rnn.Onnx.Models;

namespace Rnn.Onnx.Pipelines.Scoring;

/// <summary>How <c>ScoreSequences</c> scores.</summary>
public sealed record ScoreSequencesOptions
{
    /// <summary>Rows that are scored at once when a view is read. Default: 16; more rarely helps on a CPU.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>
    /// Rows that are read ahead and sorted by length, so that rows of about the same length are scored together; they are handed out
    /// in their own order. Default: 2,048.
    /// </summary>
    public int LookAhead { get; init; } = 2048;

    /// <summary>
    /// Batches that a cursor scores side by side, while it reads on. 0: as many as there are cores, where the session has one thread and
    /// runs on the CPU, shared between the cursors of a set; otherwise 1. Default: 0.
    /// </summary>
    public int Parallel { get; init; }

    /// <summary>Columns of other names: the graph's input to the column that it reads. Default: columns are named as the inputs.</summary>
    public IReadOnlyDictionary<string, string> InputColumns { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// The label of two that counts as true: <c>PredictedLabel</c> is then true or false, <c>Score</c> its log-odds and
    /// <c>Probability</c> its own, as ML.NET's binary classification wants them. Default: null, a key of all labels.
    /// </summary>
    public string? PositiveLabel { get; init; }

    /// <summary>Device and threads. Default: the CPU with one thread, since rows are scored in parallel.</summary>
    public SessionSettings Session { get; init; } = new() { Device = Device.Cpu };

    /// <summary>Stops reading a scored view between two batches. Default: never.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Batches side by side in one of so many cursors.</summary>
    internal int ParallelIn(int cursors) =>
        Parallel > 0 ? Parallel
        : Session is { Device: Device.Cpu, Threads: 1 } ? Math.Max(1, Environment.ProcessorCount / cursors)
        : 1;

    /// <summary>Refuses values that can not score.</summary>
    /// <exception cref="InvalidInputException">A value is out of its range.</exception>
    public ScoreSequencesOptions Validate()
    {
        OptionRange.AtLeast(BatchSize, 1, "batch-size");
        OptionRange.AtLeast(LookAhead, 1, "look-ahead");
        OptionRange.AtLeast(Parallel, 0, "parallel");
        Session.Validate();
        return this;
    }
}
