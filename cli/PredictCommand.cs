using System.CommandLine;
using System.Globalization;
using System.Text;
using Rnn.Onnx.Cli.Report;
using Rnn.Onnx.Models;
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
            var read = series.Read(parsed, card.Target, card.Columns);
            var forecast = Run(console, file, read, card.LookBack);
            if (parsed.GetValue(output) is { } path)
                AtomicFile.WriteAllText(path, Csv(read, forecast));
            return App.Success;
        });
        return command;
    }

    /// <summary>Forecasts, and draws the forecast behind the last look-back.</summary>
    public static float[] Run(IAnsiConsole console, string modelFile, TimeSeries series, int lookBack)
    {
        var forecast = ForecastPipeline.Predict(modelFile, series, lookBack);
        console.Labeled(
            "Forecast",
            $"{forecast.Length} steps behind {Label(series, -1)}: · the last {lookBack} steps, ● the forecast"
        );
        var past = series.Column(series.Target)[^lookBack..];
        foreach (var line in TerminalChart.Draw(past, forecast, console.Profile.Width))
            console.WriteLine(line);
        for (var step = 0; step < forecast.Length; step++)
            console.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"  {Label(series, step), -16} {forecast[step], 12:N1}")
            );
        return forecast;
    }

    private static string Csv(TimeSeries series, float[] forecast)
    {
        var text = new StringBuilder(series.Step is null ? "step" : "date").Append(',');
        text.AppendLine(series.Columns[series.Target]);
        for (var step = 0; step < forecast.Length; step++)
            text.AppendLine(CultureInfo.InvariantCulture, $"{Label(series, step)},{forecast[step]:R}");
        return text.ToString();
    }

    /// <summary>The date of a step behind the end (-1 is the last known row), or its number where there are no dates.</summary>
    private static string Label(TimeSeries series, int step)
    {
        if (series is not { Dates: { } dates, Step: { } every })
            return (step + 1).ToString(CultureInfo.InvariantCulture);
        var date = every.After(dates[^1], step + 1);
        return date.ToString(
            date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm",
            CultureInfo.InvariantCulture
        );
    }
}
