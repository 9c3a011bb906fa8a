using Rnn.Onnx.Models.Evaluation;
using Spectre.Console;

namespace Rnn.Onnx.Cli.Terminal;

/// <summary>The errors on the test part: the model beside the naive forecasts, each target, and the prediction intervals.</summary>
internal static class ForecastErrorsReport
{
    public static void Write(
        IAnsiConsole console,
        string model,
        ForecastMetrics metrics,
        IReadOnlyList<NaiveBaseline> naive
    )
    {
        console.Write(ForecastReport.Errors(model, metrics, naive));
        if (metrics.Targets.Count > 1)
            console.Write(ForecastReport.Targets(metrics));
        else
            console.Labeled("Scaled", ForecastReport.Scaled(metrics));
        foreach (var interval in metrics.Quantiles?.Intervals ?? [])
            console.Labeled("Interval", interval.ToString());
    }
}
