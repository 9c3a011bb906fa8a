using System.CommandLine;
using System.Text.Json.Nodes;
using Rnn.Onnx.Cli.Terminal;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Models.Series;
using Spectre.Console;

namespace Rnn.Onnx.Cli;

/// <summary><c>rnn evaluate</c> of a forecaster: its errors on a series, beside naive forecasts.</summary>
internal static class ForecastEvaluation
{
    public static TaskVerb Verb(Reply reply, Option<string[]> data)
    {
        var series = new SeriesOptions();
        var test = new Option<double?>("--test")
        {
            Description = "Share of the rows at the end to measure on; that of the training by default.",
        };
        var period = new Option<int?>("--period")
        {
            Description = "Steps of a season, for MASE and the naive forecasts; that of the training by default.",
        };
        return new TaskVerb(
            ModelCard.ForecastTask,
            [data, .. series.Reading, test, period],
            (file, card, parsed) =>
            {
                var of = ForecastPipeline.Series(file, card);
                var read = series.Read(parsed, of, DataFiles.Single(parsed, data));
                var split = TrainedSplit.Of(card, of, read, parsed.GetValue(test));
                var (metrics, naive) = Run(
                    reply.Console,
                    file,
                    split,
                    parsed.GetValue(period) ?? TrainedSplit.Period(card)
                );
                reply.Result(
                    new JsonObject
                    {
                        ["model"] = file,
                        ["forecasts"] = split.Test.Count,
                        ["metrics"] = JsonResults.Of(metrics),
                        ["naive"] = JsonResults.Of(naive),
                    }
                );
            }
        );
    }

    /// <summary>Measures on the test part and prints the table.</summary>
    public static (ForecastMetrics Metrics, IReadOnlyList<NaiveBaseline> Naive) Run(
        IAnsiConsole console,
        string modelFile,
        SeriesSplit split,
        int period
    )
    {
        var metrics = ForecastPipeline.Evaluate(modelFile, split.Test, ForecastScale.Of(split, period));
        var naive = NaiveBaselines.For(split, period);
        if (split.Series.Missing.Values > 0)
            console.Labeled("Missing", ForecastReport.Describe(split.Series.Missing));
        console.Labeled(
            "Test",
            $"{split.Test.Count:N0} forecasts of {split.Test.Horizon} steps, in {string.Join(", ", split.Series.TargetNames)}"
        );
        ForecastErrorsReport.Write(console, Path.GetFileName(modelFile), metrics, naive);
        return (metrics, naive);
    }
}
