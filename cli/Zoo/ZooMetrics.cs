namespace Rnn.Onnx.Cli.Zoo;

/// <summary>What the examples measure alike.</summary>
internal static class ZooMetrics
{
    /// <summary>Root of the mean squared error.</summary>
    public static double Rmse(float[] truth, float[] found) =>
        Math.Sqrt(truth.Zip(found, (a, b) => Math.Pow(a - b, 2)).Average());
}
