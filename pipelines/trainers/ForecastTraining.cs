using Rnn.Onnx.Inference;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Training;
using Rnn.Onnx.Training.Export;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Tasks;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>From a series to a verified model file: split, train, export, compare with ONNX Runtime, measure.</summary>
public static class ForecastTraining
{
    /// <summary>Runs the whole way. Nothing is written: <see cref="TrainedForecaster.File"/> is saved by the caller.</summary>
    /// <param name="series">The series.</param>
    /// <param name="options">How the forecaster is made.</param>
    /// <param name="progress">Told after every training step.</param>
    /// <param name="cancel">Stops between two training steps.</param>
    /// <exception cref="InvalidInputException">An option is out of its range, or the series is too short or constant.</exception>
    /// <exception cref="TrainingDivergedException">The loss became NaN or infinite.</exception>
    /// <exception cref="ParityException">ONNX Runtime does not reproduce the trained module.</exception>
    public static TrainedForecaster Run(
        TimeSeries series,
        ForecastTrainingOptions options,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancel = default
    )
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(options);
        var split = options.Split(series);
        RequireWhole(series, options.Model);
        var scale = ForecastScale.Of(split, options.Period);
        return Run(ForecastParts.Of(split), scale, options, progress, cancel);
    }

    /// <summary>Runs the way from the parts on.</summary>
    internal static TrainedForecaster Run(
        ForecastParts parts,
        ForecastScale scale,
        ForecastTrainingOptions options,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancel
    )
    {
        var (model, training) = ForecastTask.Train(
            parts.Training,
            parts.Validation,
            options.Model,
            options.Training,
            options.Loss,
            progress,
            made => ForecastCard.Draft(parts, options, made).ToJson(),
            cancel
        );
        using (model)
        {
            var exported = OnnxExporter.Export(model);
            var parity = VerifiedExport.Demand(exported);
            using var runtime = SequenceModel.From(
                exported.File,
                parts.Series.Place,
                new SessionSettings { Device = Device.Cpu }
            );
            var measured = Forecasts.Evaluate(runtime, parts.Measured, scale, options.Model.Quantiles);
            var draft = ForecastCard.Draft(parts, options, model).WithHistory(training);
            var card = ForecastCard.Exported(draft, model.Options, exported.File, parity) with
            {
                Metrics = ForecastCard.Measured(parts.MeasuredPart, parts.Measured, scale, options.Period, measured),
            };
            return new TrainedForecaster(exported.File.WithCard(card), card, training, parity, measured);
        }
    }

    // A reader that keeps missing values and a model that does not mask them would train on nothing but NaN.
    private static void RequireWhole(TimeSeries series, ForecasterOptions model)
    {
        if (model.Missing == MissingInputs.Refuse && series.Values.Span.Contains(float.NaN))
            throw new InvalidInputException(
                $"{series.Place}: expected no missing values for a model that does not mask them, found some."
            );
    }
}
