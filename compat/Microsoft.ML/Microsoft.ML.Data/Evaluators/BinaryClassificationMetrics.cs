namespace Microsoft.ML.Data;

public class BinaryClassificationMetrics
{
    internal BinaryClassificationMetrics(BinaryEvaluator evaluated)
    {
        var counts = evaluated.Counts;
        AreaUnderRocCurve = evaluated.AreaUnderRocCurve;
        AreaUnderPrecisionRecallCurve = evaluated.AreaUnderPrecisionRecallCurve;
        Accuracy = counts.Accuracy;
        PositivePrecision = counts.PositivePrecision;
        PositiveRecall = counts.PositiveRecall;
        NegativePrecision = counts.NegativePrecision;
        NegativeRecall = counts.NegativeRecall;
        F1Score = counts.F1Score;
        ConfusionMatrix = new ConfusionMatrix(counts.Table, evaluated.ClassNames, isBinary: true);
    }

    public double AreaUnderRocCurve { get; }

    public double Accuracy { get; }

    public double PositivePrecision { get; }

    public double PositiveRecall { get; }

    public double NegativePrecision { get; }

    public double NegativeRecall { get; }

    public double F1Score { get; }

    /// <summary>By a sample of 100,000 rows where there are more.</summary>
    public double AreaUnderPrecisionRecallCurve { get; }

    /// <summary>Positive comes first.</summary>
    public ConfusionMatrix ConfusionMatrix { get; }
}

public sealed class CalibratedBinaryClassificationMetrics : BinaryClassificationMetrics
{
    internal CalibratedBinaryClassificationMetrics(BinaryEvaluator evaluated)
        : base(evaluated)
    {
        LogLoss = evaluated.Counts.LogLoss;
        LogLossReduction = evaluated.Counts.LogLossReduction;
        Entropy = evaluated.Counts.Entropy;
    }

    /// <summary>In bits.</summary>
    public double LogLoss { get; }

    /// <summary>How much of the entropy the classifier takes away: 1 is perfect.</summary>
    public double LogLossReduction { get; }

    /// <summary>The log loss of who knows the frequencies of the classes and nothing else, in bits.</summary>
    public double Entropy { get; }
}
