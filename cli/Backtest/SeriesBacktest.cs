using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Pipelines;
using Rnn.Onnx.Pipelines.Backtesting;
using Rnn.Onnx.Pipelines.Trainers;
using Rnn.Onnx.Pipelines.Windows;
using Rnn.Onnx.Training.Models;

namespace Rnn.Onnx.Cli.Backtest;

/// <summary>The back-test of a series that was read from a file, by ML.NET's view of its rows.</summary>
internal static class SeriesBacktest
{
    /// <summary>A row of the series.</summary>
    private sealed class Row
    {
        public DateTime Date { get; set; }

        public float[] Values { get; set; } = [];
    }

    /// <summary>Trains and measures, origin by origin.</summary>
    /// <param name="series">The series.</param>
    /// <param name="how">How each forecaster is made.</param>
    /// <param name="options">The origins.</param>
    /// <param name="fitted">Told after each training.</param>
    public static BacktestResult Run(
        TimeSeries series,
        ForecastTrainingOptions how,
        BacktestOptions options,
        Action fitted
    )
    {
        var ml = new MLContext(how.Training.Seed);
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Values)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, series.Features);
        var rows = ml.Data.LoadFromEnumerable(Rows(series), schema);
        var windows = new WindowOptions
        {
            Columns = [nameof(Row.Values)],
            Targets = [.. series.Targets.Select(target => $"{target}")],
            Date = series.Dates is null ? null : nameof(Row.Date),
            Step = series.Step,
            LookBack = how.Model.LookBack,
            Horizon = how.Model.Horizon,
            Missing = how.Model.Missing == MissingInputs.Mask ? MissingValues.Keep : MissingValues.Refuse,
        };
        var trainer = ml.Forecasting()
            .Trainers.Rnn(
                new RnnForecastingOptions
                {
                    Model = how.Model,
                    // A run of each origin: none of them is worth going on with.
                    Training = how.Training with
                    {
                        Checkpoint = null,
                    },
                    Loss = how.Loss,
                    Period = how.Period,
                    ValidationShare = how.ValidationShare,
                    Cancellation = options.Cancellation,
                }
            );
        try
        {
            return ml.Forecasting().Backtest(rows, windows, new Told(trainer, fitted), options);
        }
        catch (InvalidInputException e)
        {
            // A view does not know the file that it was read from.
            throw new InvalidInputException(e.Message.Replace("The view", series.Place, StringComparison.Ordinal), e);
        }
    }

    private static IEnumerable<Row> Rows(TimeSeries series)
    {
        for (var row = 0; row < series.Count; row++)
            yield return new Row
            {
                Date = series.Dates is { } dates ? dates[row] : default,
                Values = series.Values.Slice(row * series.Features, series.Features).ToArray(),
            };
    }

    /// <summary>A trainer that says when it is done.</summary>
    private sealed class Told(IEstimator<ITransformer> trainer, Action fitted) : IEstimator<ITransformer>
    {
        public ITransformer Fit(IDataView input)
        {
            var model = trainer.Fit(input);
            fitted();
            return model;
        }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => trainer.GetOutputSchema(inputSchema);
    }
}
