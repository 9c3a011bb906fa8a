namespace Rnn.Onnx.Models.Tagging;

/// <summary>
/// A linear-chain conditional random field in C#: what <see cref="LinearChainNodes"/> is in the graph. In double precision, T
/// steps and K tags; a chain of no steps has no tags.
/// </summary>
public static class LinearChain
{
    /// <summary>The score of one path.</summary>
    /// <param name="weights">The chain.</param>
    /// <param name="emissions">Of each step and tag, [T, K].</param>
    /// <param name="path">A tag for each step.</param>
    public static double Score(ChainWeights weights, ReadOnlySpan<float> emissions, ReadOnlySpan<int> path)
    {
        ArgumentNullException.ThrowIfNull(weights);
        weights.Validate();
        if (path.Length == 0)
            return 0;
        var tags = weights.Tags;
        var score = (double)weights.Start[path[0]] + weights.End[path[^1]];
        for (var t = 0; t < path.Length; t++)
        {
            score += emissions[t * tags + path[t]];
            if (t > 0)
                score += weights.Transitions[path[t - 1] * tags + path[t]];
        }
        return score;
    }

    /// <summary>The logarithm of the sum of e to the scores of all paths, by the forward algorithm.</summary>
    /// <param name="weights">The chain.</param>
    /// <param name="emissions">Of each step and tag, [T, K].</param>
    public static double LogPartition(ChainWeights weights, ReadOnlySpan<float> emissions)
    {
        var chain = new ChainLattice(weights, emissions);
        var ends = chain.Ends(chain.Forward(ChainLattice.LogSum));
        return ends.Length == 0 ? 0 : ChainLattice.LogSum(ends);
    }

    /// <summary>The path of the highest score, by the algorithm of Viterbi (1967); the first tag of equally good ones.</summary>
    /// <param name="weights">The chain.</param>
    /// <param name="emissions">Of each step and tag, [T, K].</param>
    public static int[] Best(ChainWeights weights, ReadOnlySpan<float> emissions)
    {
        var chain = new ChainLattice(weights, emissions);
        var forward = chain.Forward(ChainLattice.Largest);
        var path = new int[chain.Steps];
        for (var t = chain.Steps - 1; t >= 0; t--)
        {
            var scores = t == chain.Steps - 1 ? chain.Ends(forward) : chain.Into(path[t + 1], t, forward);
            path[t] = Array.IndexOf(scores, scores.Max());
        }
        return path;
    }

    /// <summary>How much the best path's score is above that of the second best; infinite where there is only one.</summary>
    /// <param name="weights">The chain.</param>
    /// <param name="emissions">Of each step and tag, [T, K].</param>
    public static double Margin(ChainWeights weights, ReadOnlySpan<float> emissions)
    {
        var chain = new ChainLattice(weights, emissions);
        // The second best path differs somewhere: there it is the best of those with another tag.
        var through = chain.Through(ChainLattice.Largest); // [T][K]
        var margin = double.PositiveInfinity;
        foreach (var scores in through)
        {
            var order = scores.OrderDescending().ToArray();
            if (order.Length > 1)
                margin = Math.Min(margin, order[0] - order[1]);
        }
        return margin;
    }

    /// <summary>How likely each tag is at each step over all paths, by the forward-backward algorithm: [T, K], a step's sum is 1.</summary>
    /// <param name="weights">The chain.</param>
    /// <param name="emissions">Of each step and tag, [T, K].</param>
    public static float[] Marginals(ChainWeights weights, ReadOnlySpan<float> emissions)
    {
        var chain = new ChainLattice(weights, emissions);
        var through = chain.Through(ChainLattice.LogSum); // [T][K]
        return
        [
            .. through.SelectMany(scores =>
            {
                var all = ChainLattice.LogSum(scores);
                return scores.Select(score => (float)Math.Exp(score - all));
            }),
        ];
    }
}
