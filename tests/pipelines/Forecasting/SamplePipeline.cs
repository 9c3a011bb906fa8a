using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Pipelines.Scoring;
using Rnn.Onnx.Pipelines.Trainers;
using Rnn.Onnx.Pipelines.Windows;
using Rnn.Onnx.Tests.Shared;
using Rnn.Onnx.Training;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;

namespace Rnn.Onnx.Pipelines.Tests.Forecasting;

/// <summary>From a CSV file to a saved forecaster, as an application does it.</summary>
internal static class SamplePipeline
{
    public const int LookBack = 14;
    public const int Horizon = 3;

    public static readonly WindowOptions Windows = new()
    {
        Columns = ["value"],
        Date = "date",
        LookBack = LookBack,
        Horizon = Horizon,
    };

    /// <summary>A small model that a test has time for.</summary>
    public static readonly RnnForecastingOptions Options = new()
    {
        Model = new ForecasterOptions { Recurrent = new RecurrentOptions { Hidden = 12 } },
        Training = new TrainerOptions
        {
            Epochs = 8,
            LearningRate = 0.02,
            Threads = 1,
            Device = TrainingDevice.Cpu,
        },
    };

    public sealed class Day
    {
        [LoadColumn(0), ColumnName("date")]
        public DateTime Date { get; set; }

        [LoadColumn(1), ColumnName("value")]
        public float Value { get; set; }
    }

    public sealed class Window
    {
        [ColumnName("series"), VectorType(LookBack, 1)]
        public float[] Series { get; set; } = [];
    }

    public sealed class Forecast
    {
        [ColumnName("forecast")]
        public float[] Values { get; set; } = [];
    }

    /// <summary>The rows of a weekly series, by ML.NET's own text loader.</summary>
    public static IDataView Load(MLContext ml, TemporaryFolder folder, int rows = 220)
    {
        SampleSeries.WeeklyFile(folder["days.csv"], rows);
        return ml.Data.LoadFromTextFile<Day>(folder["days.csv"], separatorChar: ',', hasHeader: true);
    }

    /// <summary>Trains on the first part of the file and saves the model.</summary>
    /// <returns>The parts, and the transformer, which the caller disposes.</returns>
    public static (WindowSplit Parts, ScoreSequencesTransformer Model) TrainAndSave(
        MLContext ml,
        TemporaryFolder folder,
        string zip
    )
    {
        var parts = ml.Sequences().SplitByTime(Load(ml, folder), Windows);
        var model = ml.Forecasting().Trainers.Rnn(Options).Fit(parts.TrainSet, parts.ValidationSet, parts.TestSet);
        ml.Model.Save(model, parts.TrainSet.Schema, zip);
        return (parts, model);
    }

    /// <summary>What a model forecasts from a window; it stays the caller's.</summary>
    public static float[] Predict(MLContext ml, ITransformer model, float[] series)
    {
        using var engine = ml.Model.CreatePredictionEngine<Window, Forecast>(
            model,
            new PredictionEngineOptions { OwnsTransformer = false }
        );
        return engine.Predict(new Window { Series = series }).Values;
    }

    /// <summary>All forecasts of a scored view.</summary>
    public static float[][] Forecasts(MLContext ml, IDataView scored) =>
        [
            .. ml
                .Data.CreateEnumerable<Forecast>(scored, reuseRowObject: false, ignoreMissingColumns: true)
                .Select(row => row.Values),
        ];
}
