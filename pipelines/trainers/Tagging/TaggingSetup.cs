using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Training.Models;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>All that follows from the data and the options before anything is trained.</summary>
/// <param name="Training">Sentences to learn from.</param>
/// <param name="Validation">Sentences that choose the epoch, from the same file.</param>
/// <param name="Test">Sentences to measure on, which nothing else has seen; null where there are none.</param>
/// <param name="Words">From words to ids, by the vocabularies of the training part.</param>
/// <param name="Model">The model's options, with tags and rare words.</param>
/// <param name="Options">How the tagger is made.</param>
public sealed record TaggingSetup(
    TaggedSentences Training,
    TaggedSentences Validation,
    TaggedSentences? Test,
    WordFeaturizer Words,
    WordTaggerOptions Model,
    TaggingTrainingOptions Options
)
{
    /// <summary>Whether the sentences to measure on have a file of their own.</summary>
    public bool TestHasItsFile =>
        Test is not null && !string.Equals(Test.Path, Training.Path, StringComparison.Ordinal);

    /// <summary>What the final figures are measured on: the test part, or the validation part where there is none.</summary>
    public TaggedSentences Measured => Test ?? Validation;

    /// <summary>Cuts the data and reads its vocabularies.</summary>
    /// <param name="data">Sentences to learn from and to choose the epoch by.</param>
    /// <param name="options">How the tagger is made.</param>
    /// <param name="test">Sentences to measure on; null sets a share of <paramref name="data"/> apart.</param>
    /// <exception cref="InvalidInputException">An option is out of its range, or there are too few sentences or tags.</exception>
    public static TaggingSetup Of(TaggedSentences data, TaggingTrainingOptions options, TaggedSentences? test = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        RequireTags(data);
        var learned = data;
        if (test is null)
            (learned, test) = data.Split(options.TestShare, options.SplitSeed);
        var (training, validation) = learned.Split(options.ValidationShare, options.SplitSeed);
        return Make(training, validation, test, data.Tags, options);
    }

    /// <summary>Takes sentences without setting any apart to measure on: the part that chooses the epoch is measured.</summary>
    /// <param name="data">Sentences to learn from.</param>
    /// <param name="options">How the tagger is made.</param>
    /// <param name="validation">Sentences that choose the epoch; null sets a share of <paramref name="data"/> apart.</param>
    /// <exception cref="InvalidInputException">An option is out of its range, or there are too few sentences or tags.</exception>
    public static TaggingSetup WithoutTest(
        TaggedSentences data,
        TaggingTrainingOptions options,
        TaggedSentences? validation = null
    )
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        RequireTags(data);
        var learned = data;
        if (validation is null)
            (learned, validation) = data.Split(options.ValidationShare, options.SplitSeed);
        return Make(learned, validation, test: null, data.Tags, options);
    }

    private static TaggingSetup Make(
        TaggedSentences training,
        TaggedSentences validation,
        TaggedSentences? test,
        IReadOnlyList<string> tags,
        TaggingTrainingOptions options
    )
    {
        var words = WordFeaturizer.Fit(
            training.Sentences.Select(sentence => sentence.Words),
            options.Words,
            options.Characters,
            options.MaximumCharacters
        );
        var model = options.Model with { Labels = tags, RareFrom = RareFrom(training, words, options.RareFrequency) };
        return new TaggingSetup(training, validation, test, words, model.Validate(), options);
    }

    // The most frequent words have the smallest ids: the first id of a rare one; 0 where there is none.
    private static int RareFrom(TaggedSentences training, WordFeaturizer words, int rareFrequency)
    {
        var counts = new int[words.Words.Count];
        foreach (var word in training.Sentences.SelectMany(sentence => sentence.Words))
            counts[words.WordId(word)]++;
        var first = Array.FindIndex(counts, Vocabulary.Special.Count, count => count <= rareFrequency);
        return Math.Max(first, 0);
    }

    private static void RequireTags(TaggedSentences data)
    {
        if (data.Tags.Count < 2)
            throw new InvalidInputException(
                $"File '{data.Path}': expected two different tags or more, found '{data.Tags[0]}' only."
            );
    }
}
