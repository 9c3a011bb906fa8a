namespace Rnn.Onnx.Training.Tests.Kernels;

/// <summary>How far the kernels may be from exact values: distances in the max norm of a tensor.</summary>
internal static class Near
{
    /// <summary>Of a gradient, in shares of its largest.</summary>
    public const double Gradient = 1e-5;

    /// <summary>Of an output, in shares of its largest.</summary>
    public const double Output = 4e-7;

    /// <summary>Of an output, whatever its size.</summary>
    public const double Tiny = 1e-7;

    /// <summary>The outputs and gradients of an exact run and of one in float32.</summary>
    public static void Exact(LayerRun exact, LayerRun found, string what)
    {
        Compare(exact.Outputs, found.Outputs, Output, Tiny, what);
        Compare(exact.Gradients, found.Gradients, Gradient, 0, what);
    }

    /// <summary>Two runs in float32, each with rounding of its own.</summary>
    public static void Same(LayerRun expected, LayerRun found, string what)
    {
        Compare(expected.Outputs, found.Outputs, 1e-6, 1e-6, what);
        Compare(expected.Gradients, found.Gradients, Gradient, 1e-6, what);
    }

    public static void Compare(
        IReadOnlyDictionary<string, double[]> expected,
        IReadOnlyDictionary<string, double[]> found,
        double share,
        double tiny,
        string what
    )
    {
        Assert.AreEqual(string.Join(" ", expected.Keys), string.Join(" ", found.Keys), what);
        foreach (var (name, values) in expected)
            Compare(values, found[name], share, tiny, $"{name}, {what}");
    }

    public static void Compare(double[] expected, double[] found, double share, double tiny, string what)
    {
        Assert.HasCount(expected.Length, found, what);
        var bound = share * expected.Max(Math.Abs) + tiny;
        for (var i = 0; i < expected.Length; i++)
        {
            var difference = Math.Abs(found[i] - expected[i]);
            if (!(difference <= bound)) // also where it is not a number
                Assert.Fail($"{what}: value {i} is {found[i]:R}, {difference:E2} from {expected[i]:R}, bound {bound:E2}.");
        }
    }
}
