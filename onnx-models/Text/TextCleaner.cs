using System.Globalization;
using System.Text;

namespace Rnn.Onnx.Models.Text;

/// <summary>Cleans texts in C#, to the character as <see cref="CleaningNodes"/> do in a graph.</summary>
public static class TextCleaner
{
    /// <summary>The cleaned text. A lone surrogate becomes the replacement character, and a text ends at its first NUL.</summary>
    /// <param name="text">The text.</param>
    /// <param name="options">What is done with it.</param>
    public static string Clean(string text, CleaningOptions options)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(options);
        var clean = new StringBuilder(text.Length);
        var isApart = false;
        foreach (var rune in CharacterClasses.Of(CharacterClasses.Given(text)))
        {
            if (CharacterClasses.IsWhiteSpace(rune))
            {
                isApart = true;
                continue;
            }
            if (IsDropped(rune, options))
                continue;
            if (isApart && clean.Length > 0)
                clean.Append(' ');
            isApart = false;
            clean.Append((options.LowerCase ? LowerCase.Of(rune) : rune).ToString());
        }
        return clean.ToString();
    }

    /// <summary>Whether a character goes without a trace.</summary>
    internal static bool IsDropped(Rune rune, CleaningOptions options) =>
        !CharacterClasses.IsWhiteSpace(rune)
        && (IsInvisible(rune) || (options.RemovePunctuation && IsPunctuation(rune)));

    private static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) == UnicodeCategory.Control || rune.Value is 0x00AD or 0x200B or 0x2060 or 0xFEFF;

    private static bool IsPunctuation(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.ConnectorPunctuation
                or UnicodeCategory.DashPunctuation
                or UnicodeCategory.OpenPunctuation
                or UnicodeCategory.ClosePunctuation
                or UnicodeCategory.InitialQuotePunctuation
                or UnicodeCategory.FinalQuotePunctuation
                or UnicodeCategory.OtherPunctuation;
}
