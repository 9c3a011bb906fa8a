using Rnn.Onnx.Inference.Translation;

namespace Rnn.Onnx.Cli.Lab.Attention;

/// <summary>One text, its translation, and what each token of it looked at.</summary>
/// <param name="Text">The text.</param>
/// <param name="Translation">Its translation.</param>
/// <param name="Source">Tokens that were read, S.</param>
/// <param name="Target">Tokens that were written, T.</param>
/// <param name="Weights">How much each token of the target looked at each of the source [T, S]; a row's sum is 1.</param>
internal sealed record AttentionMap(
    string Text,
    string Translation,
    IReadOnlyList<string> Source,
    IReadOnlyList<string> Target,
    IReadOnlyList<IReadOnlyList<float>> Weights
)
{
    /// <summary>Null where nothing was translated.</summary>
    public static AttentionMap? Of(string text, TranslatedText translated) =>
        translated is { Tokens: { Count: > 0 } target, SourceTokens: { } source, Attention: { } weights }
            ? new AttentionMap(text, translated.Text, source, target, weights)
            : null;

    /// <summary>The place of the source token that a target token looked at most, and its weight.</summary>
    public (int Source, float Weight) Strongest(int target)
    {
        var row = Weights[target];
        var best = Enumerable.Range(0, row.Count).MaxBy(place => row[place]);
        return (best, row[best]);
    }

    /// <summary>Mean entropy of the rows in bits: 0 where each token looks at one place alone, log₂ S where at all alike.</summary>
    public double Entropy =>
        Weights.Average(row => -row.Where(weight => weight > 0).Sum(weight => weight * Math.Log2(weight)));
}
