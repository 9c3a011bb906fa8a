using Rnn.Onnx.Training.Modules;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Tests;

[TestClass]
public sealed class SequencePoolTests
{
    [TestMethod]
    [DataRow(Pooling.Last)]
    [DataRow(Pooling.Mean)]
    [DataRow(Pooling.Max)]
    [DataRow(Pooling.Attention)]
    public void Pool_PaddedRow_GivesWhatTheRowAloneGives(Pooling kind)
    {
        manual_seed(1);
        using var stack = new RecurrentStack(
            new RecurrentOptions
            {
                Features = 3,
                Hidden = 4,
                Bidirectional = true,
            }
        );
        using var pool = new SequencePool(kind, 8);
        using var scope = NewDisposeScope();
        using var none = no_grad();
        var input = rand(3, 6, 3) - 2;
        long[] lengths = [4, 6, 1];
        var (pooled, weights) = pool.Pool(stack.Run(input, tensor(lengths)), tensor(lengths)); // [N, D*H], [N, T]
        Assert.AreEqual(kind == Pooling.Attention, weights is not null);
        for (var row = 0; row < lengths.Length; row++)
        {
            var alone = pool.Pool(stack.Run(input.narrow(0, row, 1).narrow(1, 0, lengths[row])));
            Assert.IsTrue(alone.Pooled.allclose(pooled.narrow(0, row, 1), rtol: 1e-5, atol: 1e-6));
            if (weights is null)
                continue;
            Assert.IsTrue(alone.Weights!.squeeze(0).allclose(weights[row].narrow(0, 0, lengths[row]), atol: 1e-6));
            Assert.AreEqual(1, weights[row].sum().item<float>(), 1e-6f);
        }
    }

    [TestMethod]
    public void Pool_Attention_IsTheEquation()
    {
        manual_seed(1);
        using var pool = new SequencePool(Pooling.Attention, 2);
        using var scope = NewDisposeScope();
        using var none = no_grad();
        var (steps, last) = (rand(1, 3, 2), rand(1, 2));
        var (pooled, weights) = pool.Pool(new RecurrentOutput(steps, last, new RecurrentState(last)));

        var (w, b, v) = (pool.Hidden!.weight!, pool.Hidden.bias!, pool.Score!.weight!);
        var scores = Enumerable
            .Range(0, 3)
            .Select(t => v.mv((w.mv(cat([steps[0, t], last[0]])) + b).tanh()).item<float>())
            .ToArray();
        var sum = scores.Sum(MathF.Exp);
        var expected = scores.Select(e => MathF.Exp(e) / sum).ToArray();
        CollectionAssert.AreEqual(
            expected.Select(a => MathF.Round(a, 5)).ToArray(),
            weights!.data<float>().Select(a => MathF.Round(a, 5)).ToArray()
        );
        Assert.IsTrue((tensor(expected).unsqueeze(1) * steps[0]).sum([0L]).allclose(pooled[0], atol: 1e-6));
    }
}
