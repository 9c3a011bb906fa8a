using System.Collections.ObjectModel;
using System.Text.Json.Serialization;

namespace Rnn.Onnx.Models.Cards;

/// <summary>One epoch of the run that trained a model. Nothing in it depends on how long that took.</summary>
/// <param name="Epoch">Its number, from 1.</param>
/// <param name="TrainingLoss">Mean loss over the epoch's batches.</param>
/// <param name="ValidationLoss">Mean loss over the validation part after the epoch.</param>
/// <param name="LearningRate">Learning rate of the epoch's last step.</param>
/// <param name="MeanGradientNorm">Mean norm of the gradients before clipping.</param>
/// <param name="LargestGradientNorm">Largest norm of the gradients before clipping.</param>
public sealed record CardEpoch(
    int Epoch,
    double TrainingLoss,
    double ValidationLoss,
    double LearningRate,
    double MeanGradientNorm,
    double LargestGradientNorm
)
{
    private readonly ReadOnlyDictionary<string, double>? metrics;

    /// <summary>Whether the model has the weights of this epoch.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Kept { get; init; }

    /// <summary>Further measures on the validation part by name, sorted by name; null when there are none.</summary>
    public IReadOnlyDictionary<string, double>? Metrics
    {
        get => metrics;
        init => metrics = value is null ? null : CardDictionary.Sorted(value);
    }

    /// <summary>What a language model wrote after the epoch; null after most epochs, and for other models.</summary>
    public string? Sample { get; init; }
}
