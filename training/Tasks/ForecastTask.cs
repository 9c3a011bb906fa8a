using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Training.Checkpoints;
using Rnn.Onnx.Training.Data;
using Rnn.Onnx.Training.Models;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Tasks;

/// <summary>Forecasting: the data, the model, the loss and the metric of one task.</summary>
public static class ForecastTask
{
    /// <summary>Rows of a batch when only a loss is measured.</summary>
    private const int EvaluationBatch = 512;

    /// <summary>Trains a forecaster on the training part; the validation part chooses the epoch; the test part is not touched.</summary>
    /// <param name="split">The parts, with the look-back and horizon of <paramref name="model"/>.</param>
    /// <param name="model">Sizes and cell; the number of features is taken from the series.</param>
    /// <param name="training">How to train.</param>
    /// <param name="loss">What to make small.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="context">What a checkpoint keeps for a later export beside the options, made before the first step.</param>
    /// <param name="cancel">Stops between two steps.</param>
    /// <returns>The model with its best weights, owned by the caller, and the run.</returns>
    /// <exception cref="Rnn.Onnx.Models.InvalidInputException">An option is out of its range or the target is constant.</exception>
    public static (Forecaster Model, TrainingResult Result) Train(
        SeriesSplit split,
        ForecasterOptions model,
        TrainerOptions training,
        ForecastLoss loss = ForecastLoss.Huber,
        IProgress<TrainingProgress>? progress = null,
        Func<Forecaster, string>? context = null,
        CancellationToken cancel = default
    )
    {
        ArgumentNullException.ThrowIfNull(split);
        return Train(split.Training, split.Validation, model, training, loss, progress, context, cancel);
    }

    /// <summary>Trains a forecaster on windows; others choose the epoch. Values are scaled as those of the training windows.</summary>
    /// <param name="windows">Windows to learn from, with the look-back and horizon of <paramref name="model"/>.</param>
    /// <param name="validation">Windows that choose the epoch, of the same sizes.</param>
    /// <param name="model">Sizes and cell; features and targets are those of the windows.</param>
    /// <param name="training">How to train.</param>
    /// <param name="loss">What to make small.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="context">What a checkpoint keeps for a later export beside the options, made before the first step.</param>
    /// <param name="cancel">Stops between two steps.</param>
    /// <returns>The model with its best weights, owned by the caller, and the run.</returns>
    /// <exception cref="Rnn.Onnx.Models.InvalidInputException">An option is out of its range or the target is constant.</exception>
    public static (Forecaster Model, TrainingResult Result) Train(
        IWindowSource windows,
        IWindowSource validation,
        ForecasterOptions model,
        TrainerOptions training,
        ForecastLoss loss = ForecastLoss.Huber,
        IProgress<TrainingProgress>? progress = null,
        Func<Forecaster, string>? context = null,
        CancellationToken cancel = default
    )
    {
        ArgumentNullException.ThrowIfNull(windows);
        ArgumentNullException.ThrowIfNull(validation);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(training);
        training.Validate();
        var series = windows.Rows();
        var scaler = Scaler.Fit(series, series.Count);
        var options = model with
        {
            Targets = series.Targets,
            Recurrent = model.Recurrent with { Features = series.Features },
        };

        var dated = options.Calendar.Count > 0;
        if (dated && !windows.HasDates)
            throw new InvalidInputException(
                $"{series.Place}: expected a column of dates for the calendar features {string.Join(", ", options.Calendar)}, found none."
            );
        manual_seed(training.Seed);
        return TrainedModel.Of(
            new Forecaster(options, scaler),
            forecaster =>
                new Trainer(training).Fit(
                    ForecastLosses.Of(loss, forecaster) with
                    {
                        Description = CheckpointModel.Of(forecaster, context?.Invoke(forecaster)),
                    },
                    new WindowBatcher(windows, training.BatchSize, training.Seed) { Times = dated },
                    new WindowBatcher(validation, EvaluationBatch) { Times = dated },
                    progress,
                    cancel
                )
        );
    }
}
