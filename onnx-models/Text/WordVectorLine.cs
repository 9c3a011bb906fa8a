using System.Buffers;
using System.Globalization;

namespace Rnn.Onnx.Models.Text;

/// <summary>A line of a file of word vectors.</summary>
/// <param name="path">The file, for messages.</param>
/// <param name="number">The line's number from 1, for messages.</param>
/// <param name="text">The line.</param>
internal readonly ref struct WordVectorLine(string path, long number, string text)
{
    private static readonly SearchValues<char> Blanks = SearchValues.Create(" \t");
    private static readonly SearchValues<char> OfNumbers = SearchValues.Create("0123456789+-.eE \t");

    private readonly ReadOnlySpan<char> text = text.AsSpan().TrimEnd(" \t");

    /// <summary>Words and numbers of each, where the line says them.</summary>
    public (long Words, int Size)? Header()
    {
        var blank = text.IndexOfAny(Blanks);
        if (
            blank < 0
            || !long.TryParse(text[..blank], NumberStyles.None, CultureInfo.InvariantCulture, out var words)
            || !int.TryParse(text[(blank + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
        )
            return null;
        return size > 0 ? (words, size) : throw Wrong($"1 number a word or more", $"{size}");
    }

    /// <summary>Numbers at the line's end, in front of which there is a word.</summary>
    public int Size()
    {
        var size = 0;
        for (var rest = text; Last(ref rest) is { IsEmpty: false } field && rest.Length > 0; size++)
        {
            if (!TryParse(field, out _))
                break;
        }
        return size > 0 ? size : throw Wrong($"a word and its numbers", $"'{Shown(text)}'");
    }

    /// <summary>What stands in front of the last <paramref name="size"/> fields.</summary>
    public ReadOnlySpan<char> Word(int size)
    {
        var rest = text;
        for (var i = 0; i < size; i++)
        {
            if (Last(ref rest).IsEmpty || rest.IsEmpty)
                throw Wrong($"a word and {size} numbers", $"{(text.IsEmpty ? "an empty line" : $"{Fields()} fields")}");
        }
        return rest;
    }

    /// <summary>The numbers behind a word.</summary>
    public float[] Numbers(ReadOnlySpan<char> word, int size)
    {
        var numbers = new float[size];
        var rest = text;
        for (var i = size - 1; i >= 0; i--)
        {
            var field = Last(ref rest);
            if (!TryParse(field, out numbers[i]))
                throw Wrong($"a finite number as number {i + 1} of '{Shown(word)}'", $"'{Shown(field)}'");
        }
        return numbers;
    }

    /// <summary>Refuses what can be no number, behind a word whose numbers are not needed.</summary>
    public void RequireNumbers(ReadOnlySpan<char> word)
    {
        var wrong = text[word.Length..].IndexOfAnyExcept(OfNumbers);
        if (wrong >= 0)
            throw Wrong($"numbers behind '{Shown(word)}'", $"'{text[word.Length + wrong]}'");
    }

    // Takes the last field off, with the blank in front of it.
    private static ReadOnlySpan<char> Last(ref ReadOnlySpan<char> rest)
    {
        var blank = rest.LastIndexOfAny(Blanks);
        var field = rest[(blank + 1)..];
        rest = rest[..Math.Max(blank, 0)];
        return field;
    }

    private static bool TryParse(ReadOnlySpan<char> field, out float value) =>
        float.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && float.IsFinite(value);

    private int Fields()
    {
        var fields = 1;
        foreach (var character in text)
            fields += Blanks.Contains(character) ? 1 : 0;
        return fields;
    }

    private static string Shown(ReadOnlySpan<char> found) => found.Length <= 40 ? $"{found}" : $"{found[..40]}...";

    private InvalidInputException Wrong(FormattableString expected, FormattableString found) =>
        Errors.InvalidInput(
            $"File '{path}', line {number}: expected {FormattableString.Invariant(expected)}, found {FormattableString.Invariant(found)}."
        );
}
