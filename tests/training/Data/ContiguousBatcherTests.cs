using Rnn.Onnx.Models;
using Rnn.Onnx.Training.Data;
using Rnn.Onnx.Training.Modules;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Tests.Data;

[TestClass]
public sealed class ContiguousBatcherTests
{
    private static readonly long[] Ids = [.. Enumerable.Range(0, 50).Select(i => (long)i)];

    [TestMethod]
    public void NextIds_EveryStream_GoesOnFromBatchToBatch()
    {
        // 49 steps in 4 streams of 12, in segments of 5, 5 and 2.
        var batcher = ContiguousBatcher.NextIds(Ids, streams: 4, steps: 5);
        Assert.AreEqual(3, batcher.BatchCount);
        Assert.AreEqual(12, batcher.Rows);
        var from = 0L;
        foreach (var batch in batcher.Batches(0))
        {
            using (batch)
            {
                var steps = batch.Inputs.shape[1];
                var inputs = batch.Inputs.data<long>().ToArray();
                var targets = batch.Targets.data<long>().ToArray();
                for (var stream = 0; stream < 4; stream++)
                {
                    for (var step = 0; step < steps; step++)
                    {
                        Assert.AreEqual(stream * 12 + from + step, inputs[stream * steps + step]);
                        Assert.AreEqual(stream * 12 + from + step + 1, targets[stream * steps + step]);
                    }
                }
                from += steps;
            }
        }
        Assert.AreEqual(12, from);
    }

    [TestMethod]
    public void Aligned_Values_KeepTheirSteps()
    {
        var inputs = Enumerable.Range(0, 20).Select(i => (float)i).ToArray(); // 10 steps of 2
        var targets = Enumerable.Range(0, 10).Select(i => (float)i).ToArray();
        var batches = ContiguousBatcher.Aligned(inputs, 2, targets, 1, streams: 2, steps: 5).Batches(0).ToArray();
        using var batch = batches.Single();
        CollectionAssert.AreEqual(new long[] { 2, 5, 2 }, batch.Inputs.shape);
        CollectionAssert.AreEqual(inputs, batch.Inputs.data<float>().ToArray());
        CollectionAssert.AreEqual(targets, batch.Targets.data<float>().ToArray());
    }

    [TestMethod]
    public void NextIds_TooShort_SaysSo()
    {
        var error = Assert.ThrowsExactly<InvalidInputException>(() =>
            ContiguousBatcher.NextIds(Ids.AsMemory(0, 4), 4, 5)
        );
        Assert.AreEqual(
            "The sequence: expected 4 steps to learn from or more, one for each stream, found 3.",
            error.Message
        );
    }

    [TestMethod]
    public void CarriedState_OverSegments_IsTheStateOfTheWholeSequence()
    {
        manual_seed(1);
        using var stack = new RecurrentStack(
            new RecurrentOptions
            {
                Features = 1,
                Hidden = 6,
                Layers = 2,
            }
        );
        using var series = randn(3, 20, 1); // [N, T, C]
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var whole = stack.Run(series).Steps; // [N, T, H]

        using var state = new CarriedState();
        var parts = new List<Tensor>();
        for (var from = 0; from < 20; from += 7)
        {
            var output = stack.Run(series.narrow(1, from, Math.Min(7, 20 - from)), initial: state.Before(3));
            state.Keep(output.Final);
            parts.Add(output.Steps);
        }
        var joined = cat(parts, 1); // [N, T, H]
        Assert.IsLessThan(1e-6, (whole - joined).abs().max().item<float>());
        Assert.IsNull(state.Before(2), "another number of rows begins anew");
        state.Forget();
        Assert.IsNull(state.Before(3));
    }

    [TestMethod]
    public void CarriedState_Gradients_EndAtTheSegment()
    {
        manual_seed(1);
        using var stack = new RecurrentStack(new RecurrentOptions { Features = 1, Hidden = 4 });
        using var state = new CarriedState();
        for (var segment = 0; segment < 3; segment++)
        {
            using var scope = NewDisposeScope();
            var output = stack.Run(randn(2, 5, 1), initial: state.Before(2));
            state.Keep(output.Final);
            Assert.IsFalse(state.Before(2)!.Hidden.requires_grad);
            // A gradient through the former segment, freed by its own backward pass, would throw here.
            output.Steps.sum().backward();
        }
    }
}
