namespace Rnn.Onnx.Models.Text;

/// <summary>
/// A running text as a language model reads it: its tokens' ids, each line end a token as well. For characters that is the line
/// feed itself, for words <see cref="Vocabulary.End"/>. Immutable.
/// </summary>
/// <param name="Ids">The ids, in order.</param>
/// <param name="Characters">
/// Characters (Unicode scalar values) of the text behind its first token: what the tokens behind it stand for, white space as well.
/// </param>
/// <param name="Unknown">Tokens behind the first one that are not in the vocabulary.</param>
public sealed record LanguageText(ReadOnlyMemory<long> Ids, int Characters, int Unknown)
{
    private const string LineFeed = "\n";

    /// <summary>Tokens that are predicted, each from those in front of it: all but the first.</summary>
    public int Predicted => Math.Max(Ids.Length - 1, 0);

    /// <summary>Takes the tokens of a text into a vocabulary; line ends need no place in it but among characters.</summary>
    /// <exception cref="InvalidInputException">An option is out of its range.</exception>
    public static TextFeaturizer Fit(string text, TextOptions options, VocabularyOptions? vocabulary = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        Check(options);
        return new TextFeaturizer(
            options,
            Vocabulary.Build(
                Lines(text, options).Select(line => (IReadOnlyList<string>)[.. line.OfType<string>()]),
                vocabulary
            )
        );
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text, its lines ended by line feeds.</param>
    /// <param name="featurizer">What is a token, and its id.</param>
    /// <exception cref="InvalidInputException">The featurizer cuts texts off.</exception>
    public static LanguageText Read(string text, TextFeaturizer featurizer)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(featurizer);
        Check(featurizer.Options);
        var ids = new List<long>();
        var (first, unknown) = (0, 0);
        foreach (var token in Lines(text, featurizer.Options).SelectMany(line => line))
        {
            var id = token is null ? Vocabulary.End : featurizer.Vocabulary.Id(token);
            if (ids.Count == 0)
                first = token is null ? 1 : Count(token);
            else if (id == Vocabulary.Unknown)
                unknown++;
            ids.Add(id);
        }
        return new LanguageText(ids.ToArray(), Math.Max(Count(text) - first, 0), unknown);
    }

    /// <summary>Characters of a text.</summary>
    internal static int Count(string text) => CharacterClasses.Of(text).Count();

    // The tokens of each line and its end, null where that is no token of the text; the end of the last line only where it has one.
    private static IEnumerable<IReadOnlyList<string?>> Lines(string text, TextOptions options)
    {
        var end = options.Tokenizer == TokenizerKind.Characters ? LineFeed : null;
        for (var start = 0; start < text.Length; )
        {
            var feed = text.IndexOf(LineFeed, start, StringComparison.Ordinal);
            var tokens = TextFeaturizer.Tokens(text[start..(feed < 0 ? text.Length : feed)], options);
            if (feed < 0)
                yield return tokens;
            else
                yield return [.. tokens, end];
            start = feed < 0 ? text.Length : feed + 1;
        }
    }

    private static void Check(TextOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.MaximumTokens != 0)
            throw Errors.InvalidInput(
                $"Option max-tokens: expected 0 for a language model, which reads a text to its end, found {options.MaximumTokens}."
            );
        if (options.BytePairs is { } pairs)
            throw Errors.InvalidInput(
                $"Option merges: expected none for a language model, which writes whole words, found {pairs.Merges.Count}."
            );
    }
}
