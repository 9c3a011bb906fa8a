using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Training;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Tasks;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>How a forecaster is made, from the cut of the series to the loss.</summary>
public sealed record ForecastTrainingOptions
{
    /// <summary>Sizes and cell. Default: one LSTM layer of 64 units, 28 steps in, 14 out.</summary>
    public ForecasterOptions Model { get; init; } = new();

    /// <summary>How it is trained.</summary>
    public TrainerOptions Training { get; init; } = new();

    /// <summary>What training makes small. Default: Huber's loss.</summary>
    public ForecastLoss Loss { get; init; } = ForecastLoss.Huber;

    /// <summary>Share of the rows, in front of the test part, that choose the best epoch. Default: 0.1.</summary>
    public double ValidationShare { get; init; } = SeriesSplit.DefaultValidation;

    /// <summary>Share of the rows at the end on which the final figures are measured. Default: 0.2.</summary>
    public double TestShare { get; init; } = SeriesSplit.DefaultTest;

    /// <summary>
    /// Rows of the training, validation and test part, from the first row on, where published results ask for that; rows behind
    /// them are not used. Default: null, by the shares.
    /// </summary>
    public SeriesRows? Rows { get; init; }

    /// <summary>Steps of a season, for MASE and the seasonal naive forecast. Default: 7.</summary>
    public int Period { get; init; } = 7;

    /// <summary>The model's options with the columns of a series.</summary>
    public ForecasterOptions ModelFor(TimeSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        return Model with { Targets = series.Targets, Recurrent = Model.Recurrent with { Features = series.Features } };
    }

    /// <summary>The parts of a series under these options.</summary>
    /// <exception cref="Rnn.Onnx.Models.InvalidInputException">An option is out of its range, or the series is too short.</exception>
    public SeriesSplit Split(TimeSeries series)
    {
        ModelFor(series).Validate();
        return Rows is { } rows
            ? SeriesSplit.ByRows(series, Model.LookBack, Model.Horizon, rows)
            : new SeriesSplit(series, Model.LookBack, Model.Horizon, ValidationShare, TestShare);
    }
}
