using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Pipelines;
using Rnn.Onnx.Pipelines.Trainers;

namespace Rnn.Onnx.Docs.Tests;

/// <summary>The README's example, between the two marks; a test compares it with the page and runs it.</summary>
internal static class ReadmeExample
{
    public static (double Mae, float[] Next) Run()
    {
        // <readme>
        // Train: a series in, a verified ONNX file out.
        var series = SeriesReader.Read("births.csv", new SeriesReaderOptions { Target = "births" });
        var trained = ForecastTraining.Run(series, new ForecastTrainingOptions());
        trained.File.Save("births.onnx");

        // Evaluate: an ML.NET pipeline scores the last fifth in batches, with ONNX Runtime.
        var ml = new MLContext(seed: 1);
        var split = new SeriesSplit(series, lookBack: 28, horizon: 14);
        var windows = ml.Sequences().LoadWindows(split.Test);
        using var model = ml.Transforms.ScoreSequences("births.onnx").Fit(windows);
        var scale = ForecastScale.Of(split, period: 7);
        var metrics = ml.Sequences().EvaluateForecast(model.Transform(windows), scale);

        // Predict: the two weeks behind the last four.
        using var engine = ml.Model.CreatePredictionEngine<Window, Forecast>(model);
        var lastWeeks = series.Values[^28..].ToArray();
        var next = engine.Predict(new Window { Series = lastWeeks }).Values;
        Console.WriteLine($"MAE {metrics.Mae:F0}, tomorrow {next[0]:F0}, in two weeks {next[13]:F0}");
        // </readme>
        return (metrics.Mae, next);
    }

    // <readme-rows>
    public sealed class Window
    {
        [ColumnName("series"), VectorType(28)]
        public float[] Series { get; set; } = [];
    }

    public sealed class Forecast
    {
        [ColumnName("forecast")]
        public float[] Values { get; set; } = [];
    }
    // </readme-rows>
}
