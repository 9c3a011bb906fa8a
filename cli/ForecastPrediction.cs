using System.CommandLine;
using System.Text.Json.Nodes;
using Rnn.Onnx.Cli.Terminal;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Series;
using Spectre.Console;

namespace Rnn.Onnx.Cli;

/// <summary><c>rnn predict</c> with a forecaster: the steps behind the end of a series.</summary>
internal static class ForecastPrediction
{
    public static TaskVerb Verb(Reply reply, Option<string[]> data, Option<string?> output)
    {
        var series = new SeriesOptions();
        return new TaskVerb(
            ModelCard.ForecastTask,
            [data, .. series.Reading, output],
            (file, card, parsed) =>
            {
                var of = ForecastPipeline.Series(file, card);
                var read = series.Read(parsed, of, DataFiles.Single(parsed, data));
                var table = Run(reply.Console, file, read, of);
                if (parsed.GetValue(output) is { } path)
                    AtomicFile.WriteAllText(path, table.Csv());
                reply.Result(new JsonObject { ["model"] = file, ["forecast"] = table.Json() });
            }
        );
    }

    /// <summary>Forecasts, and draws the forecast of the first target behind its last look-back.</summary>
    public static ForecastTable Run(IAnsiConsole console, string modelFile, TimeSeries series, CardSeries card)
    {
        var table = new ForecastTable(series, card, ForecastPipeline.Predict(modelFile, series, card));
        console.Labeled(
            "Forecast",
            $"{card.Horizon} steps behind {table.Label(-1)}: · the last {card.LookBack} steps, ● the forecast"
        );
        var past = series.Column(series.Target)[^card.LookBack..];
        foreach (var line in TerminalChart.Draw(past, table.First, console.Profile.Width))
            console.WriteLine(line);
        foreach (var line in table.Lines())
            console.WriteLine(line);
        return table;
    }
}
