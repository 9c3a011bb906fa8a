using System.Globalization;
using System.Text.Json.Nodes;
using Rnn.Onnx.Cli.Pages;
using static Rnn.Onnx.Cli.Report.Words;

namespace Rnn.Onnx.Cli.Report.Forecasting;

/// <summary>The model's errors of one target, forecast less truth: how they are spread, and when they are large.</summary>
internal sealed class Residuals
{
    private const int Bins = 40;
    private const int Periods = 60;

    // The rarest errors share the outermost bins, so that the others can be seen.
    private const double Outliers = 0.005;

    private readonly TestForecasts test;
    private readonly int target;
    private readonly TimeAxis axis;
    private readonly (int Row, double Error)[] all;

    public Residuals(TestForecasts test, int target)
    {
        (this.test, this.target, axis) = (test, target, new TimeAxis(test.Series));
        all = [.. Errors(test.Model)];
    }

    private string Name => test.Series.TargetNames[target];

    /// <summary>How many errors are how large.</summary>
    public Plot Spread()
    {
        double[] sorted = [.. all.Select(one => one.Error).Order()];
        var (low, high) = (Quantile(sorted, Outliers), Quantile(sorted, 1 - Outliers));
        var width = high > low ? (high - low) / Bins : 1;
        var counts = new int[Bins];
        foreach (var error in sorted)
            counts[Math.Clamp((int)((error - low) / width), 0, Bins - 1)]++;
        var mean = sorted.Average();
        return new Plot(
            Id("residuals"),
            $"{Name}: how large the errors are",
            Text(
                $"All {Count(sorted.Length)} errors of the test part, forecast less truth; the outermost bars hold what lies beyond as well. The mean is {Number(mean)}: forecasts are too {(mean > 0 ? "high" : "low")} by that on average. Half of the errors lie between {Number(Quantile(sorted, 0.25))} and {Number(Quantile(sorted, 0.75))}."
            ),
            Specs.Parse(
                $$"""
                {
                  "height": 220,
                  "mark": { "type": "bar", "color": "{{PlotColors.Blue}}", "tooltip": true },
                  "encoding": {
                    "x": { "field": "from", "type": "quantitative", "title": "forecast less truth", "bin": { "binned": true } },
                    "x2": { "field": "to" },
                    "y": { "field": "count", "type": "quantitative", "title": "errors" }
                  }
                }
                """
            ),
            [
                .. counts.Select(
                    (count, i) =>
                        new JsonObject
                        {
                            ["from"] = JsonResults.Number(low + (i * width)),
                            ["to"] = JsonResults.Number(low + ((i + 1) * width)),
                            ["count"] = count,
                        }
                ),
            ]
        );
    }

    /// <summary>Errors by the time that was forecast.</summary>
    public Plot OverTime()
    {
        var (first, last) = (all.Min(one => one.Row), all.Max(one => one.Row));
        var length = Math.Max(1, (int)Math.Ceiling((last - first + 1) / (double)Periods));
        var periods = all.GroupBy(one => (one.Row - first) / length)
            .OrderBy(group => group.Key)
            .Select(group =>
                (
                    Row: first + (group.Key * length),
                    Absolute: group.Average(one => Math.Abs(one.Error)),
                    Mean: group.Average(one => one.Error)
                )
            )
            .ToArray();
        var worst = periods.MaxBy(period => period.Absolute);
        string[] lines = ["mean absolute error", "mean error"];
        return new Plot(
            Id("residuals-over-time"),
            $"{Name}: when the errors were large",
            Text(
                $"Errors by the time that was forecast, averaged over {(length == 1 ? "each row" : Text($"{length} rows"))}. A mean error that stays above or below 0 says that forecasts were too high or too low for a while. The worst stretch begins at {axis.Name(worst.Row)}, with a mean absolute error of {Number(worst.Absolute)}."
            ),
            Specs.Parse(
                $$"""
                {
                  "height": 220,
                  "mark": { "type": "line", "point": { "size": 12 }, "tooltip": true },
                  "encoding": { "x": {{axis.X}}, "y": { "field": "error", "type": "quantitative", "title": "error" }, "color": {{Specs.Colors(
                    "measure",
                    lines,
                    PlotColors.All
                )}} }
                }
                """
            ),
            [
                .. periods.SelectMany(period =>
                    new[] { Row(period.Row, lines[0], period.Absolute), Row(period.Row, lines[1], period.Mean) }
                ),
            ]
        );

        JsonObject Row(int row, string measure, double error) =>
            new()
            {
                ["x"] = axis.At(row),
                ["measure"] = measure,
                ["error"] = JsonResults.Number(error),
            };
    }

