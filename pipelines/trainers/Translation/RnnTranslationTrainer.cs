using Microsoft.ML;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Pipelines.Scoring;
using Rnn.Onnx.Training;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>
/// Trains a recurrent translator: exports it to ONNX, compares it with ONNX Runtime, and gives the transformer that translates with
/// it. Made by <c>mlContext.Sequences().Trainers.Translator</c>.
/// </summary>
public sealed class RnnTranslationTrainer : IEstimator<ScoreSequencesTransformer>
{
    private readonly TrainerContext context;
    private readonly RnnTranslationOptions options;

    internal RnnTranslationTrainer(TrainerContext context, RnnTranslationOptions options) =>
        (this.context, this.options) = (context, options.Validate());

    /// <summary>Trains; the last rows choose the best epoch.</summary>
    /// <param name="input">Pairs of texts; read once, and kept in memory while it trains. Pairs with an empty side are left out.</param>
    /// <exception cref="InvalidInputException">See the other overload.</exception>
    public ScoreSequencesTransformer Fit(IDataView input) => Fit(input, validationSet: null);

    /// <summary>Trains; the validation set chooses the best epoch.</summary>
    /// <param name="trainSet">Pairs to learn from.</param>
    /// <param name="validationSet">Pairs that choose the best epoch; null takes the last ones of the others.</param>
    /// <exception cref="InvalidInputException">A column is missing or of another type, or there are too few pairs.</exception>
    /// <exception cref="TrainingDivergedException">The loss became NaN or infinite.</exception>
    /// <exception cref="ParityException">ONNX Runtime does not reproduce the trained module.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    public ScoreSequencesTransformer Fit(IDataView trainSet, IDataView? validationSet)
    {
        ArgumentNullException.ThrowIfNull(trainSet);
        using var log = new LogProgress(context.Log, nameof(RnnTranslationTrainer));
        var (training, validation) = (Read(trainSet), validationSet is null ? null : Read(validationSet));
        if (validation is null && training.Count < 2)
            throw new InvalidInputException(
                $"Columns '{options.SourceColumn}' and '{options.TargetColumn}': expected a row to learn from and one to choose the epoch by, found 1 in all."
            );
        var setup = TranslationSetup.Of(training, options.Task, validation);
        var trained = TranslationTraining.Run(setup, log, options.Cancellation);
        log.Trained(trained.Training, trained.Parity);
        options.Cancellation.ThrowIfCancellationRequested();
        return TrainedFile.Serve(context.Context, trained.File, options.ModelFile, trainSet, Scoring);
    }

    /// <summary>The columns of <paramref name="inputSchema"/> and those that the trained model adds.</summary>
    /// <exception cref="InvalidInputException">A column is missing or of another type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        RequiredColumn.Text(options.SourceColumn).In(inputSchema);
        RequiredColumn.Text(options.TargetColumn).In(inputSchema);
        var file = UntrainedTranslator.File(options);
        return UntrainedFile.OutputSchema(context.Context, file, inputSchema, Scoring);
    }

    private ScoreSequencesOptions Scoring => options.Scoring.Reading("text", options.SourceColumn);

    private ParallelTexts Read(IDataView view)
    {
        var source = RequiredColumn.Text(options.SourceColumn).In(view.Schema);
        var target = RequiredColumn.Text(options.TargetColumn).In(view.Schema);
        using var cursor = view.GetRowCursor([source, target]);
        var (readSource, readTarget) = (ValueReaders.Text(cursor, source), ValueReaders.Text(cursor, target));
        var (sources, targets) = (new List<string>(), new List<string>());
        while (cursor.MoveNext())
        {
            options.Cancellation.ThrowIfCancellationRequested();
            sources.Add(readSource());
            targets.Add(readTarget());
        }
        return sources.Count > 0
            ? new ParallelTexts(source.Name, target.Name, sources, targets)
            : throw new InvalidInputException($"Column '{source.Name}': expected rows to learn from, found none.");
    }
}
