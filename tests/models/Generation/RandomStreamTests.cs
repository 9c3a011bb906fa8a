using Rnn.Onnx.Models.Generation;

namespace Rnn.Onnx.Models.Tests.Generation;

[TestClass]
public sealed class RandomStreamTests
{
    [TestMethod]
    public void Uniform_AdjacentSeedsAndSteps_AreSpreadEvenlyAndUnrelated()
    {
        const int Count = 20_000;
        foreach (var (seed, step) in new[] { (0L, 1L), (1L, 0L), (1L << 32, 0L), (3L, 5L) })
        {
            double[] numbers = [.. Enumerable.Range(0, Count).Select(i => RandomStream.Uniform(i * seed, i * step))];
            Assert.IsTrue(numbers.All(number => number is > 0 and < 1));
            var tenths = numbers.GroupBy(number => (int)(number * 10)).Select(group => group.Count()).ToArray();
            Assert.HasCount(10, tenths);
            // 2,000 each, with a standard deviation of 42.
            Assert.IsTrue(tenths.All(count => Math.Abs(count - 2000) < 220), string.Join(" ", tenths));
            var products = numbers.Zip(numbers.Skip(1), (a, b) => (a - 0.5) * (b - 0.5)).Sum() / Count;
            Assert.AreEqual(0, products * 12, 0.04, "correlation of neighbors");
        }
    }

    [TestMethod]
    public void Uniform_AnySeed_HasNumbersOfItsOwn()
    {
        long[] seeds = [0, 1, -1, 1L << 32, -(1L << 32), long.MaxValue, long.MinValue, 0x9e3779b9];
        var first = seeds.Select(seed => RandomStream.Uniform(seed, 0)).ToHashSet();
        Assert.HasCount(seeds.Length, first);
    }

    // By tests/reference/random_stream.py.
    [TestMethod]
    [DataRow(0L, 0L, 1584013208L)]
    [DataRow(1L, 0L, 978968704L)]
    [DataRow(1L, 499L, 3051512826L)]
    [DataRow(-1L, 7L, 606438378L)]
    [DataRow(long.MinValue, 1L << 40, 2494478819L)]
    [DataRow(1234567890123456789L, 12L, 662342975L)]
    public void Uniform_GoldenValues_StayAsTheyAre(long seed, long step, long hash) =>
        Assert.AreEqual((hash + 0.5) / 4294967296, RandomStream.Uniform(seed, step));
}
