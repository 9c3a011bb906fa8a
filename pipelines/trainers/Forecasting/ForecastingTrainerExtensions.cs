using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Pipelines.Windows;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>The trainers of <c>mlContext.Forecasting().Trainers</c>.</summary>
public static class ForecastingTrainerExtensions
{
    /// <summary>
    /// A recurrent forecaster: the transformer adds <c>forecast</c>, a value for each step and target, and <c>Score</c> where that is
    /// one value alone.
    /// </summary>
    /// <param name="catalog">The trainers.</param>
    /// <param name="seriesColumn">What the model reads, vectors [T, C]. Default: <c>series</c>.</param>
    /// <param name="targetColumn">What came to pass, vectors [horizon] or [horizon, targets]. Default: <c>target</c>.</param>
    /// <param name="cell">The recurrent cell. Default: LSTM.</param>
    /// <param name="hidden">Units of the recurrent layer. Default: 64.</param>
    /// <param name="numberOfEpochs">Passes over the training set at the most. Default: 60.</param>
    /// <param name="learningRate">Highest learning rate. Default: 0.003.</param>
    /// <param name="period">Steps of a season, for the figures in the card. Default: 7.</param>
    /// <param name="modelFile">Where the .onnx file goes; null for nowhere but the transformer. Default: null.</param>
    /// <exception cref="Models.InvalidInputException">A value is out of its range.</exception>
    public static RnnForecastingTrainer Rnn(
        this ForecastingTrainers catalog,
        string seriesColumn = WindowColumns.Series,
        string targetColumn = WindowColumns.Target,
        CellKind cell = CellKind.Lstm,
        int hidden = 64,
        int numberOfEpochs = 60,
        double learningRate = 0.003,
        int period = 7,
        string? modelFile = null
    )
    {
        var options = new RnnForecastingOptions
        {
            SeriesColumn = seriesColumn,
            TargetColumn = targetColumn,
            Period = period,
            ModelFile = modelFile,
        };
        var (model, training) = (options.Model, options.Training);
        return Rnn(
            catalog,
            options with
            {
                Model = model with { Recurrent = model.Recurrent with { Cell = cell, Hidden = hidden } },
                Training = training with { Epochs = numberOfEpochs, LearningRate = learningRate },
            }
        );
    }

    /// <summary>The same with everything that can be chosen.</summary>
    /// <param name="catalog">The trainers.</param>
    /// <param name="options">How the forecaster is made.</param>
    /// <exception cref="Models.InvalidInputException">A value is out of its range.</exception>
    public static RnnForecastingTrainer Rnn(this ForecastingTrainers catalog, RnnForecastingOptions options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(options);
        return new RnnForecastingTrainer(catalog.Context, options);
    }
}
