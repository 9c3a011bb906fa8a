using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Models.Cards;

/// <summary>How the model's texts become tokens; the ids of those are the card's vocabulary.</summary>
/// <param name="Tokenizer">What a text is cut into.</param>
/// <param name="LowerCase">Whether each character becomes its lower case.</param>
/// <param name="Compose">Whether a text is composed first (normalization form C).</param>
/// <param name="MaximumTokens">Tokens of a text that count; 0: all.</param>
public sealed record CardText(TokenizerKind Tokenizer, bool LowerCase, bool Compose, int MaximumTokens)
{
    /// <summary>The merges by which words become pieces, each two pieces with a blank between them; null where words stay whole.</summary>
    public IReadOnlyList<string>? Merges { get; init; }

    /// <summary>Describes options.</summary>
    public static CardText Of(TextOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new(options.Tokenizer, options.LowerCase, options.Compose, options.MaximumTokens)
        {
            Merges = options.BytePairs?.Merges,
        };
    }

    /// <summary>The options described.</summary>
    /// <exception cref="InvalidInputException">The merges are none.</exception>
    public TextOptions ToOptions() =>
        new()
        {
            Tokenizer = Tokenizer,
            LowerCase = LowerCase,
            Compose = Compose,
            MaximumTokens = MaximumTokens,
            BytePairs = Merges is null ? null : new BytePairs(Merges),
        };
}
