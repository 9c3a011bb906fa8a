using System.Text;

namespace Rnn.Onnx.Models.Text;

/// <summary>Cuts texts into tokens; <see cref="TokenExpression"/> says the same to a runtime.</summary>
internal static class Tokenizer
{
    /// <summary>The tokens of a text without lone surrogates, in order; none of them is empty.</summary>
    public static IReadOnlyList<string> Split(string text, TokenizerKind kind)
    {
        var tokens = new List<string>();
        for (var at = 0; at < text.Length; )
        {
            var rest = text.AsSpan(at);
            var length = Token(rest, kind);
            if (length > 0)
                tokens.Add(rest[..length].ToString());
            at += Math.Max(length, Read(rest).Utf16SequenceLength);
        }
        return tokens;
    }

    // Length of the token that begins a text, 0 where none does.
    private static int Token(ReadOnlySpan<char> text, TokenizerKind kind) =>
        kind switch
        {
            TokenizerKind.Characters => Read(text).Utf16SequenceLength,
            TokenizerKind.Whitespace => Run(text, rune => !CharacterClasses.IsWhiteSpace(rune)),
            _ => Math.Max(Word(text), Symbol(text)),
        };

    private static int Word(ReadOnlySpan<char> text)
    {
        var length = Run(text, CharacterClasses.IsWord);
        while (length > 0 && length < text.Length && CharacterClasses.IsApostrophe(Read(text[length..])))
        {
            var more = Run(text[(length + 1)..], CharacterClasses.IsWord);
            if (more == 0)
                break;
            length += 1 + more;
        }
        return length;
    }

    private static int Symbol(ReadOnlySpan<char> text)
    {
        var first = Read(text);
        var length = first.Utf16SequenceLength;
        return CharacterClasses.IsSymbol(first) ? length + Run(text[length..], CharacterClasses.IsMark) : 0;
    }

    // Length of the characters of a kind that begin a text.
    private static int Run(ReadOnlySpan<char> text, Predicate<Rune> belongs)
    {
        var length = 0;
        while (length < text.Length && Read(text[length..]) is var rune && belongs(rune))
            length += rune.Utf16SequenceLength;
        return length;
    }

    private static Rune Read(ReadOnlySpan<char> text)
    {
        _ = Rune.DecodeFromUtf16(text, out var rune, out _);
        return rune;
    }
}
