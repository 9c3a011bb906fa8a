using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Pipelines;
using Rnn.Onnx.Pipelines.Windows;

namespace Rnn.Onnx.Cli;

/// <summary>What <c>evaluate</c> and <c>predict</c> share: the file's card, and the ML.NET pipeline over it.</summary>
internal static class ForecastPipeline
{
    /// <summary>One window in.</summary>
    public sealed class Window
    {
        /// <summary>Look-back times columns, oldest first.</summary>
        [ColumnName(WindowColumns.Series)]
        public float[] Series { get; set; } = [];

        /// <summary>Time stamps of look-back and horizon; only read where the model has calendar features.</summary>
        [ColumnName(WindowColumns.Times)]
        public long[] Times { get; set; } = [];
    }

    /// <summary>One forecast out.</summary>
    public sealed class Forecast
    {
        /// <summary>A value for each step and target, the targets of a step together.</summary>
        [ColumnName(WindowColumns.Forecast)]
        public float[] Values { get; set; } = [];

        /// <summary>A value for each step and level, the levels of a step together; empty where the model has none.</summary>
        [ColumnName(WindowColumns.Quantiles)]
        public float[] Quantiles { get; set; } = [];
    }

    /// <summary>The series in a forecaster's card.</summary>
    /// <exception cref="InvalidInputException">There is none.</exception>
    public static CardSeries Series(string modelFile, ModelCard card) =>
        card.Series
        ?? throw new InvalidInputException(
            $"Model '{modelFile}': expected a card of a forecaster with its series, found none."
        );

    /// <summary>Errors on windows, scored in batches by an ML.NET pipeline.</summary>
    public static ForecastMetrics Evaluate(string modelFile, SlidingWindow windows, ForecastScale scale)
    {
        var ml = new MLContext(seed: 1);
        var view = ml.Sequences().LoadWindows(windows);
        using var transformer = ml.Transforms.ScoreSequences(modelFile).Fit(view);
        var quantiles = transformer.Model.Card?.Series?.Quantiles;
        return ml.Sequences().EvaluateForecast(transformer.Transform(view), scale, quantiles: quantiles);
    }

    /// <summary>The steps behind the series' end, by a prediction engine.</summary>
    /// <exception cref="InvalidInputException">The series is shorter than the look-back.</exception>
    public static Forecast Predict(string modelFile, TimeSeries series, CardSeries card)
    {
        var lookBack = card.LookBack;
        if (series.Count < lookBack)
            throw new InvalidInputException(
                $"File '{series.Path}': expected at least {lookBack} rows to forecast from, found {series.Count}."
            );
        var file = ModelFile.Open(modelFile);
        var times = new long[card.LookBack + card.Horizon];
        if (file.Inputs.Any(input => input.Name == WindowColumns.Times))
            series.CopyTimes(series.Count - lookBack, times);

        var ml = new MLContext(seed: 1);
        var schema = SchemaDefinition.Create(typeof(Window));
        schema[WindowColumns.Series].ColumnType = new VectorDataViewType(
            NumberDataViewType.Single,
            lookBack * series.Features
        );
        schema[WindowColumns.Times].ColumnType = new VectorDataViewType(NumberDataViewType.Int64, times.Length);
        var empty = ml.Data.LoadFromEnumerable<Window>([], schema);
        using var transformer = ml.Transforms.ScoreSequences(modelFile).Fit(empty);
        using var engine = ml.Model.CreatePredictionEngine<Window, Forecast>(
            transformer,
            ignoreMissingColumns: true,
            inputSchemaDefinition: schema
        );
        var window = series.Values[((series.Count - lookBack) * series.Features)..].ToArray();
        return engine.Predict(new Window { Series = window, Times = times });
    }
}
