using Rnn.Onnx.Models.Generation;

namespace Rnn.Onnx.Cli.Lab.Temperature;

/// <summary>What a temperature makes of logits: the probabilities that <see cref="Sampler"/> draws from.</summary>
internal static class NextToken
{
    /// <summary>p = softmax(logits / temperature) over the tokens that can be drawn; 0 for the special ones in front of them.</summary>
    /// <param name="logits">A logit for each id [V].</param>
    /// <param name="temperature">Above 0.</param>
    public static double[] Probabilities(IReadOnlyList<float> logits, double temperature)
    {
        var largest = logits.Skip(Sampler.FirstId).Max();
        double[] weights =
        [
            .. logits.Select((logit, id) => id < Sampler.FirstId ? 0 : Math.Exp((logit - largest) / temperature)),
        ];
        var sum = weights.Sum();
        return [.. weights.Select(weight => weight / sum)];
    }

    /// <summary>-Σ p log₂ p: how many bits a draw tells.</summary>
    public static double Entropy(IEnumerable<double> probabilities) =>
        -probabilities.Where(p => p > 0).Sum(p => p * Math.Log2(p));

    /// <summary>How many tokens, the likeliest first, have a share together: what top-p keeps.</summary>
    public static int Kept(IEnumerable<double> probabilities, double share)
    {
        var (sum, kept) = (0.0, 0);
        foreach (var p in probabilities.OrderDescending())
        {
            sum += p;
            kept++;
            if (sum >= share)
                break;
        }
        return kept;
    }

    /// <summary>What the likeliest tokens have together: the share that top-k keeps.</summary>
    public static double Share(IEnumerable<double> probabilities, int tokens) =>
        probabilities.OrderDescending().Take(tokens).Sum();
}
