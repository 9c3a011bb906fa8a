using Rnn.Onnx.Models.Tagging;

namespace Rnn.Onnx.Models.Tests.Tagging;

/// <summary>Sums and best paths of small chains against all paths, one by one.</summary>
[TestClass]
public sealed class LinearChainTests
{
    [TestMethod]
    [DataRow(1, 1)]
    [DataRow(1, 4)]
    [DataRow(2, 1)]
    [DataRow(2, 6)]
    [DataRow(3, 4)]
    [DataRow(4, 3)]
    public void EveryAnswer_OfASmallChain_IsThatOfAllPaths(int tags, int steps)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var (weights, emissions) = RandomChains.Create(new Random(seed), tags, steps);
            var paths = RandomChains.Paths(tags, steps).ToArray();
            var scores = paths.Select(path => LinearChain.Score(weights, emissions, path)).ToArray();
            var order = scores.OrderDescending().ToArray();

            Assert.AreEqual(Math.Log(scores.Sum(Math.Exp)), LinearChain.LogPartition(weights, emissions), 1e-9);
            Assert.AreSequenceEqual(
                paths[Array.IndexOf(scores, order[0])],
                LinearChain.Best(weights, emissions),
                $"seed {seed}"
            );
            var margin = order.Length > 1 ? order[0] - order[1] : double.PositiveInfinity;
            Assert.AreEqual(margin, LinearChain.Margin(weights, emissions), 1e-9);

            var marginals = LinearChain.Marginals(weights, emissions);
            var all = scores.Sum(Math.Exp);
            for (var t = 0; t < steps; t++)
            for (var tag = 0; tag < tags; tag++)
            {
                var through = paths.Zip(scores).Where(path => path.First[t] == tag).Sum(path => Math.Exp(path.Second));
                Assert.AreEqual(through / all, marginals[t * tags + tag], 1e-6);
            }
        }
    }

    // By hand: start 1 0, emissions 0 2 | 3 0, transitions 0 1 | -1 0, end 0 0.5.
    // 00: 1+0+0+3+0 = 4; 01: 1+0+1+0+0.5 = 2.5; 10: 0+2-1+3+0 = 4; 11: 0+2+0+0+0.5 = 2.5. With end(0) = 0.25: 4.25 for 00.
    [TestMethod]
    public void Score_WrittenOut_IsTheSumOfItsParts()
    {
        var weights = new ChainWeights([0, 1, -1, 0], [1, 0], [0.25f, 0.5f]);
        float[] emissions = [0, 2, 3, 0];

        Assert.AreEqual(4.25, LinearChain.Score(weights, emissions, [0, 0]));
        Assert.AreEqual(2.5, LinearChain.Score(weights, emissions, [0, 1]));
        Assert.AreEqual(4.25, LinearChain.Score(weights, emissions, [1, 0]));
        Assert.AreEqual(2.5, LinearChain.Score(weights, emissions, [1, 1]));
        Assert.AreSequenceEqual([0, 0], LinearChain.Best(weights, emissions)); // the first of equal ones
        Assert.AreEqual(0, LinearChain.Margin(weights, emissions));
    }

    [TestMethod]
    public void Best_NoSteps_HasNoTags()
    {
        var weights = new ChainWeights([0, 0, 0, 0], [0, 0], [0, 0]);

        Assert.IsEmpty(LinearChain.Best(weights, []));
        Assert.IsEmpty(LinearChain.Marginals(weights, []));
        Assert.AreEqual(0, LinearChain.LogPartition(weights, []));
        Assert.AreEqual(0, LinearChain.Score(weights, [], []));
        Assert.AreEqual(double.PositiveInfinity, LinearChain.Margin(weights, []));
    }

    [TestMethod]
    public void Best_WeightsOfAnotherSize_AreRefused()
    {
        Assert.ThrowsExactly<ArgumentException>(() => LinearChain.Best(new ChainWeights([0], [0, 0], [0, 0]), [1, 2]));
        Assert.ThrowsExactly<ArgumentException>(() =>
            LinearChain.Best(new ChainWeights([0, 0, 0, 0], [0, 0], [0, 0]), [1])
        );
    }
}
