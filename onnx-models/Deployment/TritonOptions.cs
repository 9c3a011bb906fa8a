namespace Rnn.Onnx.Models.Deployment;

/// <summary>How a Triton server batches and schedules a model.</summary>
public sealed record TritonOptions
{
    /// <summary>Most rows in one run of the model. Default 64.</summary>
    public int MaxBatchSize { get; init; } = 64;

    /// <summary>How long a request may wait for others to share a run with, in microseconds. Default 500; 0 for not at all.</summary>
    public int MaxQueueDelayMicroseconds { get; init; } = 500;

    /// <summary>How long a sequence of a stateful model may be silent before its state goes, in seconds. Default 60.</summary>
    public int MaxSequenceIdleSeconds { get; init; } = 60;

    /// <summary>
    /// Whether requests may give the inputs that have a default in the file. Default false: the model runs with the defaults.
    /// Triton takes such inputs only from models that it does not batch, so true turns batching off.
    /// </summary>
    public bool OptionalInputs { get; init; }

    internal void Validate()
    {
        OptionRange.AtLeast(MaxBatchSize, 1, "maximum batch size");
        OptionRange.AtLeast(MaxQueueDelayMicroseconds, 0, "maximum queue delay");
        OptionRange.AtLeast(MaxSequenceIdleSeconds, 1, "maximum sequence idle time");
    }
}
