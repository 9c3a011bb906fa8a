using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Models.Evaluation;

/// <summary>How alike translations and their references are.</summary>
/// <param name="Texts">Texts that were translated.</param>
/// <param name="Bleu">Token by token.</param>
/// <param name="Chrf">Character by character.</param>
public sealed record TranslationMetrics(int Texts, Bleu Bleu, Chrf Chrf)
{
    /// <summary>Measures translations as they are written: both sides are cut into tokens anew, by the same rule.</summary>
    /// <param name="translations">The translations.</param>
    /// <param name="references">The reference of each.</param>
    /// <param name="text">How the model's target texts become tokens; where it reads lower case, case does not count.</param>
    /// <exception cref="InvalidInputException">There is no translation, or not as many references.</exception>
    public static TranslationMetrics Of(
        IReadOnlyList<string> translations,
        IReadOnlyList<string> references,
        TextOptions text
    )
    {
        ArgumentNullException.ThrowIfNull(translations);
        ArgumentNullException.ThrowIfNull(references);
        ArgumentNullException.ThrowIfNull(text);
        var words = text with { MaximumTokens = 0, BytePairs = null };
        return new TranslationMetrics(
            translations.Count,
            Bleu.Of(Tokens(translations), Tokens(references)),
            Chrf.Of(Written(translations), Written(references))
        );

        IReadOnlyList<string>[] Tokens(IReadOnlyList<string> texts) =>
            [.. texts.Select(line => TextFeaturizer.Tokens(line, words))];

        string[] Written(IReadOnlyList<string> texts) =>
            [.. texts.Select(line => text.LowerCase ? CharacterClasses.Lower(CharacterClasses.Given(line)) : line)];
    }
}
