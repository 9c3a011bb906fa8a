using Special = Rnn.Onnx.Models.Text.Vocabulary;

namespace Rnn.Onnx.Models.Translation;

/// <summary>The likeliest tokens behind a hypothesis, by the rule of <see cref="DecodingOptions"/>. For one thread at a time.</summary>
/// <param name="decoder">What makes the steps; with attention there is something that an unknown word can be replaced by.</param>
/// <param name="options">How it is searched.</param>
internal sealed class NextTokens(IStepDecoder decoder, DecodingOptions options)
{
    private readonly int[] never =
    [
        Special.Padding,
        Special.Begin,
        .. options.ReplaceUnknown && decoder.HasAttention ? (int[])[] : [Special.Unknown],
    ];
    private readonly int[] ids = new int[Math.Min(options.BeamSize, decoder.Vocabulary)];
    private readonly float[] logProbabilities = new float[Math.Min(options.BeamSize, decoder.Vocabulary)];

    /// <summary>V.</summary>
    public int Vocabulary => decoder.Vocabulary;

    /// <summary>How many were found.</summary>
    public int Count { get; private set; }

    /// <summary>A token, the likeliest first.</summary>
    public int Id(int rank) => ids[rank];

    /// <summary>Its log-probability.</summary>
    public float LogProbability(int rank) => logProbabilities[rank];

    /// <summary>Finds them.</summary>
    /// <param name="hypothesis">What they may follow.</param>
    /// <param name="logits">The logits [V], into which minus infinity is written for what may not follow.</param>
    /// <exception cref="InvalidInputException">A logit is not a number.</exception>
    public void Find(Hypothesis hypothesis, Span<float> logits)
    {
        foreach (var id in never)
            logits[id] = float.NegativeInfinity;
        var sum = LogitMath.LogSumExp(logits);
        if (!float.IsFinite(sum) && !float.IsNegativeInfinity(sum))
            throw Errors.InvalidInput(
                $"Model '{decoder.Name}': expected finite logits behind {hypothesis.Length} tokens, found {sum}."
            );
        if (options.NoRepeatNgram > 0)
            Ban(hypothesis, logits);
        Count = LogitMath.Top(logits, ids);
        for (var rank = 0; rank < Count; rank++)
            logProbabilities[rank] = logits[ids[rank]] - sum;
    }

    // A token is banned where it, behind the last tokens, would be a run that has come before.
    private void Ban(Hypothesis hypothesis, Span<float> logits)
    {
        int[] tokens = [.. hypothesis.Steps().Select(step => step.Token)];
        var before = options.NoRepeatNgram - 1;
        if (before > tokens.Length)
            return;
        var last = tokens.AsSpan(tokens.Length - before);
        for (var end = before; end < tokens.Length; end++)
        {
            if (tokens.AsSpan(end - before, before).SequenceEqual(last))
                logits[tokens[end]] = float.NegativeInfinity;
        }
    }
}
