using System.CommandLine;
using Rnn.Onnx.Cli.Report;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Pipelines.Trainers;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;
using Rnn.Onnx.Training.Tasks;
using Spectre.Console;

namespace Rnn.Onnx.Cli;

/// <summary><c>rnn train forecast</c>: a series in, a verified .onnx file out.</summary>
internal static class TrainForecastCommand
{
    private static readonly Dictionary<string, CellKind> Cells = new(StringComparer.Ordinal)
    {
        ["lstm"] = CellKind.Lstm,
        ["gru"] = CellKind.Gru,
        ["rnn"] = CellKind.ElmanTanh,
        ["rnn-relu"] = CellKind.ElmanRelu,
    };

    private static readonly ForecastTrainingOptions Defaults = new();
    private static readonly ForecasterOptions Model = Defaults.Model;

    public static Command Create(IAnsiConsole console)
    {
        var series = new SeriesOptions();
        var target = new Option<string>("--target") { Description = "The column to forecast.", Required = true };
        var features = new Option<string[]>("--features")
        {
            Description = "Further columns that the model reads beside the target.",
            AllowMultipleArgumentsPerToken = true,
        };
        var output = new Option<string>("--output", "-o")
        {
            Description = "Where the .onnx file goes.",
            Required = true,
        };
        var lookBack = Number("--look-back", "Steps the model reads.", Model.LookBack);
        var horizon = Number("--horizon", "Steps it forecasts.", Model.Horizon);
        var cell = new Option<string>("--cell")
        {
            Description = $"The cell: {string.Join(", ", Cells.Keys)}.",
            DefaultValueFactory = _ => "lstm",
        };
        cell.AcceptOnlyFromAmong([.. Cells.Keys]);
        var hidden = Number("--hidden", "Hidden units of a layer.", Model.Recurrent.Hidden);
        var layers = Number("--layers", "Recurrent layers.", Model.Recurrent.Layers);
        var bidirectional = new Option<bool>("--bidirectional") { Description = "Read the look-back from both ends." };
        var dropout = Number("--dropout", "Dropout between layers.", Model.Recurrent.Dropout);
        var plain = new Option<bool>("--no-window-normalization")
        {
            Description = "Do not bring each window to its own mean and deviation.",
        };
        var loss = new Option<ForecastLoss>("--loss")
        {
            Description = "What to make small: huber, mae or mse.",
            DefaultValueFactory = _ => ForecastLoss.Huber,
        };
        var period = Number(
            "--period",
            "Steps of a season, for MASE and the seasonal naive forecast.",
            Defaults.Period
        );
        var validation = Number("--validation", "Share of the rows that choose the epoch.", Defaults.ValidationShare);
        var test = Number("--test", "Share of the rows at the end to measure on.", Defaults.TestShare);
        var training = new TrainingOptions(Defaults.Training);

        var command = new Command(
            "forecast",
            "Train a forecaster on a series. Example: rnn train forecast --data births.csv --target births -o births.onnx"
        )
        {
            target,
            features,
            output,
            lookBack,
            horizon,
            cell,
            hidden,
            layers,
            bidirectional,
            dropout,
            plain,
            loss,
            period,
            validation,
            test,
        };
        series.AddTo(command);
        training.AddTo(command);
        command.SetAction(
            (parsed, cancel) =>
            {
                var options = new ForecastTrainingOptions
                {
                    Model = new ForecasterOptions
                    {
                        LookBack = parsed.GetValue(lookBack),
                        Horizon = parsed.GetValue(horizon),
                        Normalization = parsed.GetValue(plain) ? WindowNormalization.None : WindowNormalization.Mean,
                        Recurrent = new RecurrentOptions
                        {
                            Cell = Cells[parsed.GetRequiredValue(cell)],
                            Hidden = parsed.GetValue(hidden),
                            Layers = parsed.GetValue(layers),
                            Bidirectional = parsed.GetValue(bidirectional),
                            Dropout = parsed.GetValue(dropout),
                        },
                    },
                    Training = training.Read(parsed),
                    Loss = parsed.GetValue(loss),
                    Period = parsed.GetValue(period),
                    ValidationShare = parsed.GetValue(validation),
                    TestShare = parsed.GetValue(test),
                };
                var read = series.Read(
                    parsed,
                    parsed.GetRequiredValue(target),
                    SeriesOptions.SplitList(parsed.GetValue(features))
                );
                var path = parsed.GetRequiredValue(output);
                var trained = Run(console, read, options, path, cancel);
                var naive = NaiveBaselines.For(options.Split(read), options.Period);
                console.Write(ForecastReport.Errors(Path.GetFileName(path), trained.Test, naive));
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
        console.Labeled("Trained", ForecastReport.Describe(trained.Training));
        console.Labeled("Parity", ForecastReport.Describe(trained.Parity));
        console.Labeled("Saved", $"{output} ({new FileInfo(output).Length:N0} bytes)");
        return trained;
    }

    private static Option<T> Number<T>(string name, string description, T value) =>
        new(name) { Description = description, DefaultValueFactory = _ => value };
}
