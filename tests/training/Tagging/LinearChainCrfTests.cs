using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Tagging;
using Rnn.Onnx.Training.Modules;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Tests.Tagging;

/// <summary>The loss of small chains against all paths, one by one.</summary>
[TestClass]
public sealed class LinearChainCrfTests
{
    [TestMethod]
    [DataRow(1, 3)]
    [DataRow(2, 1)]
    [DataRow(2, 5)]
    [DataRow(3, 4)]
    public void Loss_OfASmallChain_IsThatOfAllPaths(int tags, int steps)
    {
        using var scope = NewDisposeScope();
        manual_seed(tags * 10 + steps);
        using var crf = Create(tags);
        var emissions = 3 * randn(4, steps, tags); // [N, T, K]
        var targets = randint(0, tags, [4, steps], ScalarType.Int64); // [N, T]

        var loss = crf.Loss(emissions, targets); // [N]

        var paths = Paths(tags, steps).ToArray();
        for (var row = 0; row < 4; row++)
        {
            var own = emissions[row].contiguous().data<float>().ToArray();
            var path = targets[row].contiguous().data<long>().ToArray().Select(tag => (int)tag).ToArray();
            var all = Math.Log(paths.Sum(p => Math.Exp(LinearChain.Score(crf.Weights, own, p))));
            Assert.AreEqual(all - LinearChain.Score(crf.Weights, own, path), loss[row].item<float>(), 1e-4);
            Assert.IsTrue(loss[row].item<float>() > -1e-5, "A probability is 1 at the most.");
        }
    }

    [TestMethod]
    public void Loss_OfPaddedRows_IsThatOfEachAlone()
    {
        using var scope = NewDisposeScope();
        manual_seed(5);
        using var crf = Create(4);
        var emissions = randn(3, 6, 4); // [N, T, K]
        var targets = randint(0, 4, [3, 6], ScalarType.Int64);
        long[] lengths = [6, 1, 3];
        for (var row = 0; row < 3; row++)
        {
            // What stands after a row's end must not count, whatever it is.
            emissions[row].narrow(0, lengths[row], 6 - lengths[row]).fill_(77f);
            targets[row].narrow(0, lengths[row], 6 - lengths[row]).fill_(-100);
        }

        var together = crf.Loss(emissions, targets, tensor(lengths)); // [N]

        for (var row = 0; row < 3; row++)
        {
            var alone = crf.Loss(
                emissions.narrow(0, row, 1).narrow(1, 0, lengths[row]),
                targets.narrow(0, row, 1).narrow(1, 0, lengths[row])
            ); // [1]
            Assert.AreEqual(alone.item<float>(), together[row].item<float>(), 1e-5f, $"row {row}");
        }
    }

    [TestMethod]
    public void Loss_OfPaddedRows_HasFiniteGradientsAndNoneInThePadding()
    {
        using var scope = NewDisposeScope();
        manual_seed(6);
        using var crf = Create(3);
        var emissions = randn([2, 50, 3], requires_grad: true);
        var targets = randint(0, 3, [2, 50], ScalarType.Int64);

        crf.Loss(emissions, targets, tensor(new long[] { 50, 2 })).mean().backward();

        foreach (var (name, parameter) in crf.named_parameters())
        {
            Assert.IsTrue(parameter.grad!.isfinite().all().item<bool>(), name);
            Assert.IsTrue(parameter.grad.abs().sum().item<float>() > 0, name);
        }
        Assert.IsTrue(emissions.grad!.isfinite().all().item<bool>());
        Assert.AreEqual(0f, emissions.grad[1].narrow(0, 2, 48).abs().sum().item<float>());
    }

    [TestMethod]
    public void Loss_OfOtherShapes_IsRefused()
    {
        using var scope = NewDisposeScope();
        using var crf = new LinearChainCrf(3);

        var e = Assert.ThrowsExactly<InvalidInputException>(() =>
            crf.Loss(zeros(2, 4, 5), zeros([2, 4], ScalarType.Int64))
        );
        Assert.AreEqual("Emissions and tags: expected [N, T, 3] and [N, T], found [2, 4, 5] and [2, 4].", e.Message);
        Assert.ThrowsExactly<InvalidInputException>(() =>
            crf.Loss(zeros(2, 4, 3), zeros([2, 4], ScalarType.Int64), tensor(new long[] { 5, 1 }))
        );
    }

    private static LinearChainCrf Create(int tags)
    {
        var crf = new LinearChainCrf(tags);
        using var none = no_grad();
        foreach (var parameter in crf.parameters())
            nn.init.normal_(parameter);
        return crf;
    }

    private static IEnumerable<int[]> Paths(int tags, int steps) =>
        steps == 0
            ?
            [
                [],
            ]
            : Paths(tags, steps - 1).SelectMany(path => Enumerable.Range(0, tags).Select(tag => (int[])[.. path, tag]));
}
