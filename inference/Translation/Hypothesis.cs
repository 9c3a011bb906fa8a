using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Inference.Translation;

/// <summary>The beginning of a translation: its last token, and the hypothesis that this token was put behind. Immutable.</summary>
internal sealed class Hypothesis
{
    private readonly Hypothesis? previous;

    private Hypothesis(Hypothesis? previous, int token, float logProbability, float[]? attention)
    {
        this.previous = previous;
        (Token, LogProbability, Attention) = (token, logProbability, attention);
        Length = previous is null ? 0 : previous.Length + 1;
    }

    /// <summary>The one of no tokens.</summary>
    public static Hypothesis Empty { get; } = new(null, Vocabulary.Begin, 0, null);

    /// <summary>The one that can not be: of a lane that no token was left for.</summary>
    public static Hypothesis Dead { get; } = new(null, Vocabulary.Padding, float.NegativeInfinity, null);

    /// <summary>The last token.</summary>
    public int Token { get; }

    /// <summary>log P of all its tokens.</summary>
    public float LogProbability { get; }

    /// <summary>Tokens, <see cref="Vocabulary.End"/> among them.</summary>
    public int Length { get; }

    /// <summary>How much the last token looked at each source step; null without attention.</summary>
    public float[]? Attention { get; }

    public bool HasEnded => Token == Vocabulary.End;

    public bool IsDead => float.IsNegativeInfinity(LogProbability);

    /// <summary>The hypothesis with a token more.</summary>
    public Hypothesis With(int token, float logProbability, float[]? attention) =>
        new(this, token, logProbability, attention);

    /// <summary>The hypotheses of one token, of two, and so on up to this one.</summary>
    public Hypothesis[] Steps()
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
