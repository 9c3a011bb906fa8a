using System.Text.Json.Nodes;
using Rnn.Onnx.Cli.Pages;
using static Rnn.Onnx.Cli.Report.Words;

namespace Rnn.Onnx.Cli.Report.Forecasting;

/// <summary>How errors grow with the distance, and whether the intervals hold what they promise.</summary>
internal static class ErrorPlots
{
    private static readonly string[] LineColors =
    [
        PlotColors.Blue,
        PlotColors.Gray,
        PlotColors.Orange,
        PlotColors.Green,
    ];

    /// <summary>The mean absolute error of each step of the horizon; of several targets in standard deviations of each.</summary>
    public static Plot ByStep(TestForecasts test)
    {
        var several = test.Windows.Targets > 1;
        var lines = test.Lines.Select(line => (line.Name, Errors: Steps(test, line))).ToArray();
        var model = lines[0].Errors;
        var better = lines
            .Skip(1)
            .Select(line =>
                Text(
                    $"\"{line.Name}\" at {model.Zip(line.Errors).Count(step => step.First < step.Second)} of {model.Length} steps"
                )
            );
        var unit = several ? "standard deviations of the training part" : test.Series.TargetNames[0];
        return new Plot(
            "error-by-step",
            "Error by step of the horizon",
            Text(
                $"How far off forecasts are on average, by how far ahead they look, in {unit}. The model's error is {Number(model[0])} at the first step and {Number(model[^1])} at the last; it beats {string.Join(", ", better)}."
            ),
            Specs.Lines(
                Specs.Whole("step", "steps ahead"),
                """{ "field": "error", "type": "quantitative", "title": "mean absolute error" }""",
                Specs.Colors("line", lines.Select(line => line.Name), LineColors)
            ),
            [
                .. lines.SelectMany(line =>
                    line.Errors.Select(
                        (error, step) =>
                            new JsonObject
                            {
                                ["step"] = step + 1,
                                ["line"] = line.Name,
                                ["error"] = JsonResults.Number(error),
                            }
                    )
                ),
            ]
        );
    }

    /// <summary>Calibration: how often the truth lay below each quantile, beside the quantile's level.</summary>
    public static IEnumerable<Plot> Calibration(TestForecasts test)
    {
        if (test.Model.Metrics.Quantiles is not { } quantiles)
            yield break;
        yield return new Plot(
            "calibration",
            "Do the intervals hold what they promise?",
            Text(
                $"Each point is a quantile: the share of values that should lie below it along x, the share that did along y. On the dashed line both are the same. {string.Join(' ', quantiles.Intervals)}"
            ),
            Specs.Parse(
                $$"""
                {
                  "width": 360, "height": 320,
                  "layer": [
                    { "data": { "values": [{ "level": 0, "below": 0 }, { "level": 1, "below": 1 }] },
                      "mark": { "type": "line", "strokeDash": [4, 4], "color": "{{PlotColors.Gray}}" },
                      "encoding": { "x": { "field": "level", "type": "quantitative" }, "y": { "field": "below", "type": "quantitative" } } },
                    { "mark": { "type": "line", "point": { "size": 45 }, "color": "{{PlotColors.Blue}}", "tooltip": true },
                      "encoding": {
                        "x": { "field": "level", "type": "quantitative", "title": "share that should lie below", "axis": { "format": "%" } },
                        "y": { "field": "below", "type": "quantitative", "title": "share that lay below", "axis": { "format": "%" } } } }
                  ]
                }
                """
            ),
            [
                .. quantiles.Levels.Select(level => new JsonObject
                {
                    ["level"] = level.Level,
                    ["below"] = JsonResults.Number(level.Below),
                }),
            ]
        );
    }

    private static double[] Steps(TestForecasts test, ForecastLine line)
    {
        if (test.Windows.Targets == 1)
            return [.. line.Metrics.MaeByStep];
        var (horizon, targets) = (test.Windows.Horizon, test.Windows.Targets);
        var (sums, counts) = (new double[horizon], new long[horizon]);
        for (var window = 0; window < test.Windows.Count; window++)
        {
            var (truth, forecast) = (test.Windows.Target(window).ToArray(), line.Of(window));
            for (var i = 0; i < forecast.Length; i++)
            {
                if (float.IsNaN(truth[i]))
                    continue;
                sums[i / targets] +=
                    Math.Abs((double)truth[i] - forecast[i]) / test.Scale.Targets[i % targets].Deviation;
                counts[i / targets]++;
            }
        }
        return [.. sums.Zip(counts, (sum, count) => sum / count)];
    }
}
