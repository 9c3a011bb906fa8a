using System.CommandLine;
using Rnn.Onnx.Cli.Report;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Series;
using Spectre.Console;

namespace Rnn.Onnx.Cli;

/// <summary><c>rnn predict</c>: the steps behind the end of a series.</summary>
internal static class PredictCommand
{
    public static Command Create(IAnsiConsole console)
    {
        var model = new Argument<string>("model") { Description = "The .onnx file." };
        var output = new Option<string?>("--output", "-o")
        {
            Description = "Write the forecast to a CSV file as well.",
        };
        var series = new SeriesOptions();
        var command = new Command(
            "predict",
            "Forecast what follows a series. Example: rnn predict births.onnx --data births.csv"
        )
        {
            model,
            output,
        };
        series.AddTo(command);
        command.SetAction(parsed =>
        {
            var file = parsed.GetRequiredValue(model);
            var (_, card) = ForecastPipeline.Card(file);
            var read = series.Read(parsed, card);
            var table = Run(console, file, read, card);
            if (parsed.GetValue(output) is { } path)
                AtomicFile.WriteAllText(path, table.Csv());
            return App.Success;
        });
        return command;
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
