using Microsoft.ML.Internal;

namespace Microsoft.ML.Data;

public sealed class ConfusionMatrix
{
    private readonly string[] _classNames;
    private readonly bool _isBinary;

    internal ConfusionMatrix(double[][] counts, string[] classNames, bool isBinary)
    {
        _classNames = classNames;
        _isBinary = isBinary;
        NumberOfClasses = counts.Length;
        Counts = Array.AsReadOnly<IReadOnlyList<double>>(counts.Select(Array.AsReadOnly).ToArray());
        PerClassRecall = ShareOfRight(row => counts[row].Sum());
        PerClassPrecision = ShareOfRight(column => counts.Sum(row => row[column]));
    }

    /// <summary>0 for a class that was never predicted.</summary>
    public IReadOnlyList<double> PerClassPrecision { get; }

    /// <summary>0 for a class that does not occur.</summary>
    public IReadOnlyList<double> PerClassRecall { get; }

    /// <summary>A row for each true class, in it a count for each predicted class.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Counts { get; }

    public int NumberOfClasses { get; }

    public string GetFormattedConfusionTable() => ConfusionTable.Format(this, _classNames, _isBinary);

    public double GetCountForClassPair(int predictedClassIndicatorIndex, int actualClassIndicatorIndex)
    {
        CheckIndex(predictedClassIndicatorIndex, nameof(predictedClassIndicatorIndex));
        CheckIndex(actualClassIndicatorIndex, nameof(actualClassIndicatorIndex));
        return Counts[actualClassIndicatorIndex][predictedClassIndicatorIndex];
    }

    private void CheckIndex(int index, string name) =>
        Check.Param(
            0 <= index && index < NumberOfClasses,
            name,
            "Invalid index. Should be non-negative, less than the number of classes."
        );

    private IReadOnlyList<double> ShareOfRight(Func<int, double> total) =>
        Array.AsReadOnly(
            Enumerable
                .Range(0, NumberOfClasses)
                .Select(i => total(i) is > 0 and var sum ? Counts[i][i] / sum : 0)
                .ToArray()
        );
}
