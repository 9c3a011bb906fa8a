using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Pipelines;
using Rnn.Onnx.Pipelines.Backtesting;
using Rnn.Onnx.Pipelines.Trainers;
using Rnn.Onnx.Pipelines.Windows;

namespace Rnn.Onnx.Docs.Tests;

/// <summary>The examples of docs/mlnet-forecast.md, between the marks.</summary>
internal static class MlnetForecastExample
{
    public static (double Mae, double Naive, float[] Next) Train()
    {
        // <train>
        var ml = new MLContext(seed: 1);
        var rows = ml.Data.LoadFromTextFile<Day>("sales.csv", separatorChar: ',', hasHeader: true);
        var options = new WindowOptions
        {
            Columns = ["Sold", "Price"],
            Targets = ["Sold"],
            Date = "Date",
            LookBack = 28,
            Horizon = 7,
        };

        // Windows to learn from, to choose the best epoch by, and to test on; nothing is copied.
        var parts = ml.Sequences().SplitByTime(rows, options, validationShare: 0.1, testShare: 0.2);
        using var model = ml.Forecasting()
            .Trainers.Rnn(hidden: 16, numberOfEpochs: 20, learningRate: 0.01, modelFile: "sales.onnx")
            .Fit(parts.TrainSet, parts.ValidationSet, parts.TestSet);

        var scale = ml.Sequences().MeasureScale(parts.TrainSet, period: 7);
        var metrics = ml.Sequences().EvaluateForecast(model.Transform(parts.TestSet), scale);
        Console.WriteLine($"MAE {metrics.Mae:F1}, MASE {metrics.Mase:F2}");
        ml.Model.Save(model, parts.TrainSet.Schema, "sales.zip");
        // </train>

        // <future>
        var ahead = ml.Sequences().Windows(rows, options with { RequireTarget = false });
        var next = ml
            .Data.CreateEnumerable<Forecast>(model.Transform(ahead), reuseRowObject: false, ignoreMissingColumns: true)
            .Last();
        Console.WriteLine($"From {next.Date:yyyy-MM-dd} on: {string.Join(' ', next.Values)}");
        // </future>
        return (metrics.Mae, model.Model.Card!.Metrics!.Naive["last value"]["mae"], next.Values);
    }

    public static BacktestResult Backtest()
    {
        var ml = new MLContext(seed: 1);
        var rows = ml.Data.LoadFromTextFile<Day>("sales.csv", separatorChar: ',', hasHeader: true);
        // <backtest>
        var windows = new WindowOptions
        {
            Columns = ["Sold"],
            Date = "Date",
            LookBack = 28,
            Horizon = 7,
        };
        var trainer = ml.Forecasting().Trainers.Rnn(hidden: 16, numberOfEpochs: 5, learningRate: 0.01);
        var result = ml.Forecasting()
            .Backtest(
                rows,
                windows,
                trainer,
                new BacktestOptions
                {
                    Folds = 3,
                    FoldRows = 28,
                    Period = 7,
                }
            );

        foreach (var fold in result.Folds)
            Console.WriteLine($"{fold.Date:yyyy-MM-dd}: {fold.TrainingRows} rows, MAE {fold.Metrics.Mae:F1}");
        Console.WriteLine($"Mean {result.Mean.Mae:F1}; last week again {result.Naive["last 7 steps"].Mae:F1}");
        // </backtest>
        return result;
    }

    public static string[] Features()
    {
        var ml = new MLContext(seed: 1);
        var notes = ml.Data.LoadFromEnumerable([
            new Note { Date = new DateTime(2024, 11, 28, 9, 0, 0, DateTimeKind.Utc), Text = "  Closed\ttoday\u200B! " },
        ]);
        // <features>
        var features = ml
            .Transforms.CalendarFeatures("Calendar", "Date", CalendarField.WeekDay, CalendarField.WeekOfMonth)
            .Append(ml.Transforms.CleanText("Clean", "Text"));
        var view = features.Fit(notes).Transform(notes);
        // </features>
        var row = ml.Data.CreateEnumerable<Featured>(view, reuseRowObject: false, ignoreMissingColumns: true).Single();
        return [.. row.Calendar.Select(value => $"{value}"), row.Clean[0]];
    }

    // <rows>
    public sealed class Day
    {
        [LoadColumn(0)]
        public DateTime Date { get; set; }

        [LoadColumn(1)]
        public float Sold { get; set; }

        [LoadColumn(2)]
        public float Price { get; set; }
    }

    public sealed class Forecast
    {
        [ColumnName("date")]
        public DateTime Date { get; set; } // of the first day that is forecast

        [ColumnName("forecast")]
        public float[] Values { get; set; } = [];
    }

    // </rows>

    public sealed class Note
    {
        public DateTime Date { get; set; }

        public string Text { get; set; } = "";
    }

    public sealed class Featured
    {
        public float[] Calendar { get; set; } = [];

        public string[] Clean { get; set; } = [];
    }
}