    /// <summary>Errors by day of the week, beside the best naive forecast's; only of dated series of days or less.</summary>
    public IEnumerable<Plot> ByWeekday()
    {
        if (test.Series is not { Dates: { } dates, Step: { Months: 0 } step } || step.Time > TimeSpan.FromDays(1))
            yield break;
        var lines = new[] { test.Model }.Concat(test.BestNaive is { } best ? [best] : []).ToArray();
        var errors = lines
            .SelectMany(line =>
                (line == test.Model ? all : [.. Errors(line)])
                    .GroupBy(one => dates[one.Row].DayOfWeek)
                    .Select(day => (line.Name, Day: day.Key, Error: day.Average(one => Math.Abs(one.Error))))
            )
            .ToArray();
        var model = errors.Where(one => one.Name == test.Model.Name).ToArray();
        var (hardest, easiest) = (model.MaxBy(one => one.Error), model.MinBy(one => one.Error));
        string[] days = [.. Enumerable.Range(1, 7).Select(day => Day((DayOfWeek)(day % 7)))];
        var order = new JsonArray([.. days.Select(day => (JsonNode?)day)]).ToJsonString();
        yield return new Plot(
            Id("residuals-by-weekday"),
            $"{Name}: errors by day of the week",
            Text(
                $"The mean absolute error of the forecasts for each day of the week. {Day(hardest.Day)} is the hardest for the model, off by {Number(hardest.Error)}, {Day(easiest.Day)} the easiest, {Number(easiest.Error)}."
            ),
            Specs.Parse(
                $$"""
                {
                  "height": 220,
                  "mark": { "type": "bar", "tooltip": true },
                  "encoding": {
                    "x": { "field": "day", "type": "nominal", "sort": {{order}}, "title": null, "axis": { "labelAngle": 0 } },
                    "xOffset": { "field": "line", "sort": null },
                    "y": { "field": "error", "type": "quantitative", "title": "mean absolute error" },
                    "color": {{Specs.Colors(
                    "line",
                    lines.Select(line => line.Name),
                    [PlotColors.Blue, PlotColors.Gray]
                )}}
                  }
                }
                """
            ),
            [
                .. errors.Select(one => new JsonObject
                {
                    ["day"] = Day(one.Day),
                    ["line"] = one.Name,
                    ["error"] = JsonResults.Number(one.Error),
                }),
            ]
        );
    }

    private string Id(string plot) => target == 0 ? plot : Text($"{plot}-{target + 1}");

    private static string Day(DayOfWeek day) => CultureInfo.InvariantCulture.DateTimeFormat.GetDayName(day);

    // Forecast less truth, with the row that was forecast; what never came to pass has no error.
    private IEnumerable<(int Row, double Error)> Errors(ForecastLine line) =>
        Enumerable
            .Range(0, test.Windows.Count)
            .SelectMany(window =>
            {
                var origin = test.Origin(window);
                return test.Forecast(line, window, target)
                    .Zip(test.Truth(window, target), (forecast, truth) => (double)forecast - truth)
                    .Select((error, step) => (Row: origin + step, Error: error));
            })
            .Where(one => !double.IsNaN(one.Error));

    private static double Quantile(double[] sorted, double share) => sorted[(int)(share * (sorted.Length - 1))];
}
