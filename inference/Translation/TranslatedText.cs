namespace Rnn.Onnx.Inference.Translation;

/// <summary>A translation of a text.</summary>
/// <param name="Text">The translation.</param>
/// <param name="Score">How good it is by the rule of the search: the larger, the better; minus infinity where there is none.</param>
public sealed record TranslatedText(string Text, float Score)
{
    /// <summary>What it is made of, unknown words already replaced; null where the file does not tell.</summary>
    public IReadOnlyList<string>? Tokens { get; init; }

    /// <summary>What was read; null where the file does not tell.</summary>
    public IReadOnlyList<string>? SourceTokens { get; init; }

    /// <summary>
    /// How much each token looked at each of the source's [tokens, source tokens]: the sum over a token's is 1. Null where the model
    /// has no attention, or the file does not tell.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<float>>? Attention { get; init; }
}
