using Rnn.Onnx.Models.Tagging;

namespace Rnn.Onnx.Tests.Shared;

/// <summary>Small chains with random numbers.</summary>
internal static class RandomChains
{
    /// <summary>A chain, and emissions [steps, tags].</summary>
    public static (ChainWeights Weights, float[] Emissions) Create(Random random, int tags, int steps) =>
        (
            new ChainWeights(
                RandomForecasters.Uniform(random, tags * tags),
                RandomForecasters.Uniform(random, tags),
                RandomForecasters.Uniform(random, tags)
            ),
            [.. RandomForecasters.Uniform(random, steps * tags).Select(value => 3 * value)]
        );

    /// <summary>Every path there is.</summary>
    public static IEnumerable<int[]> Paths(int tags, int steps) =>
        steps == 0
            ?
            [
                [],
            ]
            : Paths(tags, steps - 1).SelectMany(path => Enumerable.Range(0, tags).Select(tag => (int[])[.. path, tag]));
}
