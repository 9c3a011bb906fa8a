namespace Rnn.Onnx.Models.Evaluation;

/// <summary>Errors of forecasts, in the series' own unit.</summary>
/// <param name="Mae">Mean absolute error.</param>
/// <param name="Rmse">Root of the mean squared error.</param>
/// <param name="Smape">Symmetric mean absolute percentage error, 0 to 200 percent (Makridakis 1993).</param>
/// <param name="Mase">Mean absolute scaled error (Hyndman and Koehler 2006, equation 5); below 1 is better than the seasonal naive forecast did within the training part.</param>
/// <param name="MaeByStep">Mean absolute error of each step of the horizon.</param>
/// <param name="Forecasts">Forecasts measured.</param>
public sealed record ForecastMetrics(
    double Mae,
    double Rmse,
    double Smape,
    double Mase,
    IReadOnlyList<double> MaeByStep,
    long Forecasts
);
