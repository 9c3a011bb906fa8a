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
        var (low, high) = (Vector<double>.Zero, Vector<double>.Zero);
        foreach (var vector in vectors)
        {
            Vector.Widen(Vector.Min(Vector.Abs(vector), most), out var lower, out var upper);
            low += lower * lower;
            high += upper * upper;
        }
        var sum = Vector.Sum(low + high);
        foreach (var value in values[(vectors.Length * Vector<float>.Count)..])
        {
            double size = Math.Min(Math.Abs(value), largest);
            sum += size * size;
        }
        return sum;
    }
}
