using Rnn.Onnx.Training.Kernels;
using Rnn.Onnx.Training.Kernels.Vectors;

namespace Rnn.Onnx.Training.Tests.Kernels;

/// <summary>The kernels' activations against double precision.</summary>
[TestClass]
public sealed class ActivationTests
{
    private const double Relative = 4e-7;

    // Values below lose digits in any case.
    private const double SmallestNormal = 1.17549435e-38;

    private delegate void Activation(KernelWidth width, ReadOnlySpan<float> x, Span<float> y);

    [TestMethod]
    public void Sigmoid_UpToAHundred_IsExactToRounding() =>
        AssertExact(Activations.Sigmoid, x => 1 / (1 + Math.Exp(-x)));

    [TestMethod]
    public void Tanh_UpToAHundred_IsExactToRounding() => AssertExact(Activations.Tanh, Math.Tanh);

    [TestMethod]
    public void Both_EndsOfTheNumbers_AreTheirLimits()
    {
        foreach (var width in KernelSettings.Widths)
            AssertLimits(width);
    }

    private static void AssertLimits(KernelWidth width)
    {
        float[] x = [float.NegativeInfinity, float.MinValue, -0f, 0, float.MaxValue, float.PositiveInfinity, float.NaN];
        var (sigmoid, tanh) = (new float[x.Length], new float[x.Length]);
        Activations.Sigmoid(width, x, sigmoid);
        Activations.Tanh(width, x, tanh);
        float[] limits = [-1, -1, -0f, 0, 1, 1];
        for (var i = 0; i < limits.Length; i++)
            Assert.AreEqual(limits[i], tanh[i], Relative, $"{width} of {x[i]}");
        Assert.IsTrue(float.IsNaN(tanh[6]), $"{width}");
        Assert.IsTrue(float.IsNegative(tanh[2]) && !float.IsNegative(tanh[3]), "The sign of zero stays.");
        Assert.IsLessThan(SmallestNormal, sigmoid[0]);
        Assert.IsLessThan(SmallestNormal, sigmoid[1]);
        CollectionAssert.AreEqual(new[] { 0.5f, 0.5f, 1, 1, float.NaN }, sigmoid[2..]);
    }

    [TestMethod]
    public void Both_NumbersThatFillNoVector_WriteTheirsAlone()
    {
        foreach (var width in KernelSettings.Widths)
        foreach (var activation in new Activation[] { Activations.Sigmoid, Activations.Tanh })
            for (var count = 0; count <= 40; count++)
            {
                var x = Draws.Uniform(count, 3, 41);
                var (all, some) = (new float[x.Length], Enumerable.Repeat(7f, x.Length).ToArray());
                activation(width, x, all);
                activation(width, x.AsSpan(0, count), some.AsSpan(0, count));
                CollectionAssert.AreEqual(all[..count], some[..count]);
                Assert.IsTrue(some[count..].All(value => value == 7), $"{count} of {x.Length}");
            }
    }

    // Every so many-th float of both signs from 0 to 100, subnormal ones among them.
    private static void AssertExact(Activation activation, Func<double, double> exact)
    {
        const int step = 4099;
        var last = BitConverter.SingleToInt32Bits(100);
        var positive = Enumerable.Range(0, last / step).Select(k => BitConverter.Int32BitsToSingle(k * step));
        float[] x = [.. positive.SelectMany(value => (float[])[value, -value]), 100, -100];
        var y = new float[x.Length];
        foreach (var width in KernelSettings.Widths)
        {
            activation(width, x, y);
            for (var i = 0; i < x.Length; i++)
            {
                var expected = exact(x[i]);
                var bound = Relative * Math.Abs(expected) + SmallestNormal;
                if (!(Math.Abs(y[i] - expected) <= bound && Math.Abs(y[i]) <= 1))
                    Assert.Fail($"{width} of {x[i]:R}: {y[i]:R}, expected {expected:R} within {bound:E1}.");
            }
        }
    }
}
