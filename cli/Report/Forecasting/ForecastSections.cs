using System.Text.Json.Nodes;
using Rnn.Onnx.Cli.Pages;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Models.Series;
using static Rnn.Onnx.Cli.Report.Words;

namespace Rnn.Onnx.Cli.Report.Forecasting;

/// <summary>A report's sections of a forecaster on a series.</summary>
internal static class ForecastSections
{
    // The first few targets are drawn, all are in the table.
    private const int MostTargets = 3;

    /// <summary>Forecasts the test part and the steps behind the end.</summary>
    public static ReportBody Of(string modelFile, ModelCard card, TimeSeries series, CancellationToken cancel)
    {
        var of = ForecastPipeline.Series(modelFile, card);
        var period = TrainedSplit.Period(card);
        var test = TestForecasts.Of(modelFile, TrainedSplit.Of(card, of, series), of, period, cancel);
        var future = ForecastPipeline.Predict(modelFile, series, of);
        var drawn = Enumerable.Range(0, Math.Min(MostTargets, test.Windows.Targets)).ToArray();
        var plots = drawn.Select(target => new ForecastPlots(test, target)).ToArray();
        var residuals = drawn.Select(target => new Residuals(test, target)).ToArray();
        return new ReportBody(
            Summary(test, series),
            [
                new(
                    "Forecasts of the test part",
                    [.. plots.SelectMany(plot => new[] { plot.Typical(), plot.InARow() })]
                ),
                new("Behind the end", [.. plots.Select(plot => plot.Future(future))]),
                new("Errors", [ErrorTable(test), ErrorPlots.ByStep(test), .. ErrorPlots.Calibration(test)]),
                new(
                    "What the errors look like",
                    [
                        .. residuals.SelectMany(errors =>
                            new[] { errors.Spread(), errors.OverTime() }.Concat(errors.ByWeekday())
                        ),
                    ]
                ),
            ],
            Figures(test)
        );
    }

    private static string Summary(TestForecasts test, TimeSeries series)
    {
        var (m, several) = (test.Model.Metrics, test.Windows.Targets > 1);
        var unit = several ? "standard deviations" : series.TargetNames[0];
        var error = Text($"{Number(several ? m.ScaledMae : m.Mae)} {unit}");
        var naive = test.BestNaive is { } best
            ? Text(
                $", while the best forecast without a model, to {best.Name}, is off by {Number(several ? best.Metrics.ScaledMae : best.Metrics.Mae)}"
            )
            : "";
        return Text(
            $"Over {Count(test.Windows.Count)} forecasts of {test.Windows.Horizon} steps in the test part of {Path.GetFileName(series.Path)} the model is off by {error} on average{naive}.{string.Concat((m.Quantiles?.Intervals ?? []).Select(interval => $" {interval}"))}"
        );
    }

    private static PageTable ErrorTable(TestForecasts test)
    {
        if (test.Windows.Targets > 1)
            return new PageTable(
                "Mean errors of the model, target by target",
                ["target", "MAE", "RMSE", "MASE", "scaled MSE", "scaled MAE"],
                [
                    .. test.Model.Metrics.Targets.Select(m =>
                        (IReadOnlyList<string>)
                            [
                                m.Name,
                                Number(m.Mae),
                                Number(m.Rmse),
                                Number(m.Mase),
                                Number(m.ScaledMse),
                                Number(m.ScaledMae),
                            ]
                    ),
                ]
            );
        return new PageTable(
            "Mean errors",
            ["forecast", "MAE", "RMSE", "MASE", "sMAPE"],
            [
                .. test.Lines.Select(line =>
                    (IReadOnlyList<string>)
                        [
                            line.Name,
                            Number(line.Metrics.Mae),
                            Number(line.Metrics.Rmse),
                            Number(line.Metrics.Mase),
                            Number(line.Metrics.Smape),
                        ]
                ),
            ]
        );
    }

    private static JsonObject Figures(TestForecasts test) =>
        new()
        {
            ["forecasts"] = test.Windows.Count,
            ["mae"] = JsonResults.Number(test.Model.Metrics.Mae),
            ["rmse"] = JsonResults.Number(test.Model.Metrics.Rmse),
            ["mase"] = JsonResults.Number(test.Model.Metrics.Mase),
            ["naive"] = new JsonObject(
                test.Naive.Select(line =>
                    KeyValuePair.Create(
                        line.Name,
                        (JsonNode?)new JsonObject { ["mae"] = JsonResults.Number(line.Metrics.Mae) }
                    )
                )
            ),
            ["intervals"] = JsonResults.Of<IReadOnlyList<IntervalMetrics>>(
                test.Model.Metrics.Quantiles?.Intervals ?? []
            ),
        };
}
