using System.Text.Json.Serialization;
using Rnn.Onnx.Models;

namespace Rnn.Onnx.Training.Tasks;

/// <summary>How much each class counts in the loss.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ClassWeights>))]
public enum ClassWeights
{
    /// <summary>Every row counts alike.</summary>
    None,

    /// <summary>Every class counts alike: a row counts rows / (K * rows of its class), as in scikit-learn.</summary>
    Balanced,
}

/// <summary>The cross entropy that a classifier is trained with.</summary>
public sealed record ClassificationLoss
{
    /// <summary>How much each class counts. Default: <see cref="ClassWeights.None"/>.</summary>
    public ClassWeights Weights { get; init; } = ClassWeights.None;

    /// <summary>
    /// Share of the target that is spread over all classes while training (Szegedy et al. 2016, section 7). Default: 0.
    /// </summary>
    public double LabelSmoothing { get; init; }

    /// <summary>Refuses values that can not train.</summary>
    /// <exception cref="InvalidInputException">A value is out of its range.</exception>
    public ClassificationLoss Validate()
    {
        OptionRange.Within(LabelSmoothing, 0, 1, "label-smoothing");
        return this;
    }

    /// <summary>The weight of each class; null where all count alike. A class without rows has no weight.</summary>
    internal float[]? WeightsOf(IEnumerable<long> classes, int count)
    {
        if (Weights == ClassWeights.None)
            return null;
        var rows = new int[count];
        foreach (var label in classes)
            rows[label]++;
        var all = (double)rows.Sum();
        return [.. rows.Select(of => of == 0 ? 0 : (float)(all / (count * of)))];
    }
}
