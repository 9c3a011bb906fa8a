using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Tests.Shared;

/// <summary>Sentences of three labels, each told by one of its words.</summary>
internal static class SampleTexts
{
    private static readonly (string Label, string[] Words)[] Topics =
    [
        ("animal", ["dog", "Cat", "horse's", "bär"]),
        ("color", ["red", "Green", "violet", "blue"]),
        ("food", ["bread", "Soup", "rice", "🍕"]),
    ];

    private static readonly string[] Filler =
    [
        "the",
        "a",
        "is",
        "very",
        "old",
        "here",
        ",",
        "and",
        "then",
        "well",
        ".",
    ];

    /// <summary>Texts that no training has seen the like of: nothing, blanks, only unknown words, emoji, letters with marks.</summary>
    public static IReadOnlyList<string> Odd { get; } =
    [
        "",
        "   ",
        "zzz qqq",
        "👩‍👩‍👧 🍕🍕",
        "e\u0301 ǅ ß",
        "<pad> <unk>",
        "the\tdog\nis\u00A0here",
        new string('x', 3000),
    ];

    /// <summary>Some texts with their labels.</summary>
    public static IEnumerable<(string Text, string Label)> Rows(int count, int seed = 5)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var (label, words) = Topics[i % Topics.Length];
            var text = Enumerable.Range(0, random.Next(1, 9)).Select(_ => Filler[random.Next(Filler.Length)]).ToList();
            text.Insert(random.Next(text.Count + 1), words[random.Next(words.Length)]);
            yield return (string.Join(' ', text), label);
        }
    }

    /// <summary>The same as a TSV file with a header.</summary>
    public static LabeledTexts File(string path, int count = 300)
    {
        System.IO.File.WriteAllLines(path, ["text\tlabel", .. Rows(count).Select(row => $"{row.Text}\t{row.Label}")]);
        return LabeledTexts.Read([path]);
    }
}
