using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Pipelines;
using Rnn.Onnx.Pipelines.Streaming;
using Rnn.Onnx.Pipelines.Trainers;
using Rnn.Onnx.Pipelines.Windows;
using Rnn.Onnx.Training;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;

namespace Rnn.Onnx.Docs.Tests;

/// <summary>The examples of docs/mlnet.md, between the marks.</summary>
internal static class MlnetExample
{
    public static (double Mae, float[] Next) Forecast()
    {
        // <forecast>
        var ml = new MLContext(seed: 1);
        ml.Log += (_, log) =>
        {
            if (log.Kind == ChannelMessageKind.Info)
                Console.Error.WriteLine(log.RawMessage); // an epoch a line, while it trains
        };

        // A row a day; windows of four weeks, and of the two behind them, are made as the rows are read.
        var days = ml.Data.LoadFromTextFile<Day>("births.csv", separatorChar: ',', hasHeader: true);
        var options = new WindowOptions
        {
            Columns = ["Births"],
            LookBack = 28,
            Horizon = 14,
        };
        var split = ml.Sequences().SplitByTime(days, options);

        // Trains, exports, compares the file with the trained module, and loads it.
        var trainer = ml.Forecasting().Trainers.Rnn(numberOfEpochs: 10, modelFile: "births.onnx");
        using var model = trainer.Fit(split.TrainSet, split.ValidationSet);

        var scale = ml.Sequences().MeasureScale(split.TrainSet, period: 7);
        var metrics = ml.Sequences().EvaluateForecast(model.Transform(split.TestSet), scale);
        Console.WriteLine(
            $"MAE {metrics.Mae:F0}, tomorrow {metrics.MaeByStep[0]:F0}, in two weeks {metrics.MaeByStep[^1]:F0}"
        );

        ml.Model.Save(model, split.TestSet.Schema, "births.zip");
        using var engine = ml.Model.CreatePredictionEngine<FourWeeks, TwoWeeks>(model);
        var lastWeeks = ml.Data.CreateEnumerable<Day>(days, reuseRowObject: false).TakeLast(28);
        var next = engine.Predict(new FourWeeks { Births = [.. lastWeeks.Select(day => day.Births)] }).Births;
        // </forecast>
        return (metrics.Mae, next);
    }

    public static (double Accuracy, string Label) Classify()
    {
        // <text>
        var ml = new MLContext(seed: 1);
        var reviews = ml.Data.LoadFromTextFile<Rated>("reviews.tsv", hasHeader: true);
        var parts = ml.Data.TrainTestSplit(reviews, testFraction: 0.2);

        var pipeline = ml
            .Transforms.Conversion.MapValueToKey("Label")
            .Append(ml.MulticlassClassification.Trainers.Rnn(hidden: 32)) // reads Text and Label
            .Append(ml.Transforms.Conversion.MapKeyToValue("Verdict", "PredictedLabel"));
        using var model = pipeline.Fit(parts.TrainSet);

        var metrics = ml.MulticlassClassification.Evaluate(model.Transform(parts.TestSet));
        Console.WriteLine($"{metrics.MicroAccuracy:P1} right");
        Console.WriteLine(metrics.ConfusionMatrix.GetFormattedConfusionTable());

        using var engine = ml.Model.CreatePredictionEngine<Rated, Opinion>(model);
        var opinion = engine.Predict(new Rated { Text = "Delicious soup, and the people were kind." });
        Console.WriteLine($"{opinion.Verdict}, {opinion.Probability:P1}");
        // </text>
        return (metrics.MicroAccuracy, opinion.Verdict);
    }

    public static string Load()
    {
        // <load>
        var ml = new MLContext();
        var loaded = ml.Model.Load("births.zip", out var schema); // a stock model: it scores row by row
        using var model = ml.Sequences().InBatches(loaded, schema); // and now in batches
        // </load>
        return string.Join(", ", model.GetOutputSchema(schema).Select(column => column.Name));
    }

    public static string[] Stream()
    {
        // <stream>
        var ml = new MLContext(seed: 1);
        var runs = ml.Data.LoadFromEnumerable(SampleMachines.Runs(600)); // each some minutes of one machine
        var trainer = ml.MulticlassClassification.Trainers.Rnn(
            new RnnClassificationOptions
            {
                FeatureColumn = "Load",
                Model = new SequenceClassifierOptions
                {
                    Pooling = Pooling.Last, // an answer after every step
                    Recurrent = new RecurrentOptions { Cell = CellKind.Gru, Hidden = 16 },
                },
                Training = new TrainerOptions { Epochs = 12, LearningRate = 0.01 },
            }
        );
        using var trained = ml.Transforms.Conversion.MapValueToKey("Label").Append(trainer).Fit(runs);

        // The same model with its states as inputs and outputs, and an engine that keeps them for each machine.
        StatefulExport.Of(trained.LastTransformer.Model.File).Save("machines.onnx");
        var options = new StatefulEngineOptions { KeyColumn = "Machine", Capacity = 100_000 };
        using var engine = ml.Sequences().CreateStatefulEngine<Reading, State>("machines.onnx", options);

        var states = new List<string>();
        foreach (var reading in SampleMachines.Readings()) // minute by minute, the machines mixed
        {
            var state = engine.Predict(reading);
            states.Add($"{reading.Machine}: {state.Label[0]}");
        }
        using (var file = File.Create("machines.state"))
            engine.Snapshot(file); // what a restarted process goes on from
        // </stream>
        return [.. states];
    }

    // <rows>
    public sealed class Day
    {
        [LoadColumn(4)]
        public float Births { get; set; }
    }

    public sealed class FourWeeks
    {
        [ColumnName("series"), VectorType(28)]
        public float[] Births { get; set; } = [];
    }

    public sealed class TwoWeeks
    {
        [ColumnName("forecast")]
        public float[] Births { get; set; } = [];
    }

    public sealed class Rated
    {
        [LoadColumn(0)]
        public string Text { get; set; } = "";

        [LoadColumn(1)]
        public string Label { get; set; } = "";
    }

    public sealed class Opinion
    {
        public string Verdict { get; set; } = "";

        public float Probability { get; set; } // of the verdict
    }

    public sealed class Reading
    {
        public string Machine { get; set; } = "";

        [ColumnName("series"), VectorType(1)]
        public float[] Load { get; set; } = [];
    }

    public sealed class State
    {
        [ColumnName("label")]
        public string[] Label { get; set; } = [];
    }

    public sealed class Run
    {
        public float[] Load { get; set; } = []; // a value a minute

        public string Label { get; set; } = "";
    }
    // </rows>
}
