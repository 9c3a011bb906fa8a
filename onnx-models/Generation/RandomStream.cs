namespace Rnn.Onnx.Models.Generation;

/// <summary>
/// The random numbers of generated text: a hash of seed and step, whole numbers all the way, so that C# and every runtime get
/// the same bits. Number n does not depend on the ones before it.
/// </summary>
/// <remarks>
/// The mixing function is the 32-bit one of Ettinger and Wellons ("hash-prospector": shifts 16, 15, 15, factors 0x21f0aaad and
/// 0x735a2d97).
/// </remarks>
public static class RandomStream
{
    /// <summary>Keeps 0 away from the mixing function, which gives 0 for it: 2^32 divided by the golden ratio.</summary>
    internal const long Offset = 0x9e3779b9;

    internal const long Mask = 0xffff_ffff;
    internal const long FirstFactor = 0x21f0aaad;
    internal const long SecondFactor = 0x735a2d97;

    /// <summary>The number of a step, above 0 and below 1.</summary>
    /// <param name="seed">Any number; different ones give unrelated numbers.</param>
    /// <param name="step">From 0 on.</param>
    public static double Uniform(long seed, long step)
    {
        var low = seed & Mask;
        var high = (seed >> 32) & Mask;
        var key = Mix(Mix((low + Offset) & Mask) ^ high);
        return (Mix(Mix((step + Offset) & Mask) ^ key) + 0.5) / (Mask + 1.0);
    }

    // Numbers below 2^32: a product stays below 2^63.
    private static long Mix(long x)
    {
        x ^= x >> 16;
        x = (x * FirstFactor) & Mask;
        x ^= x >> 15;
        x = (x * SecondFactor) & Mask;
        return x ^ (x >> 15);
    }
}
