using System.Text.Json.Serialization;

namespace Rnn.Onnx.Training;

/// <summary>One epoch of a run.</summary>
/// <param name="Epoch">Its number, from 1.</param>
/// <param name="TrainingLoss">Mean loss over the epoch's batches, weighted by rows.</param>
/// <param name="ValidationLoss">Mean loss over the validation part after the epoch.</param>
public sealed record EpochResult(int Epoch, double TrainingLoss, double ValidationLoss)
{
    /// <summary>Learning rate of the epoch's last step.</summary>
    public double LearningRate { get; init; }

    /// <summary>Mean norm of the gradients before clipping.</summary>
    public double MeanGradientNorm { get; init; }

    /// <summary>Largest norm of the gradients before clipping.</summary>
    public double LargestGradientNorm { get; init; }

    /// <summary>Time of the epoch in seconds, its validation included. Nothing depends on it.</summary>
    public double Seconds { get; init; }

    /// <summary>Training rows a second.</summary>
    public double RowsPerSecond { get; init; }

    /// <summary>The objective's further measures on the validation part.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } =
        new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>What the model wrote after the epoch, see <see cref="TrainingObjective.Sample"/>; null where it wrote nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Sample { get; init; }
}
