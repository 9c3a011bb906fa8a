using System.Globalization;
using System.Text;

namespace Rnn.Onnx.Models.Text;

/// <summary>Which characters make words, and what their lower case is; as .NET knows Unicode, whatever the culture is.</summary>
internal static class CharacterClasses
{
    /// <summary>All characters there can be, in their order: Unicode scalar values.</summary>
    public static IEnumerable<Rune> All()
    {
        for (var value = 0; value <= 0x10FFFF; value++)
        {
            if (Rune.IsValid(value))
                yield return new Rune(value);
        }
    }

    /// <summary>The characters of a text; a lone surrogate, which UTF-8 does not have, is the replacement character.</summary>
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
                or UnicodeCategory.DecimalDigitNumber
                or UnicodeCategory.LetterNumber
                or UnicodeCategory.OtherNumber
                or UnicodeCategory.ConnectorPunctuation
        || IsMark(rune);

    /// <summary>Whether a character belongs to the one before it, as an accent or the sign that makes an emoji colored.</summary>
    public static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.EnclosingMark;

    /// <summary>Whether a character joins two words into one, as in "don't".</summary>
    public static bool IsApostrophe(Rune rune) => rune.Value is '\'' or '\u2019';

    /// <summary>Whether a character stands between what is separated by blanks.</summary>
    public static bool IsWhiteSpace(Rune rune) => Rune.IsWhiteSpace(rune);

    /// <summary>Whether a character is no part of a word, but can be seen: no white space, control or format character.</summary>
    public static bool IsSymbol(Rune rune) =>
        !IsWord(rune)
        && !IsWhiteSpace(rune)
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format);

    /// <summary>A text in lower case: for each character one.</summary>
    public static string Lower(string text)
    {
        var lower = new StringBuilder(text.Length);
        foreach (var rune in Of(text))
            lower.Append(LowerCase.Of(rune).ToString());
        return lower.ToString();
    }

    /// <summary>
    /// What a runtime is given of a text, whatever the language it is called from: a lone surrogate, which UTF-8 does not have, is
    /// the replacement character, and the text ends at its first NUL, as several languages hand it over.
    /// </summary>
    public static string Given(string text)
    {
        var end = text.IndexOf('\0', StringComparison.Ordinal);
        if (end >= 0)
            text = text[..end];
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
            return text;
        var whole = new StringBuilder(text.Length);
        foreach (var rune in Of(text))
            whole.Append(rune.ToString());
        return whole.ToString();
    }
}
