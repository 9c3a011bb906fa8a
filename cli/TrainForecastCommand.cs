using System.CommandLine;
using Rnn.Onnx.Cli.Terminal;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Pipelines.Trainers;
using Spectre.Console;

namespace Rnn.Onnx.Cli;

/// <summary><c>rnn train forecast</c>: a series in, a verified .onnx file out.</summary>
internal static class TrainForecastCommand
{
    public static Command Create(Reply reply)
    {
        var console = reply.Console;
        var options = new ForecastOptions();
        var output = new Option<string?>("--output", "-o")
        {
            Description = "Where the .onnx file goes; beside you, under the data's name, by default.",
        };
        var command = new Command(
            "forecast",
            "Train a forecaster on a series. Example: rnn train forecast --data births.csv --target births -o births.onnx"
        )
        {
            output,
            Preset.Option(),
        };
        options.AddTo(command);
        command.SetAction(
            (parsed, cancel) =>
            {
                var data = parsed.GetRequiredValue(options.Data);
                var path = parsed.GetValue(output) ?? Path.GetFileNameWithoutExtension(data) + ".onnx";
                var (series, how) = options.Read(parsed);
                var trained = Run(console, series, how, path, cancel);
                var naive = NaiveBaselines.For(how.Split(series), how.Period);
                ForecastErrorsReport.Write(console, Path.GetFileName(path), trained.Test, naive);
                StoppedRun.Forget(parsed);
                reply.Result(TrainedJson.Of(path, trained.Card, trained.Training));
                return Task.FromResult(App.Success);
            }
        );
        return command;
    }

    /// <summary>Trains, verifies and saves; says what it does on the way.</summary>
    public static TrainedForecaster Run(
        IAnsiConsole console,
        TimeSeries series,
        ForecastTrainingOptions options,
        string output,
        CancellationToken cancel
    )
    {
        AtomicFile.RequireWritable(output);
        console.Labeled("Series", $"{series.Path}: {ForecastReport.Describe(series)}");
        console.Labeled("Split", ForecastReport.Describe(options.Split(series)));
        console.Labeled("Model", ForecastReport.Describe(options.Model));
        var trained = TrainingBar.Run(console, progress => ForecastTraining.Run(series, options, progress, cancel));
        trained.File.Save(output);
        console.Labeled("Trained", TrainingReport.Describe(trained.Training));
        console.Labeled("Parity", TrainingReport.Describe(trained.Parity));
        console.Saved(output);
        return trained;
    }
}
