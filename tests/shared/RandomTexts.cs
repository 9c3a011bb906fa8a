using System.Text;
using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Tests.Shared;

/// <summary>Texts of all scripts, seeded: words, emoji of several characters, marks, control characters, lone surrogates, unusual blanks.</summary>
internal static class RandomTexts
{
    /// <summary>Texts that once went wrong somewhere, or could.</summary>
    public static IReadOnlyList<string> Chosen { get; } =
    [
        "",
        " ",
        "\t\r\n\v\f\u0085\u00A0\u1680\u2007\u2028\u2029\u202F\u205F\u3000",
        "a",
        "Don't 'tis rock'n'roll dogs' O\u2019Neill a''b '' ' x\u2019",
        "\u2764\uFE0F\u200D\U0001F525 1\uFE0F\u20E3 \U0001F469\u200D\U0001F4BB \U0001F1E9\U0001F1EA\u0301",
        "e\u0301 \u0301 \u0301\u0302x .\u0301. \u212B \uFB01",
        "\u0130I\u0131i \u1E9E\u00DF \u03A3\u03C2\u03C3 \u01C5\u01C4\u01C6 \u2126 \u24B6 \U00010400\U0001E900",
        "\uD83D\uDE00 \uD83D \uDE00 \uDE00\uD83D",
        "ends\0 here \0 and not later",
        "\0",
        "\0a",
        "a\0",
        "<pad> <unk> <bos> <eos>",
        "\u0001\u0002\u0003\u001B[0m\u007F\u00AD\u200B\u200C\u200D\u2060\uFEFF",
        "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645 \u0928\u092E\u0938\u094D\u0924\u0947 \u4F60\u597D\uFF0C\u4E16\u754C \u0E2A\u0E27\u0E31\u0E2A",
        "snake_case CamelCase 3.14 1,000 a-b e-mail@example.org \u00BD \u2167 \u0967\u0968",
        "\uFFFE\uFFFF\uE000\U0010FFFF\U000E0041\u0378",
        "[a-z]+\\x{41} (?i).*$^|",
    ];

    /// <summary>A text of up to so many pieces.</summary>
    public static string Next(Random random, int pieces)
    {
        var text = new StringBuilder();
        for (var count = random.Next(pieces + 1); count > 0; count--)
            text.Append(Piece(random));
        return text.ToString();
    }

    /// <summary>Letters and digits, some of them upper case.</summary>
    public static string Word(Random random, int least, int most) =>
        string.Concat(Enumerable.Range(0, random.Next(least, most + 1)).Select(_ => Of(random, "abcABCzZ019")));

    private static string Piece(Random random) =>
        random.Next(12) switch
        {
            0 or 1 or 2 => Word(random, 1, 5),
            3 or 4 => " ",
            5 => Of(random, " \t\n\r\u0085\u00A0\u1680\u2003\u2028\u202F\u3000\u200B"),
            6 => Of(random, "'\u2019'\u2019\"`\u02BC\uFF07-_.,!?"),
            7 => Of(random, "\u0300\u0301\u0308\u20DD\uFE0F\u200D\u200C\u094D\u0903"),
            8 => char.ConvertFromUtf32(random.Next(0x1F300, 0x1FAFF)),
            9 => Any(random, 0x10FFFF),
            10 => Any(random, 0x2FFF),
            _ => Rare(random),
        };

    private static string Rare(Random random) =>
        random.Next(6) switch
        {
            0 => ((char)random.Next(0xD800, 0xE000)).ToString(),
            1 => ((char)random.Next(0x20)).ToString(),
            2 => Chosen[random.Next(Chosen.Count)],
            3 => Any(random, 0xFFFF).ToUpperInvariant(),
            4 => new string((char)random.Next(0x41, 0x5B), random.Next(1, 40)),
            _ => Vocabulary.Special[random.Next(4)],
        };

    private static string Of(Random random, string characters) => characters[random.Next(characters.Length)].ToString();

    private static string Any(Random random, int last)
    {
        int value;
        do value = random.Next(last + 1);
        while (!Rune.IsValid(value));
        return char.ConvertFromUtf32(value);
    }
}
