using Microsoft.ML;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Pipelines.Scoring;
using Rnn.Onnx.Pipelines.Windows;
using Rnn.Onnx.Training;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>
/// Trains a recurrent forecaster on a view of windows: exports it to ONNX, compares it with ONNX Runtime, and gives the transformer
/// that forecasts with it. Made by <c>mlContext.Forecasting().Trainers.Rnn</c>.
/// </summary>
/// <remarks>
/// Views of <c>Windows</c>, <c>SplitByTime</c> and <c>LoadWindows</c> are trained on in place, each row in memory once; of any other view
/// (filtered, cached, loaded) the windows are copied, each whole.
/// </remarks>
public sealed class RnnForecastingTrainer : IEstimator<ScoreSequencesTransformer>
{
    private readonly MLContext context;
    private readonly RnnForecastingOptions options;

    internal RnnForecastingTrainer(MLContext context, RnnForecastingOptions options) =>
        (this.context, this.options) = (context, options.Validate());

    /// <summary>
    /// Trains; the last windows choose the best epoch, with as many windows left out in front of them as a forecast has steps, so that
    /// no value they are measured on was learned from. The view has to be in order of time for that.
    /// </summary>
    /// <param name="input">Windows to learn from.</param>
    /// <exception cref="InvalidInputException">See the other overload.</exception>
    public ScoreSequencesTransformer Fit(IDataView input) => Fit(input, validationSet: null);

    /// <summary>Trains; the validation set chooses the best epoch, and the last figures are measured on the test set.</summary>
    /// <param name="trainSet">Windows to learn from; values are scaled as theirs.</param>
    /// <param name="validationSet">Windows that choose the best epoch; null sets the last ones of the others apart.</param>
    /// <param name="testSet">
    /// Windows whose errors the card tells, beside those of naive forecasts; null for those of the validation set. Default: null.
    /// </param>
    /// <exception cref="InvalidInputException">
    /// A column is missing or of another type, a value is missing for a model that does not mask it, a column is constant, or there are
    /// too few windows.
    /// </exception>
    /// <exception cref="TrainingDivergedException">The loss became NaN or infinite.</exception>
    /// <exception cref="ParityException">ONNX Runtime does not reproduce the trained module.</exception>
    /// <exception cref="OperationCanceledException">The training was canceled.</exception>
    public ScoreSequencesTransformer Fit(IDataView trainSet, IDataView? validationSet, IDataView? testSet = null)
    {
        ArgumentNullException.ThrowIfNull(trainSet);
        using var log = new LogProgress(context, nameof(RnnForecastingTrainer));
        var windows = Read(trainSet);
        var parts = ForecastWindows.Parts(windows, Optional(validationSet), Optional(testSet), options);
        var how = new ForecastTrainingOptions
        {
            Model = options.Model with { LookBack = windows.LookBack, Horizon = windows.Horizon },
            Training = options.Training,
            Loss = options.Loss,
            Period = options.Period,
            Rows = parts.Rows,
        };
        var scale = ForecastScale.Of(parts.Training.Rows(apart: options.Period), options.Period);
        var trained = ForecastTraining.Run(parts, scale, how, log, options.Cancellation);
        log.Info(
            FormattableString.Invariant(
                $"Best epoch {trained.Training.Best.Epoch}; on the {parts.MeasuredPart} set MAE {trained.Test.Mae:G5}, MASE {trained.Test.Mase:G4}."
            )
        );
        options.Cancellation.ThrowIfCancellationRequested();
        return TrainedFile.Serve(context, trained.File, options.ModelFile, trainSet, options.ScoringColumns);
    }

    /// <summary>
    /// The columns of <paramref name="inputSchema"/> and those that the trained model adds. A shape does not tell sizes: there is a
    /// <c>Score</c> where <see cref="RnnForecastingOptions.Model"/> has a horizon of 1.
    /// </summary>
    /// <exception cref="InvalidInputException">A column is missing or of another type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        WindowLayout.Require(inputSchema, options.SeriesColumn, options.TargetColumn);
        return UntrainedFile.OutputSchema(
            context,
            UntrainedForecaster.File(options),
            inputSchema,
            options.ScoringColumns
        );
    }

    private IWindowSource Read(IDataView view) =>
        WindowSources.Of(view, options.SeriesColumn, options.TargetColumn, options.TimesColumn, options.Cancellation);

    private IWindowSource? Optional(IDataView? view) => view is null ? null : Read(view);
}
