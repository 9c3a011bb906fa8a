using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Training.Checkpoints;
using Rnn.Onnx.Training.Data;
using Rnn.Onnx.Training.Models;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Tasks;

/// <summary>Sentences as rows of ids, each word with its characters and its tag.</summary>
/// <param name="Words">The word ids of each row, one or more.</param>
/// <param name="Characters">The ids of each word's characters.</param>
/// <param name="Tags">The tag of each word, from 0.</param>
public sealed record TaggedRows(
    IReadOnlyList<long[]> Words,
    IReadOnlyList<long[][]> Characters,
    IReadOnlyList<long[]> Tags
)
{
    /// <summary>Reads sentences.</summary>
    /// <param name="data">The sentences.</param>
    /// <param name="featurizer">From words to ids.</param>
    /// <param name="labels">The tags that the model knows, in its order.</param>
    /// <exception cref="InvalidInputException">A tag is none of these.</exception>
    public static TaggedRows Of(TaggedSentences data, WordFeaturizer featurizer, IReadOnlyList<string> labels)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(featurizer);
        ArgumentNullException.ThrowIfNull(labels);
        var numbers = labels
            .Index()
            .ToDictionary(label => label.Item, label => (long)label.Index, StringComparer.Ordinal);
        if (data.Tags.FirstOrDefault(tag => !numbers.ContainsKey(tag)) is { } other)
            throw new InvalidInputException(
                $"File '{data.Path}': expected tags of the model, {string.Join(", ", labels)}, found '{other}'."
            );
        return new(
            [.. data.Sentences.Select(sentence => (long[])[.. sentence.Words.Select(featurizer.WordId)])],
            [.. data.Sentences.Select(sentence => (long[][])[.. sentence.Words.Select(featurizer.CharacterIds)])],
            [.. data.Sentences.Select(sentence => (long[])[.. sentence.Tags.Select(tag => numbers[tag])])]
        );
    }

    internal BucketBatcher Batches(int size, int? shuffleSeed = null) =>
        new(
            [.. Words.Select(words => words.Length)],
            PaddedRows.Ids(Words, Vocabulary.Padding),
            PaddedRows.Ids(Tags, PaddedRows.NoTarget),
            size,
            shuffleSeed
        )
        {
            Characters = PaddedRows.Characters(Characters),
        };
}

/// <summary>Tagging of words: the data, the model, the loss and the metric of one task.</summary>
public static class TaggingTask
{
    /// <summary>Rows of a batch when only a loss is measured.</summary>
    private const int EvaluationBatch = 64;

    /// <summary>Trains a tagger on the training part; the validation part chooses the epoch.</summary>
    /// <param name="training">Sentences to learn from.</param>
    /// <param name="validation">Sentences that choose the epoch, with no other tags than the model knows.</param>
    /// <param name="featurizer">From words to ids.</param>
    /// <param name="model">Sizes, tags and cells.</param>
    /// <param name="options">How to train.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="context">What a checkpoint keeps for a later export beside the options, made before the first step.</param>
    /// <param name="cancel">Stops between two steps.</param>
    /// <returns>The model with its best weights, owned by the caller, and the run.</returns>
    /// <exception cref="InvalidInputException">An option is out of its range, or a tag is not known.</exception>
    public static (WordTagger Model, TrainingResult Result) Train(
        TaggedSentences training,
        TaggedSentences validation,
        WordFeaturizer featurizer,
        WordTaggerOptions model,
        TrainerOptions options,
        IProgress<TrainingProgress>? progress = null,
        Func<WordTagger, string>? context = null,
        CancellationToken cancel = default
    )
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var (learned, chosen) = (
            TaggedRows.Of(training, featurizer, model.Labels),
            TaggedRows.Of(validation, featurizer, model.Labels)
        );
        manual_seed(options.Seed);
        return TrainedModel.Of(
            new WordTagger(model, featurizer),
            tagger =>
                new Trainer(options).Fit(
                    SequenceObjectives.For(tagger) with
                    {
                        Description = CheckpointModel.Of(tagger, context?.Invoke(tagger)),
                    },
                    learned.Batches(options.BatchSize, options.Seed),
                    chosen.Batches(EvaluationBatch),
                    progress,
                    cancel
                )
        );
    }
}
