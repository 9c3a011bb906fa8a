namespace Microsoft.ML.Data;

public sealed class RegressionMetrics
{
    internal RegressionMetrics() { }

    public double MeanAbsoluteError { get; internal init; }

    public double MeanSquaredError { get; internal init; }

    public double RootMeanSquaredError { get; internal init; }

    /// <summary>The mean squared error again, squared in single precision.</summary>
    public double LossFunction { get; internal init; }

    /// <summary>NaN where all labels are equal.</summary>
    public double RSquared { get; internal init; }
}
