namespace Microsoft.ML.Data;

public sealed class MulticlassClassificationMetrics
{
    internal MulticlassClassificationMetrics() { }

    /// <summary>The mean of -ln p, p being the score of the true class.</summary>
    public double LogLoss { get; internal init; }

    /// <summary>How much of the entropy of the classes the classifier takes away: 1 is perfect.</summary>
    public double LogLossReduction { get; internal init; }

    /// <summary>The mean of the accuracies within each class that occurs.</summary>
    public double MacroAccuracy { get; internal init; }

    public double MicroAccuracy { get; internal init; }

    /// <summary>How often the true class is among the K highest scores; 0 where nobody asked.</summary>
    public double TopKAccuracy => TopKAccuracyForAllK?.LastOrDefault() ?? 0;

    public int TopKPredictionCount { get; internal init; }

    /// <summary>Null where nobody asked.</summary>
    public IReadOnlyList<double> TopKAccuracyForAllK { get; internal init; }

    public IReadOnlyList<double> PerClassLogLoss { get; internal init; }

    public ConfusionMatrix ConfusionMatrix { get; internal init; }
}
