using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Models.Translation;

/// <summary>The beginning of a translation: its last token, and the hypothesis that this token was put behind. Immutable.</summary>
public sealed class Hypothesis
{
    private readonly Hypothesis? previous;

    private Hypothesis(Hypothesis? previous, int token, float logProbability, float[]? attention)
    {
        this.previous = previous;
        (Token, LogProbability, Attention) = (token, logProbability, attention);
        Length = previous is null ? 0 : previous.Length + 1;
    }

    /// <summary>The one of no tokens.</summary>
    internal static Hypothesis Empty { get; } = new(null, Vocabulary.Begin, 0, null);

    /// <summary>The one that can not be: of a lane that no token was left for.</summary>
    internal static Hypothesis Dead { get; } = new(null, Vocabulary.Padding, float.NegativeInfinity, null);

    /// <summary>The last token.</summary>
    public int Token { get; }

    /// <summary>log P of all its tokens.</summary>
    public float LogProbability { get; }

    /// <summary>Tokens, <see cref="Vocabulary.End"/> among them.</summary>
    public int Length { get; }

    /// <summary>How much the last token looked at each source step; null without attention.</summary>
    public IReadOnlyList<float>? Attention { get; }

    /// <summary>The source step that the last token looked at most, of equal ones the first.</summary>
    public int MostAttended => Attention!.Index().MaxBy(look => look.Item).Index;

    /// <summary>Whether its last token ends it.</summary>
    public bool HasEnded => Token == Vocabulary.End;

    /// <summary>Whether it is none: of a lane that no token was left for.</summary>
    public bool IsDead => float.IsNegativeInfinity(LogProbability);

    /// <summary>The hypothesis with a token more.</summary>
    internal Hypothesis With(int token, float logProbability, float[]? attention) =>
        new(this, token, logProbability, attention);

    /// <summary>The hypotheses of one token, of two, and so on up to this one.</summary>
    public IReadOnlyList<Hypothesis> Steps()
    {
        var steps = new Hypothesis[Length];
        var step = this;
        for (var i = Length - 1; i >= 0; i--)
        {
            steps[i] = step;
            step = step.previous!;
        }
        return steps;
    }
}
