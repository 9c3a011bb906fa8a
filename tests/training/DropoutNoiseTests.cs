using Rnn.Onnx.Training.Kernels;
using Rnn.Onnx.Training.Modules.Noise;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Tests;

/// <summary>Dropout whose numbers are drawn many at a time, beside the library's own.</summary>
[TestClass]
public sealed class DropoutNoiseTests
{
    [TestInitialize]
    public void RequireTheSameNumbers()
    {
        if (!DropoutNoise.IsTheLibrarys)
            Assert.Inconclusive("This build of the tensor library draws in another way, and draws by itself.");
    }

    // Counts around the sizes of parts and of vectors, each behind a number of draws that is odd, so that pairs of draws lie across
    // the renewal of the generator.
    [TestMethod]
    [DataRow(4096, 0.5)]
    [DataRow(4097, 0.1)]
    [DataRow(10_007, 0.73)]
    [DataRow(100_000, 0.25)]
    public void Drop_SameSeed_GivesTheLibrarysNumbersAndGoesOnLikeIt(int count, double probability)
    {
        for (var before = 0; before < 3; before++)
        {
            var found = Run(KernelWidth.Widest);
            var expected = Run(KernelWidth.Off);
            CollectionAssert.AreEqual(expected.Values, found.Values);
            CollectionAssert.AreEqual(expected.Gradient, found.Gradient);
            CollectionAssert.AreEqual(expected.Next, found.Next);

            (float[] Values, float[] Gradient, float[] Next) Run(KernelWidth width)
            {
                using var path = KernelPath.Force(width);
                using var scope = NewDisposeScope();
                manual_seed(5);
                _ = rand(before);
                var values = randn(count).requires_grad_();
                var dropped = DropoutNoise.Drop(values, probability);
                dropped.square().sum().backward();
                return (Floats(dropped), Floats(values.grad!), Floats(rand(700)));
            }
        }
    }

    [TestMethod]
    public void Drop_ValuesInAnotherOrderOfMemory_GivesTheLibrarysNumbers()
    {
        var found = Run(KernelWidth.Widest);
        CollectionAssert.AreEqual(Run(KernelWidth.Off), found);

        static float[] Run(KernelWidth width)
        {
            using var path = KernelPath.Force(width);
            using var scope = NewDisposeScope();
            manual_seed(5);
            return Floats(DropoutNoise.Drop(ones(50, 100).t(), 0.5).contiguous());
        }
    }

    [TestMethod]
    public void Drop_LeavesNoTensorsBehind()
    {
        using var values = ones(5000);
        using (DropoutNoise.Drop(values, 0.5)) { }
        var before = Tensor.TotalCount;
        for (var i = 0; i < 10; i++)
            DropoutNoise.Drop(values, 0.5).Dispose();
        Assert.AreEqual(before, Tensor.TotalCount);
    }

    private static float[] Floats(Tensor tensor) => tensor.data<float>().ToArray();
}
