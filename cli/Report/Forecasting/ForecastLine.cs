using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Models.Series;

namespace Rnn.Onnx.Cli.Report.Forecasting;

/// <summary>A forecast of every window of the test part: the model's, or one that needs no model.</summary>
/// <param name="Name">What legends call it.</param>
/// <param name="Of">The forecast of a window, row-major [horizon, targets].</param>
/// <param name="Metrics">Its errors on the test part.</param>
internal sealed record ForecastLine(string Name, Func<int, float[]> Of, ForecastMetrics Metrics)
{
    /// <summary>The line of a naive forecast.</summary>
    public static ForecastLine Naive(NaiveBaseline baseline, SlidingWindow windows) =>
        new(
            $"repeat the {baseline.Name}",
            window =>
            {
                var forecast = new float[windows.Horizon * windows.Targets];
                NaiveForecasts.Seasonal(windows.History(window).Span, baseline.Period, forecast, windows.Targets);
                return forecast;
            },
            baseline.Metrics
        );
}
