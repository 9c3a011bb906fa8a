namespace Rnn.Onnx.Models.Translation;

/// <summary>
/// How a translation is searched for. This is the rule, the same in C# and in the graph of a translator:
/// </summary>
/// <remarks>
/// <para>K lanes hold hypotheses; at first one, empty. At every step each unfinished lane proposes its likeliest next tokens, each
/// finished one itself; the K proposals of the largest sum of log-probabilities stay, of equal ones the one of the earlier lane,
/// then of the smaller id. The first lane always goes on with its own likeliest token, which makes it the greedy
/// translation, so that no beam ends below it. The search ends when all lanes are finished or at the largest length.</para>
/// <para>The score of a hypothesis Y is log P(Y | X) / lp(Y) + cp(X, Y) with lp(Y) = ((5 + |Y|) / 6)^length penalty and
/// cp(X, Y) = coverage penalty * sum over the source steps of log(min(attention paid to it, 1)) (Wu et al. 2016, equation 14); |Y|
/// counts <c>&lt;eos&gt;</c> where it was produced. The hypothesis of the largest score is the translation.</para>
/// <para><c>&lt;pad&gt;</c> and <c>&lt;bos&gt;</c> are never produced; the probabilities are those among the other tokens.</para>
/// </remarks>
public sealed record DecodingOptions
{
    /// <summary>What the largest length of a translation has over its multiple of the source's length.</summary>
    public const int SpareTokens = 5;

    /// <summary>Lanes, K; 1: greedy. Default: 5.</summary>
    public long BeamSize { get; init; } = 5;

    /// <summary>The exponent of lp: the larger, the longer the translations; 0: none. Default: 1.</summary>
    public float LengthPenalty { get; init; } = 1;

    /// <summary>The factor of cp; needs attention; 0: none. Default: 0.</summary>
    public float CoveragePenalty { get; init; }

    /// <summary>Runs of so many tokens come once in a translation: a token that would repeat one has the probability 0; 0: any may. Default: 0.</summary>
    public int NoRepeatNgram { get; init; }

    /// <summary>Tokens of a translation at the most, <c>&lt;eos&gt;</c> among them. Default: 200.</summary>
    public long MaximumLength { get; init; } = 200;

    /// <summary>
    /// Tokens of a translation at the most for each of the source's: the limit of S source tokens is floor(ratio * S) +
    /// <see cref="SpareTokens"/>. Default: 2.
    /// </summary>
    public float MaximumRatio { get; init; } = 2;

    /// <summary>Translations of each text, the best first; not more than lanes. Default: 1.</summary>
    public int Best { get; init; } = 1;

    /// <summary>
    /// Whether an unknown word may be produced, which becomes the source token of the largest attention (Luong et al. 2015, section
    /// 3); without, or without attention, none is produced. Default: yes.
    /// </summary>
    public bool ReplaceUnknown { get; init; } = true;

    /// <summary>Refuses values that mean nothing.</summary>
    /// <exception cref="InvalidInputException">A value is out of its range.</exception>
    public DecodingOptions Validate()
    {
        OptionRange.AtLeast(BeamSize, 1, "beam-size");
        OptionRange.NotNegative(LengthPenalty, "length-penalty");
        OptionRange.NotNegative(CoveragePenalty, "coverage-penalty");
        OptionRange.AtLeast(NoRepeatNgram, 0, "no-repeat-ngram");
        OptionRange.AtLeast(MaximumLength, 1, "max-length");
        OptionRange.NotNegative(MaximumRatio, "max-ratio");
        OptionRange.AtLeast(Best, 1, "best");
        if (Best > BeamSize)
            throw Errors.InvalidInput($"Option best: expected {BeamSize} or less, the beam size, found {Best}.");
        return this;
    }
}
