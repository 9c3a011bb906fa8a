using System.Text;
using Rnn.Onnx.Models.Cards;

namespace Rnn.Onnx.Models.Text;

/// <summary>From a text to the ids that a model reads: in C# what <see cref="TextNodes"/> is in the graph. Immutable.</summary>
/// <param name="options">How a text becomes tokens.</param>
/// <param name="vocabulary">The tokens' ids.</param>
/// <exception cref="InvalidInputException">An option is out of its range.</exception>
public sealed class TextFeaturizer(TextOptions options, Vocabulary vocabulary)
{
    /// <summary>How a text becomes tokens.</summary>
    public TextOptions Options { get; } = options.Validate();

    /// <summary>The tokens' ids.</summary>
    public Vocabulary Vocabulary { get; } = vocabulary;

    /// <summary>Makes the vocabulary of some texts.</summary>
    /// <exception cref="InvalidInputException">An option is out of its range.</exception>
    public static TextFeaturizer Fit(
        IEnumerable<string> texts,
        TextOptions options,
        VocabularyOptions? vocabulary = null
    ) => new(options, Vocabulary.Build(texts.Select(text => Tokens(text, options)), vocabulary));

    /// <summary>What a model does with its texts, by its card; null where it reads none.</summary>
    /// <exception cref="InvalidInputException">The card's vocabulary or options are none.</exception>
    public static TextFeaturizer? Of(ModelCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        return card.Text is null ? null : new(card.Text.ToOptions(), new Vocabulary(card.Vocabulary));
    }

    /// <summary>
    /// The tokens of a text, <see cref="TextOptions.MaximumTokens"/> at the most; none where it has none. A text ends at its first NUL,
    /// since several languages can hand no more of it to a runtime; a lone surrogate counts as U+FFFD.
    /// </summary>
    public static IReadOnlyList<string> Tokens(string text, TextOptions options)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(options);
        text = CharacterClasses.Given(text);
        if (options.Compose)
            text = text.Normalize(NormalizationForm.FormC);
        if (options.LowerCase)
            text = CharacterClasses.Lower(text);
        var tokens = Tokenizer.Split(text, options.Tokenizer);
        if (options.BytePairs is { } pairs)
            tokens = [.. tokens.SelectMany(pairs.Pieces)];
        return options.MaximumTokens > 0 ? [.. tokens.Take(options.MaximumTokens)] : tokens;
    }

    /// <summary>The ids of a text's tokens. A text without tokens is read as one unknown token: there is always a step.</summary>
    public long[] Ids(string text)
    {
        var tokens = Tokens(text, Options);
        return tokens.Count == 0 ? [Vocabulary.Unknown] : [.. tokens.Select(token => (long)Vocabulary.Id(token))];
    }
}
