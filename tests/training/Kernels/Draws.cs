using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Tests.Kernels;

/// <summary>
/// Numbers that tests/reference/fused_layers.py draws as well: SplitMix64 (Steele, Lea and Flood 2014) from a state of its own for
/// each stream.
/// </summary>
internal static class Draws
{
    public static ulong[] Bits(long stream, int count)
    {
        var drawn = new ulong[count];
        var state = unchecked((ulong)stream * 0xD1342543DE82EF95);
        for (var i = 0; i < count; i++)
        {
            state = unchecked(state + 0x9E3779B97F4A7C15);
            var z = unchecked((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9);
            z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
            drawn[i] = z ^ (z >> 31);
        }
        return drawn;
    }

    /// <summary>Uniform in [-scale, scale), rounded to float32.</summary>
    public static float[] Uniform(long stream, double scale, int count) =>
        [.. Bits(stream, count).Select(bits => (float)(((bits >> 40) / (double)(1 << 23) - 1) * scale))];

    /// <summary>The same as a tensor of any floating type.</summary>
    public static Tensor Uniform(long stream, double scale, ScalarType dtype, params long[] shape)
    {
        var count = shape.Aggregate(1L, (product, size) => product * size);
        using var values = tensor(Uniform(stream, scale, (int)count), shape);
        return values.to(dtype, copy: true);
    }
}
