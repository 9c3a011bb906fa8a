using System.Numerics;
using System.Runtime.InteropServices;

namespace Rnn.Onnx.Training.Optimization.Fused;

/// <summary>The square of a norm, summed in double precision.</summary>
internal static class SumOfSquares
{
    /// <summary>The sum of the squares of all values; not finite where one of them is not.</summary>
    /// <param name="values">The values.</param>
    /// <param name="largest">What each value is brought down to first, whatever its sign; infinity lets them be.</param>
    public static double Of(ReadOnlySpan<float> values, float largest = float.PositiveInfinity)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        var most = new Vector<float>(largest);
        // Two vectors at a time, each sum a chain of its own: one addition waits for the one before.
        var (a, b, c, d) = (Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero);
        for (var i = 0; i < vectors.Length - 1; i += 2)
        {
            Add(Vector.Min(Vector.Abs(vectors[i]), most), ref a, ref b);
            Add(Vector.Min(Vector.Abs(vectors[i + 1]), most), ref c, ref d);
        }
        if (vectors.Length % 2 == 1)
            Add(Vector.Min(Vector.Abs(vectors[^1]), most), ref a, ref b);
        var sum = Vector.Sum(a + b + (c + d));
        foreach (var value in values[(vectors.Length * Vector<float>.Count)..])
        {
            double size = Math.Min(Math.Abs(value), largest);
            sum += size * size;
        }
        return sum;
    }

    private static void Add(Vector<float> values, ref Vector<double> lower, ref Vector<double> upper)
    {
        Vector.Widen(values, out var low, out var high);
        lower = Vector.MultiplyAddEstimate(low, low, lower);
        upper = Vector.MultiplyAddEstimate(high, high, upper);
    }
}
