namespace Microsoft.ML.Data;

/// <summary>How often each class was taken for which, the rank of the true class, and log losses in nats.</summary>
internal sealed class MulticlassCounts(int classes)
{
    private const float SmallestProbability = 1e-15f;

    private readonly double[] _ofClass = new double[classes];
    private readonly double[] _classLogLoss = new double[classes];

    // By the number of classes that rank above the true one; a class that the scores do not know can rank last.
    private readonly double[] _ofRank = new double[classes + 1];
    private double _count;
    private double _logLoss;

    public double[][] Table { get; } = Enumerable.Range(0, classes).Select(_ => new double[classes]).ToArray();

    public double LogLoss => _count > 0 ? _logLoss / _count : 0;

    public double LogLossReduction
    {
        get
        {
            var entropy = _ofClass.Where(count => count > 0).Sum(count => count * Math.Log(count / _count)) / -_count;
            return (entropy - LogLoss) / entropy;
        }
    }

    public double MicroAccuracy => _count > 0 ? _ofRank[0] / _count : 0;

    public double MacroAccuracy =>
        Enumerable
            .Range(0, classes)
            .Where(label => _ofClass[label] > 0)
            .Select(label => Table[label][label] / _ofClass[label])
            .DefaultIfEmpty()
            .Average();

    public double[] PerClassLogLoss =>
        _classLogLoss.Zip(_ofClass, (loss, count) => count > 0 ? loss / count : 0).ToArray();

    public double[] TopKAccuracies(int k)
    {
        var accuracies = new double[k];
        double sum = 0;
        for (var i = 0; i < k; i++)
            accuracies[i] = sum += _ofRank[i] / _count;
        return accuracies;
    }

    /// <param name="label">May lie beyond the classes that have scores.</param>
    public void Add(int label, ReadOnlySpan<float> scores)
    {
        var known = label < classes;
        var score = known ? scores[label] : 0;
        var logLoss = -Math.Log(known ? Math.Min(1, Math.Max(SmallestProbability, score)) : SmallestProbability);
        var rank = 0;
        var predicted = 0;
        for (var i = 0; i < classes; i++)
        {
            // Among equal scores the first class wins.
            if (scores[i] > score || (scores[i] == score && i < label))
                rank++;
            if (scores[i] > scores[predicted])
                predicted = i;
        }

        _count++;
        _logLoss += logLoss;
        _ofRank[rank]++;
        if (!known && rank > 0)
            return;
        // A label that has no score ranks first where all scores are negative, and fails here as it does in ML.NET.
        Table[label][predicted]++;
        _ofClass[label]++;
        _classLogLoss[label] += logLoss;
    }
}
