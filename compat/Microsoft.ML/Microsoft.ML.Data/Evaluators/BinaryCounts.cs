namespace Microsoft.ML.Data;

/// <summary>How often two classes were told right and wrong, and at which log loss in bits.</summary>
internal sealed class BinaryCounts
{
    private double _truePositives;
    private double _falseNegatives;
    private double _falsePositives;
    private double _trueNegatives;
    private double _logLoss;
    private double _probablePositives;
    private double _probableNegatives;

    public double Accuracy => Ratio(_truePositives + _trueNegatives, _falsePositives + _falseNegatives);

    public double PositivePrecision => Ratio(_truePositives, _falsePositives);

    public double PositiveRecall => Ratio(_truePositives, _falseNegatives);

    public double NegativePrecision => Ratio(_trueNegatives, _falseNegatives);

    public double NegativeRecall => Ratio(_trueNegatives, _falsePositives);

    public double F1Score =>
        PositivePrecision + PositiveRecall is > 0 and var sum ? 2 * PositivePrecision * PositiveRecall / sum : 0;

    public double Entropy => EntropyOf(Ratio(_truePositives + _falseNegatives, _trueNegatives + _falsePositives));

    public double LogLoss =>
        double.IsNaN(_logLoss) ? double.NaN
        : Probable > 0 ? _logLoss / Probable
        : 0;

    public double LogLossReduction
    {
        get
        {
            if (Probable == 0)
                return 0;
            var prior = EntropyOf(_probablePositives / Probable);
            return (prior - _logLoss / Probable) / prior;
        }
    }

    public double[][] Table =>
        [
            [_truePositives, _falseNegatives],
            [_falsePositives, _trueNegatives],
        ];

    private double Probable => _probablePositives + _probableNegatives;

    /// <param name="probability">Of the positive class; NaN where there is none.</param>
    public void Add(bool positive, bool predictedPositive, float probability)
    {
        if (positive)
            _ = predictedPositive ? _truePositives++ : _falseNegatives++;
        else
            _ = predictedPositive ? _falsePositives++ : _trueNegatives++;

        _logLoss += -Math.Log(positive ? probability : 1.0 - probability, 2);
        if (!float.IsNaN(probability))
            _ = positive ? _probablePositives++ : _probableNegatives++;
    }

    private static double Ratio(double part, double rest) => part + rest > 0 ? part / (part + rest) : 0;

    private static double EntropyOf(double probability) =>
        probability is 0 or 1
            ? 0
            : -probability * Math.Log(probability, 2) - (1 - probability) * Math.Log(1 - probability, 2);
}
