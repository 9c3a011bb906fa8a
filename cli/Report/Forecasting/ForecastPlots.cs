using System.Text.Json.Nodes;
using Rnn.Onnx.Cli.Pages;
using static Rnn.Onnx.Cli.Report.Words;

namespace Rnn.Onnx.Cli.Report.Forecasting;

/// <summary>Forecasts over what came to pass, of one target.</summary>
internal sealed class ForecastPlots(TestForecasts test, int target)
{
    // As many steps side by side as can be read.
    private const int ReadableSteps = 90;

    private readonly TimeAxis axis = new(test.Series);
    private readonly float[] series = test.Series.Column(test.Series.Targets[target]);

    private int Horizon => test.Windows.Horizon;

    private string Name => test.Series.TargetNames[target];

    private string Id(string plot) => target == 0 ? plot : Text($"{plot}-{target + 1}");

    /// <summary>One forecast of middling quality with all naive lines, so that the lines can be told apart.</summary>
    public Plot Typical()
    {
        var (window, error, share) = Middling();
        var origin = test.Origin(window);
        var past = Math.Min(test.Windows.LookBack, Math.Max(2 * Horizon, 14));
        List<JsonObject> rows = [.. Bands(window, part: 0)];
        rows.AddRange(
            LinePlot.Line(axis, origin - past, series[(origin - past)..(origin + Horizon)], LinePlot.Truth, 0)
        );
        foreach (var line in test.Lines)
            rows.AddRange(LinePlot.Line(axis, origin, test.Forecast(line, window, target), line.Name, 0));
        var naive = test.Naive.Select(line => Text($"{line.Name} {Number(Error(line, window))}"));
        return new Plot(
            Id("forecast-typical"),
            $"{Name}: a forecast like most",
            Text(
                $"The forecast from {axis.Name(origin)} on, the one whose error is the median of all {Count(test.Windows.Count)}: half are better, half are worse. On average the model is off by {Number(error)} here; {string.Join(", ", naive)}. Dashed lines are forecasts that need no model{share}."
            ),
            LinePlot.Spec(axis.X, Name, [LinePlot.Truth, .. test.Lines.Select(line => line.Name)]),
            rows
        );
    }

    /// <summary>The end of the test part, forecast after forecast, beside the best naive one.</summary>
    public Plot InARow()
    {
        var count = Math.Clamp(ReadableSteps / Horizon, 1, ((test.Windows.Count - 1) / Horizon) + 1);
        int[] windows = [.. Enumerable.Range(1 - count, count).Select(i => test.Windows.Count - 1 + (i * Horizon))];
        var first = test.Origin(windows[0]);
        List<ForecastLine> lines = [test.Model];
        if (test.BestNaive is { } best)
            lines.Add(best);
        List<JsonObject> rows =
        [
            .. LinePlot.Line(axis, first, series[first..(first + (count * Horizon))], LinePlot.Truth, 0),
        ];
        foreach (var (part, window) in windows.Index())
        {
            rows.AddRange(Bands(window, part));
            foreach (var line in lines)
                rows.AddRange(
                    LinePlot.Line(axis, test.Origin(window), test.Forecast(line, window, target), line.Name, part)
                );
        }
        var errors = lines.Select(line =>
            Text($"{line.Name} is off by {Number(windows.Average(window => Error(line, window)))}")
        );
        return new Plot(
            Id("forecast-test"),
            $"{Name}: the end of the test part",
            Text(
                $"{(count == 1 ? "The last forecast" : Text($"{count} forecasts one behind the other"))}, of {Horizon} steps{(count == 1 ? "" : " each")}, from {axis.Name(first)} to {axis.Name(first + (count * Horizon) - 1)}, made from what was known before. Over this stretch {string.Join(", ", errors)} on average.{Interval()}"
            ),
            LinePlot.Spec(axis.X, Name, [LinePlot.Truth, .. lines.Select(line => line.Name)]),
            rows
        );
    }

    /// <summary>The steps behind the end of the series, behind its last look-back.</summary>
    public Plot Future(ForecastPipeline.Forecast forecast)
    {
        var (end, past) = (series.Length, Math.Min(test.Windows.LookBack, Math.Max(2 * Horizon, 14)));
        var targets = test.Windows.Targets;
        float[] values = [.. forecast.Values.Where((_, i) => i % targets == target)];
        List<JsonObject> rows = [.. LinePlot.Line(axis, end - past, series[^past..], LinePlot.Truth, 0)];
        var levels = test.Levels;
        for (var i = 0; i < levels.Count / 2; i++)
            rows.AddRange(LinePlot.Band(axis, end, Level(i), Level(levels.Count - 1 - i), IntervalName(i), part: 0));
        rows.AddRange(LinePlot.Line(axis, end, values, test.Model.Name, 0));
        return new Plot(
            Id("forecast-future"),
            $"{Name}: the forecast behind the end",
            Text(
                $"What the model expects for the {Horizon} steps behind {axis.Name(end - 1)}: {Number(values[0])} first, {Number(values[^1])} last, between {Number(values.Min())} and {Number(values.Max())}.{Interval()}"
            ),
            LinePlot.Spec(axis.X, Name, [LinePlot.Truth, test.Model.Name]),
            rows
        );

        IEnumerable<float> Level(int level) => forecast.Quantiles.Where((_, i) => i % levels.Count == level);
    }

    private IEnumerable<JsonObject> Bands(int window, int part) =>
        Enumerable
            .Range(0, test.Levels.Count / 2)
            .SelectMany(i =>
                LinePlot.Band(
                    axis,
                    test.Origin(window),
                    test.Quantile(window, i),
                    test.Quantile(window, test.Levels.Count - 1 - i),
                    IntervalName(i),
                    part
                )
            );

    private string IntervalName(int pair) => Text($"{100 * (test.Levels[^(pair + 1)] - test.Levels[pair]):0.#} %");

    private string Interval() =>
        test.Levels.Count < 2
            ? ""
            : $" The bands are where the model expects {string.Join(" and ", Enumerable.Range(0, test.Levels.Count / 2).Select(IntervalName))} of the values.";

    private (int Window, double Error, string Bands) Middling()
    {
        var errors = Enumerable
            .Range(0, test.Windows.Count)
            .Select(window => (Window: window, Error: Error(test.Model, window)))
            .Where(one => !double.IsNaN(one.Error))
            .OrderBy(one => one.Error)
            .ToArray();
        var (window, error) = errors[errors.Length / 2];
        if (test.Levels.Count < 2)
            return (window, error, "");
        var truth = test.Truth(window, target);
        var (low, high) = (test.Quantile(window, 0), test.Quantile(window, test.Levels.Count - 1));
        var inside = truth.Where((value, step) => value >= low[step] && value <= high[step]).Count();
        return (window, error, Text($"; the wide band, {IntervalName(0)}, holds {inside} of the {Horizon} values"));
    }

    // Mean absolute error over the steps that came to pass; NaN where none did.
    private double Error(ForecastLine line, int window)
    {
        double[] errors =
        [
            .. test.Truth(window, target)
                .Zip(test.Forecast(line, window, target), (truth, forecast) => Math.Abs((double)truth - forecast))
                .Where(error => !double.IsNaN(error)),
        ];
        return errors.Length == 0 ? double.NaN : errors.Average();
    }
}
