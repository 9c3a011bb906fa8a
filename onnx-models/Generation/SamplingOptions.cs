namespace Rnn.Onnx.Models.Generation;

/// <summary>
/// How the next token is drawn from a language model's logits. This is the rule, the same in C# (<see cref="Sampler"/>) and in
/// the graph of a generator (<see cref="SamplingNodes"/>):
/// </summary>
/// <remarks>
/// <list type="number">
/// <item>The special tokens in front of the vocabulary's end token, padding, unknown and beginning, are never drawn.</item>
/// <item>Tokens are ordered by their logits, the largest first, of equal ones the lower id first.</item>
/// <item>A temperature of 0 takes the first token (greedy). Otherwise the weight of a token is w = exp((logit - largest) /
/// temperature), in double precision.</item>
/// <item>Top-k: only the first <see cref="TopK"/> tokens stay; all where it is 0 or less, or more than there are.</item>
/// <item>Top-p (nucleus sampling, Holtzman et al. 2020, arXiv 1904.09751): of those, only the first ones stay, as few as weigh
/// <see cref="TopP"/> of what all of them weigh, and one at the least; all at 1 or more.</item>
/// <item>One number u, above 0 and below 1 (<see cref="RandomStream"/>), chooses among what is left: the first token whose
/// weight, with those in front of it, is more than u times the weight of all.</item>
/// </list>
/// <para>A graph is not asked whether its inputs make sense: there a temperature that is negative or not a number counts as 0,
/// an infinite one draws every token that is left with equal chances, and a top-p that is not a number keeps one token.</para>
/// </remarks>
public record SamplingOptions
{
    /// <summary>What logits are divided by: below 1 the likely tokens get likelier; 0 always takes the likeliest. Default: 1.</summary>
    public float Temperature { get; init; } = 1;

    /// <summary>How many of the likeliest tokens stay; 0 or less: all. Default: 0.</summary>
    public long TopK { get; init; }

    /// <summary>Share of the probability that the likeliest tokens which stay have together; 0 or less: one token. Default: 1, all.</summary>
    public float TopP { get; init; } = 1;

    /// <summary>What the random numbers come from. Default: 0.</summary>
    public long Seed { get; init; }

    /// <summary>Refuses values that mean nothing.</summary>
    /// <exception cref="InvalidInputException">A value is out of its range.</exception>
    protected void ValidateSampling()
    {
        OptionRange.NotNegative(Temperature, "temperature");
        if (float.IsNaN(TopP))
            throw Errors.InvalidInput($"Option top-p: expected a number, found {TopP}.");
    }
}
