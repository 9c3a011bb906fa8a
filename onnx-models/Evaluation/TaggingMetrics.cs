using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Models.Evaluation;

/// <summary>How well tags were found.</summary>
/// <param name="Words">Words judged.</param>
/// <param name="Accuracy">Share of the words with the right tag.</param>
/// <param name="Tags">Each tag that is right or was answered somewhere, in the order of their characters.</param>
public sealed record TaggingMetrics(int Words, double Accuracy, IReadOnlyList<MatchScore> Tags)
{
    /// <summary>Words that the model does not know.</summary>
    public int UnknownWords { get; init; }

    /// <summary>Share of the unknown words with the right tag; NaN where there are none.</summary>
    public double UnknownAccuracy { get; init; } = double.NaN;

    /// <summary>Mean of the tags' F1, each tag alike.</summary>
    public double MacroF1 => Tags.Average(tag => tag.F1);

    /// <summary>
    /// Entities of each type and of all together, where the right tags are BIO (such as O, B-PER, I-PER): an entity counts as
    /// found when span and type are right (CoNLL-2000 and 2003). Null for other tags.
    /// </summary>
    public EntityScores? Entities { get; init; }

    /// <summary>Compares answers with the truth.</summary>
    /// <param name="truth">Words with their right tags.</param>
    /// <param name="answers">The tags answered, as many for each sentence as it has words.</param>
    /// <param name="isKnown">Whether the model knows a word; null where that is not asked.</param>
    /// <exception cref="InvalidInputException">There are not as many answers as words.</exception>
    public static TaggingMetrics Of(
        IReadOnlyList<TaggedSentence> truth,
        IReadOnlyList<IReadOnlyList<string>> answers,
        Func<string, bool>? isKnown = null
    )
    {
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(answers);
        RequireAligned(truth, answers);
        var words = truth
            .Zip(
                answers,
                (sentence, tags) => sentence.Words.Select((word, i) => (word, Truth: sentence.Tags[i], Answer: tags[i]))
            )
            .SelectMany(sentence => sentence)
            .ToArray();
        var unknown = isKnown is null ? [] : words.Where(word => !isKnown(word.word)).ToArray();
        var names = words
            .Select(word => word.Truth)
            .Concat(words.Select(word => word.Answer))
            .Distinct(StringComparer.Ordinal);
        return new TaggingMetrics(
            words.Length,
            words.Count(word => word.Truth == word.Answer) / (double)words.Length,
            [
                .. names
                    .Order(StringComparer.Ordinal)
                    .Select(name => new MatchScore(
                        name,
                        words.Count(word => word.Truth == name),
                        words.Count(word => word.Answer == name),
                        words.Count(word => word.Truth == name && word.Answer == name)
                    )),
            ]
        )
        {
            UnknownWords = unknown.Length,
            UnknownAccuracy = unknown.Count(word => word.Truth == word.Answer) / (double)unknown.Length,
            Entities = EntityScores.AreBio(truth.SelectMany(sentence => sentence.Tags))
                ? EntityScores.Of([.. truth.Select(sentence => sentence.Tags)], answers)
                : null,
        };
    }

    private static void RequireAligned(
        IReadOnlyList<TaggedSentence> truth,
        IReadOnlyList<IReadOnlyList<string>> answers
    )
    {
        if (truth.Count == 0 || truth.Count != answers.Count)
            throw Errors.InvalidInput(
                $"Tags to judge: expected those of {truth.Count} sentences, 1 or more, found {answers.Count}."
            );
        for (var i = 0; i < truth.Count; i++)
        {
            if (truth[i].Words.Count != answers[i].Count)
                throw Errors.InvalidInput(
                    $"Tags to judge, sentence {i}: expected {truth[i].Words.Count}, one for each word, found {answers[i].Count}."
                );
        }
    }
}
