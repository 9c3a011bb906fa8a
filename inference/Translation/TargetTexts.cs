using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Models.Translation;

namespace Rnn.Onnx.Inference.Translation;

/// <summary>Makes texts of hypotheses.</summary>
/// <param name="target">What the card says of the target.</param>
/// <param name="hasAttention">Whether hypotheses know where they looked.</param>
/// <exception cref="InvalidInputException">The card's vocabulary is none.</exception>
internal sealed class TargetTexts(CardTarget target, bool hasAttention)
{
    private readonly Vocabulary vocabulary = new(target.Vocabulary);
    private readonly TokenSpacing spacing = new(target.Text.Tokenizer);

    /// <summary>The translation of a text without tokens.</summary>
    public TranslatedText OfNothing { get; } =
        new("", 0)
        {
            Tokens = [],
            SourceTokens = [],
            Attention = hasAttention ? [] : null,
        };

    /// <summary>Says what a hypothesis is.</summary>
    /// <param name="ranked">It and its score.</param>
    /// <param name="source">The tokens that were read; the one most looked at stands in for an unknown word.</param>
    public TranslatedText Describe((Hypothesis Hypothesis, float Score) ranked, IReadOnlyList<string> source)
    {
        Hypothesis[] steps = [.. ranked.Hypothesis.Steps().Where(step => !step.HasEnded)];
        string[] tokens = [.. steps.Select(step => Token(step, source))];
        return new(spacing.Join(tokens), ranked.Score)
        {
            Tokens = tokens,
            SourceTokens = source,
            Attention = hasAttention ? [.. steps.Select(step => step.Attention!)] : null,
        };
    }

    /// <summary>What the last token of a hypothesis adds to its text; nothing where that is the end, or there is none.</summary>
    /// <param name="hypothesis">A hypothesis of one token or more.</param>
    /// <param name="source">The tokens that were read.</param>
    public string Piece(Hypothesis hypothesis, IReadOnlyList<string> source)
    {
        if (hypothesis.HasEnded || hypothesis.IsDead)
            return "";
        var previous = hypothesis.Length > 1 ? Token(hypothesis.Steps()[^2], source) : null;
        return spacing.Piece(Token(hypothesis, source), previous);
    }

    private string Token(Hypothesis step, IReadOnlyList<string> source) =>
        step.Token == Vocabulary.Unknown ? source[step.MostAttended] : vocabulary.Tokens[step.Token];
}
