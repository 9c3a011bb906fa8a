namespace Rnn.Onnx.Models.Evaluation;

/// <summary>Errors of forecasts over all targets, steps and windows: in the series' own unit, and scaled.</summary>
/// <param name="Mae">Mean absolute error.</param>
/// <param name="Rmse">Root of the mean squared error.</param>
/// <param name="Smape">Symmetric mean absolute percentage error, 0 to 200 percent (Makridakis 1993).</param>
/// <param name="Mase">Mean absolute scaled error (Hyndman and Koehler 2006, equation 5), averaged over the targets; below 1 is better than the seasonal naive forecast did within the training part.</param>
/// <param name="MaeByStep">Mean absolute error of each step of the horizon.</param>
/// <param name="Forecasts">Forecasts measured.</param>
public sealed record ForecastMetrics(
    double Mae,
    double Rmse,
    double Smape,
    double Mase,
    IReadOnlyList<double> MaeByStep,
    long Forecasts
)
{
    /// <summary>
    /// Mean squared error of values scaled by the training part's mean and standard deviation, column by column: the convention
    /// in which results on ETTh1 are published.
    /// </summary>
    public required double ScaledMse { get; init; }

    /// <summary>Mean absolute error of values scaled in the same way.</summary>
    public required double ScaledMae { get; init; }

    /// <summary>The errors of each target, in the order of the forecasts.</summary>
    public required IReadOnlyList<TargetMetrics> Targets { get; init; }

    /// <summary>How good the quantiles beside the forecasts are; null where there are none.</summary>
    public QuantileMetrics? Quantiles { get; init; }
}

/// <summary>Errors of one target's forecasts.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Mae">Mean absolute error, in its own unit.</param>
/// <param name="Rmse">Root of the mean squared error, in its own unit.</param>
/// <param name="Mase">Mean absolute scaled error.</param>
/// <param name="ScaledMse">Mean squared error in variances of the training part.</param>
/// <param name="ScaledMae">Mean absolute error in standard deviations of the training part.</param>
/// <param name="Values">Values that came to pass; with none the errors are NaN.</param>
public sealed record TargetMetrics(
    string Name,
    double Mae,
    double Rmse,
    double Mase,
    double ScaledMse,
    double ScaledMae,
    long Values
);
