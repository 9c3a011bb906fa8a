using System.Globalization;
using System.Text;

namespace Rnn.Onnx.Models.Text;

/// <summary>Which characters make words, and what their lower case is; the same everywhere, whatever the culture is.</summary>
internal static class CharacterClasses
{
    /// <summary>The characters of a text; a lone surrogate, which no runtime could be given, is the replacement character.</summary>
    public static IEnumerable<Rune> Of(string text)
    {
        for (var at = 0; at < text.Length; )
        {
            _ = Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var consumed);
            yield return rune;
            at += consumed;
        }
    }

    /// <summary>Whether a character is a letter, mark, number or connector such as the underscore.</summary>
    public static bool IsWord(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.UppercaseLetter
                or UnicodeCategory.LowercaseLetter
                or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter
                or UnicodeCategory.OtherLetter
                or UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.EnclosingMark
                or UnicodeCategory.DecimalDigitNumber
                or UnicodeCategory.LetterNumber
                or UnicodeCategory.OtherNumber
                or UnicodeCategory.ConnectorPunctuation;

    /// <summary>A text in lower case: for each character one.</summary>
    public static string Lower(string text)
    {
        var lower = new StringBuilder(text.Length);
        foreach (var rune in Of(text))
            lower.Append(Rune.ToLowerInvariant(rune).ToString());
        return lower.ToString();
    }
}
