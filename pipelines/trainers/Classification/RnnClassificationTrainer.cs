using Microsoft.ML;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Pipelines.Scoring;
using Rnn.Onnx.Training;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>
/// Trains a recurrent classifier of texts or of sequences: exports it to ONNX, compares it with ONNX Runtime, and gives the
/// transformer that scores with it. Made by <c>mlContext.MulticlassClassification.Trainers.Rnn</c>.
/// </summary>
public sealed class RnnClassificationTrainer : IEstimator<ScoreSequencesTransformer>
{
    private readonly TrainerContext context;
    private readonly RnnClassificationOptions options;

    internal RnnClassificationTrainer(TrainerContext context, RnnClassificationOptions options) =>
        (this.context, this.options) = (context, options.Validate());

    /// <summary>Trains; a share of each label's rows chooses the best epoch.</summary>
    /// <param name="input">Rows with labels; read once, and kept in memory while it trains.</param>
    /// <exception cref="InvalidInputException">See the other overload.</exception>
    public ScoreSequencesTransformer Fit(IDataView input) => Fit(input, validationSet: null);

    /// <summary>Trains; the validation set chooses the best epoch.</summary>
    /// <param name="trainSet">Rows to learn from.</param>
    /// <param name="validationSet">Rows that choose the best epoch, with no other labels; null sets a share of the others apart.</param>
    /// <exception cref="InvalidInputException">
    /// A column is missing or of another type, a label is missing or a sequence empty, or there are too few rows or labels. The
    /// message says which; rows are counted from 0.
    /// </exception>
    /// <exception cref="TrainingDivergedException">The loss became NaN or infinite.</exception>
    /// <exception cref="ParityException">ONNX Runtime does not reproduce the trained module.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    public ScoreSequencesTransformer Fit(IDataView trainSet, IDataView? validationSet)
    {
        ArgumentNullException.ThrowIfNull(trainSet);
        using var log = new LogProgress(context.Log, nameof(RnnClassificationTrainer));
        var read = ColumnType.Of(Read.In(trainSet.Schema));
        var file =
            read.IsText ? Texts(trainSet, validationSet, log)
            : read.Item == typeof(long) ? SequenceClassification.Ids(trainSet, validationSet, options, log)
            : SequenceClassification.Numbers(trainSet, validationSet, options, log);
        options.Cancellation.ThrowIfCancellationRequested();
        return TrainedFile.Serve(context.Context, file, options.ModelFile, trainSet, Scoring(file));
    }

    /// <summary>The columns of <paramref name="inputSchema"/> and those that the trained model adds.</summary>
    /// <exception cref="InvalidInputException">A column is missing or of another type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        RequiredColumn.Label(options.LabelColumn).In(inputSchema);
        var read = Read.In(inputSchema);
        var file = UntrainedClassifier.File(options, read);
        return UntrainedFile.OutputSchema(context.Context, file, inputSchema, Scoring(file));
    }

    private RequiredColumn Read =>
        options.FeatureColumn is { } features
            ? RequiredColumn.Sequence(features)
            : RequiredColumn.Text(options.TextColumn);

    private ModelFile Texts(IDataView trainSet, IDataView? validationSet, LogProgress log)
    {
        var training = Texts(trainSet, known: null);
        var split = validationSet is null
            ? LabeledSplit.WithoutTest(training, options.ValidationShare, options.SplitSeed)
            : LabeledSplit.Of(training, Texts(validationSet, training.Labels));
        var trained = ClassificationTraining.Run(
            ClassificationSetup.Of(split, options.Texts),
            log,
            options.Cancellation
        );
        log.Trained(trained.Training, trained.Parity);
        return trained.File;
    }

    private LabeledTexts Texts(IDataView view, IReadOnlyList<string>? known)
    {
        var label = RequiredColumn.Label(options.LabelColumn);
        var read = LabeledView.Read(view, Read, ValueReaders.Text, label, known, options.Cancellation);
        var name = $"{options.TextColumn}, {options.LabelColumn}";
        return new LabeledTexts(name, read.Rows, read.Classes, read.Labels);
    }

    private ScoreSequencesOptions Scoring(ModelFile file) =>
        options.Scoring.Reading(file.Inputs[0].Name, options.FeatureColumn ?? options.TextColumn);
}
