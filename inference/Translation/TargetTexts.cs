using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Inference.Translation;

/// <summary>Makes texts of hypotheses.</summary>
internal sealed class TargetTexts
{
    private readonly Vocabulary vocabulary;

    /// <summary>Reads what the card says of the target.</summary>
    /// <exception cref="InvalidInputException">Its vocabulary or options are none.</exception>
    public TargetTexts(CardTarget target) => vocabulary = new Vocabulary(target.Vocabulary);

    /// <summary>The translation of a text without tokens.</summary>
    public static TranslatedText OfNothing { get; } = new("", 0) { Tokens = [], SourceTokens = [] };

    /// <summary>Says what a hypothesis is.</summary>
    /// <param name="ranked">It and its score.</param>
    /// <param name="source">The tokens that were read; the one most looked at stands in for an unknown word.</param>
    public TranslatedText Describe((Hypothesis Hypothesis, float Score) ranked, IReadOnlyList<string> source)
    {
        Hypothesis[] steps = [.. ranked.Hypothesis.Steps().Where(step => !step.HasEnded)];
        string[] tokens = [.. steps.Select(step => Token(step, source))];
        return new(string.Join(' ', tokens), ranked.Score)
        {
            Tokens = tokens,
            SourceTokens = source,
            Attention = steps is [{ Attention: null }, ..] ? null : [.. steps.Select(step => step.Attention!)],
        };
    }

    private string Token(Hypothesis step, IReadOnlyList<string> source) =>
        step.Token == Vocabulary.Unknown
            ? source[Array.IndexOf(step.Attention!, step.Attention!.Max())]
            : vocabulary.Tokens[step.Token];
}
