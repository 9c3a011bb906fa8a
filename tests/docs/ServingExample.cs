using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Hosting;
using Rnn.Onnx.Pipelines;
using Rnn.Onnx.Pipelines.Streaming;
using Rnn.Onnx.Training.Export;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;

namespace Rnn.Onnx.Docs.Tests;

/// <summary>The examples of docs/serving.md, between the marks.</summary>
internal static class ServingExample
{
    /// <summary>Writes the file that the page speaks of; it has learned nothing.</summary>
    public static void Export(string path)
    {
        TorchSharp.torch.manual_seed(1);
        using var model = new SequenceRegressor(
            new SequenceRegressorOptions
            {
                Recurrent = new RecurrentOptions { Features = 2, Hidden = 16 },
            }
        );
        // <export>
        OnnxExporter.Export(model, new ExportOptions { Stateful = true }).File.Save(path);
        // </export>
    }

    public static (float[] Last, int Count) Stream((string Machine, float Temperature, float Vibration)[] readings)
    {
        // <stream>
        var ml = new MLContext(seed: 1);
        using var engine = ml.Sequences()
            .CreateStatefulEngine<Reading, Wear>(
                "wear.onnx",
                new StatefulEngineOptions { KeyColumn = "Machine", Capacity = 1_000_000 }
            );
        if (File.Exists("wear.states"))
            using (var file = File.OpenRead("wear.states"))
                engine.Restore(file);

        Wear wear = new();
        foreach (var (machine, temperature, vibration) in readings)
            wear = engine.Predict(new Reading { Machine = machine, Series = [temperature, vibration] });

        using (var file = File.Create("wear.states"))
            engine.Snapshot(file);
        // </stream>
        return (wear.Prediction, engine.Count);
    }

    // <stream-classes>
    public sealed class Reading
    {
        public string Machine { get; set; } = "";

        [ColumnName("series"), VectorType(2)] // temperature and vibration: one step
        public float[] Series { get; set; } = [];
    }

    public sealed class Wear
    {
        [ColumnName("prediction")]
        public float[] Prediction { get; set; } = [];
    }

    // </stream-classes>

    public static WebApplication Serve(WebApplicationBuilder builder)
    {
        // <serve>
        builder.Services.AddSequenceModel<Window, Forecast>(
            new SequenceModelPoolOptions("births.onnx")
            {
                MaximumBatch = 32, // requests that are scored together at the most
                MaximumDelay = TimeSpan.FromMilliseconds(1), // how long one may wait for others
                ReloadInterval = TimeSpan.FromSeconds(5), // how often the file is looked at for a change
            }
        );
        builder.Services.AddHealthChecks().AddSequenceModel<Window, Forecast>();

        var app = builder.Build();
        app.MapPost(
            "/forecast",
            (Window window, SequenceModelPool<Window, Forecast> model) => model.PredictAsync(window)
        );
        app.MapHealthChecks("/health");
        // </serve>
        return app;
    }

    // <serve-classes>
    public sealed class Window
    {
        [ColumnName("series")]
        public float[] Series { get; set; } = [];
    }

    public sealed class Forecast
    {
        [ColumnName("forecast")]
        public float[] Values { get; set; } = [];
    }
    // </serve-classes>
}
