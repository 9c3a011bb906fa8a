using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Rnn.Onnx.Cli.Terminal;
using Rnn.Onnx.Pipelines.Backtesting;
using Spectre.Console;

namespace Rnn.Onnx.Cli.Backtest;

/// <summary><c>rnn backtest</c>: how a forecaster would have done if it had been trained and asked at several days of the past.</summary>
internal static class BacktestCommand
{
    private static readonly BacktestOptions Defaults = new();

    public static Command Create(Reply reply)
    {
        var forecast = new ForecastOptions();
        var folds = OptionValues.Value(
            "--folds",
            "Origins, the last of which lies one fold before the end.",
            Defaults.Folds
        );
        var rows = new Option<int?>("--fold-rows")
        {
            Description = "Rows from one origin to the next; the horizon by default.",
        };
        var training = new Option<int?>("--training-rows")
        {
            Description = "Rows in front of an origin that are learned from; all of them by default.",
        };
        var gap = OptionValues.Value("--gap", "Rows in front of an origin that nothing is learned from.", Defaults.Gap);
        var once = new Option<bool>("--train-once")
        {
            Description = "Train in front of the first origin only, not anew at each.",
        };
        var command = new Command(
            "backtest",
            "Train and test a forecaster at several days of the past, beside naive forecasts; options as of train forecast. Example: rnn backtest --data births.csv --target births --folds 3 --hidden 16"
        )
        {
            folds,
            rows,
            training,
            gap,
            once,
            Preset.Option(),
        };
        forecast.AddTo(command);
        command.SetAction(
            (parsed, cancel) =>
            {
                var (series, how) = forecast.Read(parsed);
                var options = new BacktestOptions
                {
                    Folds = parsed.GetValue(folds),
                    FoldRows = parsed.GetValue(rows),
                    TrainingRows = parsed.GetValue(training),
                    Gap = parsed.GetValue(gap),
                    Refit = !parsed.GetValue(once),
                    Period = how.Period,
                    Cancellation = cancel,
                }.Validate();
                var console = reply.Console;
                console.Labeled("Series", $"{series.Path}: {ForecastReport.Describe(series)}");
                console.Labeled("Model", ForecastReport.Describe(how.Model));
                var result = WorkBar.Run(
                    console,
                    "training",
                    options.Refit ? options.Folds : 1,
                    done => SeriesBacktest.Run(series, how, options, () => done(1))
                );
                Write(console, result);
                reply.Result(Json(series.Path, result));
                return Task.FromResult(App.Success);
            }
        );
        return command;
    }

    private static void Write(IAnsiConsole console, BacktestResult result)
    {
        var naive = result.Naive.Keys.ToArray();
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumns(["Origin", "Trained on", "MAE", "RMSE", "MASE", .. naive.Select(name => $"MAE, {name}")]);
        table.Columns.Skip(1).ToList().ForEach(column => column.RightAligned());
        foreach (var fold in result.Folds)
            table.AddRow([
                Origin(fold),
                fold.TrainingRows.ToString("N0", CultureInfo.InvariantCulture),
                Number(fold.Metrics.Mae),
                Number(fold.Metrics.Rmse),
                Number(fold.Metrics.Mase, "F3"),
                .. naive.Select(name => Number(fold.Naive.First(one => one.Name == name).Metrics.Mae)),
            ]);
        table.AddRow([
            "Mean",
            "",
            Number(result.Mean.Mae),
            Number(result.Mean.Rmse),
            Number(result.Mean.Mase, "F3"),
            .. naive.Select(name => Number(result.Naive[name].Mae)),
        ]);
        console.Write(table);
    }

    private static JsonObject Json(string data, BacktestResult result) =>
        new()
        {
            ["data"] = data,
            ["folds"] = new JsonArray([
                .. result.Folds.Select(fold => new JsonObject
                {
                    ["origin"] = fold.Origin,
                    ["date"] = fold.Date?.ToString("s", CultureInfo.InvariantCulture),
                    ["trainingRows"] = fold.TrainingRows,
                    ["metrics"] = JsonResults.Of(fold.Metrics),
                    ["naive"] = JsonResults.Of(fold.Naive),
                }),
            ]),
            ["mean"] = JsonResults.Of(result.Mean),
            ["naive"] = JsonResults.Of(result.Naive),
        };

    private static string Origin(BacktestFold fold) =>
        fold.Date?.ToString(
            fold.Date.Value.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm",
            CultureInfo.InvariantCulture
        ) ?? string.Create(CultureInfo.InvariantCulture, $"row {fold.Origin:N0}");

    private static string Number(double value, string? format = null) =>
        value.ToString(format ?? (Math.Abs(value) < 10 ? "F3" : "F1"), CultureInfo.InvariantCulture);
}
