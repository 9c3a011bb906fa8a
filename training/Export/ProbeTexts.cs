using System.Text;
using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Training.Export;

/// <summary>Random texts for probes: known and unknown words, emoji, marks, blanks of several kinds.</summary>
internal static class ProbeTexts
{
    private static readonly string[] Blanks = [" ", "  ", "\t", "\n", "\u00A0", "\u3000"];

    // What a vocabulary rarely has: special tokens by their letters, an emoji of several characters, marks, another script.
    private static readonly string[] Others =
    [
        "<pad>",
        "<unk>",
        "\U0001F469\u200D\U0001F4BB",
        "\u2764\uFE0F",
        "e\u0301",
        "\u1E9E",
        "don't",
        "xyzzy",
        "\u4F60\u597D",
    ];

    /// <summary>A text of about as many tokens; without any, it is empty or blanks.</summary>
    public static string Draw(Random random, TextFeaturizer featurizer, int tokens)
    {
        var text = new StringBuilder();
        if (tokens == 0)
            return Blank(random, random.Next(3));
        var known = featurizer.Vocabulary.Tokens;
        for (var i = 0; i < tokens; i++)
        {
            var special = Vocabulary.Special.Count;
            var token =
                known.Count > special && random.Next(4) > 0
                    ? known[random.Next(special, known.Count)]
                    : Others[random.Next(Others.Length)];
            text.Append(random.Next(4) == 0 ? token.ToUpperInvariant() : token);
            if (featurizer.Options.Tokenizer != TokenizerKind.Characters)
                text.Append(Blank(random, 1));
        }
        return text.ToString();
    }

    private static string Blank(Random random, int count) =>
        string.Concat(Enumerable.Range(0, count).Select(_ => Blanks[random.Next(Blanks.Length)]));
}
