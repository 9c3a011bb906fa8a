using System.Globalization;
using System.Text;

namespace Rnn.Onnx.Models.Text;

/// <summary>
/// What <see cref="Tokenizer"/> does, as an expression of the RE2 library, by which runtimes find tokens: the leftmost, and of those
/// the longest. Its classes list their characters, since which Unicode version a runtime knows is not told.
/// </summary>
internal static class TokenExpression
{
    // The end of a text is a token, which no vocabulary has.
    private const string End = @"\x{0}";

    private static readonly Lazy<string> WhitespaceExpression = new(() =>
        $"{Class(rune => rune.Value != 0 && !CharacterClasses.IsWhiteSpace(rune))}+|{End}"
    );

    private static readonly Lazy<string> WordsExpression = new(() =>
    {
        var word = Class(CharacterClasses.IsWord);
        var symbol = Class(CharacterClasses.IsSymbol);
        var mark = Class(CharacterClasses.IsMark);
        return $"{word}+(?:{Class(CharacterClasses.IsApostrophe)}{word}+)*|{symbol}{mark}*|{End}";
    });

    private static readonly Lazy<string> CasedExpression = new(() =>
        $"{Class(rune => LowerCase.Of(rune) == rune)}+|{Class(rune => LowerCase.Of(rune) != rune)}"
    );

    /// <summary>Characters that have another lower case, one by one, and what stands between them.</summary>
    public static string Cased => CasedExpression.Value;

    /// <summary>The expression for words or for what stands between white space; made once, of all characters.</summary>
    public static string Of(TokenizerKind kind) =>
        kind switch
        {
            TokenizerKind.Whitespace => WhitespaceExpression.Value,
            TokenizerKind.Words => WordsExpression.Value,
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };

    /// <summary>A character that cleaning keeps.</summary>
    public static string Kept(CleaningOptions options) =>
        Class(rune => !CharacterClasses.IsWhiteSpace(rune) && !TextCleaner.IsDropped(rune, options));

    /// <summary>White space, and what goes behind it until a character that stays.</summary>
    public static string White(CleaningOptions options)
    {
        var dropped = Class(rune => CharacterClasses.IsWhiteSpace(rune) || TextCleaner.IsDropped(rune, options));
        return $"{Class(CharacterClasses.IsWhiteSpace)}{dropped}*";
    }

    private static string Class(Predicate<Rune> belongs)
    {
        var ranges = new StringBuilder("[");
        var (first, last) = (-1, -1);
        foreach (var rune in CharacterClasses.All().Where(rune => belongs(rune)))
        {
            if (first >= 0 && rune.Value > last + 1)
                Append(first, last);
            if (first < 0 || rune.Value > last + 1)
                first = rune.Value;
            last = rune.Value;
        }
        Append(first, last);
        return ranges.Append(']').ToString();

        void Append(int from, int to)
        {
            ranges.Append(CultureInfo.InvariantCulture, $@"\x{{{from:X}}}");
            if (to > from)
                ranges.Append(CultureInfo.InvariantCulture, $@"-\x{{{to:X}}}");
        }
    }
}
