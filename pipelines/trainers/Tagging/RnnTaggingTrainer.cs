using Microsoft.ML;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Pipelines.Scoring;
using Rnn.Onnx.Training;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>
/// Trains a recurrent tagger of words: exports it to ONNX, compares it with ONNX Runtime, and gives the transformer that tags with
/// it. Made by <c>mlContext.Sequences().Trainers.Tagger</c>.
/// </summary>
public sealed class RnnTaggingTrainer : IEstimator<ScoreSequencesTransformer>
{
    private readonly TrainerContext context;
    private readonly RnnTaggingOptions options;

    internal RnnTaggingTrainer(TrainerContext context, RnnTaggingOptions options) =>
        (this.context, this.options) = (context, options.Validate());

    /// <summary>Trains; a share of the rows chooses the best epoch.</summary>
    /// <param name="input">Tagged sentences; read once, and kept in memory while it trains.</param>
    /// <exception cref="InvalidInputException">See the other overload.</exception>
    public ScoreSequencesTransformer Fit(IDataView input) => Fit(input, validationSet: null);

    /// <summary>Trains; the validation set chooses the best epoch.</summary>
    /// <param name="trainSet">Sentences to learn from.</param>
    /// <param name="validationSet">Sentences that choose the best epoch, with no other tags; null sets a share of the others apart.</param>
    /// <exception cref="InvalidInputException">
    /// A column is missing or of another type, a row has no words or not a tag for each, or there are too few rows or tags. The
    /// message says which; rows are counted from 0.
    /// </exception>
    /// <exception cref="TrainingDivergedException">The loss became NaN or infinite.</exception>
    /// <exception cref="ParityException">ONNX Runtime does not reproduce the trained module.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    public ScoreSequencesTransformer Fit(IDataView trainSet, IDataView? validationSet)
    {
        ArgumentNullException.ThrowIfNull(trainSet);
        using var log = new LogProgress(context.Log, nameof(RnnTaggingTrainer));
        var name = $"{options.TokensColumn}, {options.TagsColumn}";
        var training = Read(trainSet, name);
        if (training.Tags.Count < 2)
            throw new InvalidInputException(
                $"Column '{options.TagsColumn}': expected two different tags or more, found '{training.Tags[0]}' only."
            );
        var validation = validationSet is null ? null : Read(validationSet, $"{name} (validation set)");
        var setup = TaggingSetup.WithoutTest(training, options.Task, validation);
        var trained = TaggingTraining.Run(setup, log, options.Cancellation);
        log.Trained(trained.Training, trained.Parity);
        options.Cancellation.ThrowIfCancellationRequested();
        return TrainedFile.Serve(context.Context, trained.File, options.ModelFile, trainSet, Scoring);
    }

    /// <summary>The columns of <paramref name="inputSchema"/> and those that the trained model adds.</summary>
    /// <exception cref="InvalidInputException">A column is missing or of another type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        RequiredColumn.Texts(options.TokensColumn).In(inputSchema);
        RequiredColumn.Texts(options.TagsColumn).In(inputSchema);
        return UntrainedFile.OutputSchema(context.Context, UntrainedTagger.File(), inputSchema, Scoring);
    }

    private ScoreSequencesOptions Scoring => options.Scoring.Reading("tokens", options.TokensColumn);

    private TaggedSentences Read(IDataView view, string name)
    {
        var tokens = RequiredColumn.Texts(options.TokensColumn).In(view.Schema);
        var tags = RequiredColumn.Texts(options.TagsColumn).In(view.Schema);
        using var cursor = view.GetRowCursor([tokens, tags]);
        var (readTokens, readTags) = (ValueReaders.Texts(cursor, tokens), ValueReaders.Texts(cursor, tags));
        var sentences = new List<TaggedSentence>();
        while (cursor.MoveNext())
        {
            options.Cancellation.ThrowIfCancellationRequested();
            var sentence = new TaggedSentence(readTokens(), readTags());
            if (Reason(sentence) is { } reason)
                throw new InvalidInputException(
                    FormattableString.Invariant(
                        $"Columns '{tokens.Name}' and '{tags.Name}', row {sentences.Count}: expected words and a tag for each, found {reason}."
                    )
                );
            sentences.Add(sentence);
        }
        return sentences.Count > 0
            ? new TaggedSentences(name, sentences)
            : throw new InvalidInputException($"Column '{tokens.Name}': expected rows to learn from, found none.");
    }

    private static string? Reason(TaggedSentence sentence) =>
        sentence.Words.Count == 0 || sentence.Words.Count != sentence.Tags.Count
            ? FormattableString.Invariant($"{sentence.Words.Count} words and {sentence.Tags.Count} tags")
        : sentence.Words.Any(string.IsNullOrEmpty) ? "an empty word"
        : sentence.Tags.Any(string.IsNullOrEmpty) ? "an empty tag"
        : null;
}
