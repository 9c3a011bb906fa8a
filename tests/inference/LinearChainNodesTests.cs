using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tagging;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Inference.Tests;

/// <summary>Best paths and marginals in the graph, run by ONNX Runtime, against the chain in C#.</summary>
[TestClass]
public sealed class LinearChainNodesTests
{
    [TestMethod]
    [DataRow(2, 1)]
    [DataRow(3, 7)]
    [DataRow(17, 40)]
    [DataRow(1, 5)]
    public void Answers_OfRowsOfAllLengths_AreThoseOfEachRowAlone(int tags, int time)
    {
        long[] lengths = [time, 1, Math.Max(1, time / 2), 0];
        var (weights, emissions) = RandomChains.Create(new Random(tags + time), tags, lengths.Length * time);
        using var model = Build(weights);

        var (path, marginals) = Run(model, emissions, lengths, time, tags);

        for (var row = 0; row < lengths.Length; row++)
        {
            var length = (int)lengths[row];
            var own = emissions.AsSpan(row * time * tags, length * tags);
            var best = LinearChain.Best(weights, own);
            var expected = Enumerable.Repeat(-1L, time).ToArray();
            for (var t = 0; t < length; t++)
                expected[t] = best[t];
            Assert.AreSequenceEqual(expected, path[(row * time)..((row + 1) * time)], $"row {row}");

            var shares = new float[time * tags];
            LinearChain.Marginals(weights, own).CopyTo(shares, 0);
            for (var i = 0; i < shares.Length; i++)
                Assert.AreEqual(shares[i], marginals[row * time * tags + i], 2e-6f, $"row {row}, {i}");
        }
    }

    [TestMethod]
    public void Answers_OfAThousandSteps_StayExact()
    {
        const int Time = 1000;
        const int Tags = 5;
        var (weights, emissions) = RandomChains.Create(new Random(3), Tags, Time);
        using var model = Build(weights);

        var (path, marginals) = Run(model, emissions, [Time], Time, Tags);

        Assert.AreSequenceEqual(LinearChain.Best(weights, emissions).Select(tag => (long)tag), path);
        var expected = LinearChain.Marginals(weights, emissions);
        for (var i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], marginals[i], 2e-6f, $"{i}");
    }

    [TestMethod]
    public void Answers_OfARow_DoNotDependOnItsPaddingOrOnOthers()
    {
        const int Tags = 4;
        var (weights, emissions) = RandomChains.Create(new Random(9), Tags, 6);
        using var model = Build(weights);
        var (path, marginals) = Run(model, emissions, [6], 6, Tags);

        // The same row in front of another one, and padded with what must not count.
        float[] padded = [.. emissions, .. Enumerable.Repeat(99f, 3 * Tags), .. Enumerable.Repeat(-5f, 9 * Tags)];
        var (among, shares) = Run(model, padded, [6, 9], 9, Tags);

        Assert.AreSequenceEqual(path, among[..6]);
        Assert.AreSequenceEqual([-1L, -1L, -1L], among[6..9]);
        Assert.AreSequenceEqual(marginals, shares[..(6 * Tags)]); // to the last bit
    }

    [TestMethod]
    public void Best_ForbiddenTransition_IsNotTaken()
    {
        // From 0 to 1 nothing leads, whatever the emissions say.
        var weights = new ChainWeights([0, -1e4f, 0, 0], [0, 0], [0, 0]);
        using var model = Build(weights);

        var (path, marginals) = Run(model, [5, 0, 0, 4], [2], 2, 2);

        Assert.AreSequenceEqual([0L, 0L], path);
        Assert.AreEqual(0.26762f, marginals[2 * 1 + 1], 1e-4f); // e^4 / (e^5 + e^0 + e^4) of 00, 10, 11
        Assert.IsFalse(marginals.Any(float.IsNaN));
    }

    private static SequenceModel Build(ChainWeights weights)
    {
        var graph = new GraphBuilder("chain");
        var emissions = graph.AddInput("emissions", ElementType.Float, "batch", "time", weights.Tags);
        var lengths = graph.AddInput("lengths", ElementType.Int64, "batch");
        var chain = new LinearChainNodes(graph, weights, emissions, lengths);
        graph.AddOutput("tags", chain.Best(), ElementType.Int64, "batch", "time");
        graph.AddOutput("marginals", chain.Marginals(), ElementType.Float, "batch", "time", weights.Tags);
        return SequenceModel.From(graph.Build(), "chain", new SessionSettings { Device = Device.Cpu });
    }

    private static (long[] Path, float[] Marginals) Run(
        SequenceModel model,
        float[] emissions,
        long[] lengths,
        int time,
        int tags
    )
    {
        var answers = model.Run(
            NamedTensor.Of("emissions", emissions, lengths.Length, time, tags),
            NamedTensor.Of("lengths", lengths, lengths.Length)
        );
        return (answers[0].Longs, answers[1].Floats);
    }
}
