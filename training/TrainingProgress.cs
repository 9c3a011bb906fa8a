namespace Rnn.Onnx.Training;

/// <summary>Where a training run stands, told after every optimizer step.</summary>
public sealed record TrainingProgress
{
    /// <summary>Number of the epoch, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Number of the epoch this run began with: above 1 where it went on from a checkpoint. Default: 1.</summary>
    public int FirstEpoch { get; init; } = 1;

    /// <summary>Epochs at the most.</summary>
    public required int Epochs { get; init; }

    /// <summary>Rows seen in this epoch.</summary>
    public required int Rows { get; init; }

    /// <summary>Rows of a whole epoch.</summary>
    public required int RowsPerEpoch { get; init; }

    /// <summary>Mean training loss of this epoch so far.</summary>
    public required double Loss { get; init; }

    /// <summary>Learning rate of the last step.</summary>
    public double LearningRate { get; init; }

    /// <summary>Best validation loss so far; null before the first epoch's end.</summary>
    public required double? BestValidationLoss { get; init; }

    /// <summary>The objective's further measures on the validation part after the epoch before; null in the first. Default: null.</summary>
    public IReadOnlyDictionary<string, double>? Metrics { get; init; }

    /// <summary>Time since the run began.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Rows a second since the run began.</summary>
    public double RowsPerSecond => RowsSeen / Math.Max(Elapsed.TotalSeconds, 1e-9);

    /// <summary>Time to the last epoch at this rate; early stopping can only make it shorter.</summary>
    public TimeSpan TimeLeft =>
        Elapsed * ((double)(Epochs - FirstEpoch + 1) * RowsPerEpoch / Math.Max(RowsSeen, 1) - 1);

    private long RowsSeen => (long)(Epoch - FirstEpoch) * RowsPerEpoch + Rows;
}
