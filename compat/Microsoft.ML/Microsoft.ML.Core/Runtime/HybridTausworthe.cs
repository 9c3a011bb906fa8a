using System.Numerics;

namespace Microsoft.ML.Runtime;

/// <summary>
/// The combined generator of L'Ecuyer's three Tausworthe sequences and a linear congruential one (GPU Gems 3, 37.4),
/// seeded by rounds of the 32-bit Murmur 3 hash: a seed splits and shuffles data here as it does in ML.NET.
/// </summary>
internal sealed class HybridTausworthe : Random
{
    private uint _z1;
    private uint _z2;
    private uint _z3;
    private uint _z4;

    public HybridTausworthe(uint seed)
    {
        _z1 = seed;
        _z2 = Murmur(_z1, seed);
        _z3 = Murmur(_z2, seed);
        _z4 = Murmur(_z3, seed);
    }

    public HybridTausworthe(Random random)
    {
        // The first three must not be below 128, or their sequences degenerate.
        _z1 = Draw(random, 128);
        _z2 = Draw(random, 128);
        _z3 = Draw(random, 128);
        _z4 = Draw(random, 0);
    }

    public static HybridTausworthe Create(int? seed) =>
        seed is { } given ? new HybridTausworthe(unchecked((uint)given)) : new HybridTausworthe(new Random());

    public override int Next()
    {
        var bits = NextBits();
        return unchecked((int)(bits + (bits & 0x80000000)));
    }

    public override int Next(int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxValue);
        return (int)(((ulong)NextBits() * (ulong)maxValue) >> 32);
    }

    public override int Next(int minValue, int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minValue, maxValue);
        return (int)((long)(NextDouble() * ((long)maxValue - minValue)) + minValue);
    }

    public override double NextDouble() => NextBits() * (1.0 / (1L << 32));

    public override float NextSingle() => (NextBits() >> 9) * (1f / (1 << 23));

    public override void NextBytes(byte[] buffer)
    {
        for (var i = 0; i < buffer.Length; i++)
            buffer[i] = (byte)Next();
    }

    protected override double Sample() => NextDouble();

    private uint NextBits()
    {
        _z1 = Tausworthe(_z1, 13, 19, 12, ~1u);
        _z2 = Tausworthe(_z2, 2, 25, 4, ~7u);
        _z3 = Tausworthe(_z3, 3, 11, 17, ~15u);
        _z4 = 1664525 * _z4 + 1013904223;
        return _z1 ^ _z2 ^ _z3 ^ _z4;
    }

    private static uint Tausworthe(uint z, int s1, int s2, int s3, uint mask) =>
        ((z & mask) << s3) ^ (((z << s1) ^ z) >> s2);

    private static uint Murmur(uint hash, uint chunk) =>
        BitOperations.RotateLeft(hash ^ (BitOperations.RotateLeft(chunk * 0xCC9E2D51, 15) * 0x1B873593), 13) * 5
        + 0xE6546B64;

    private static uint Draw(Random random, uint minimum)
    {
        uint bits;
        do bits = ((uint)random.Next(1 << 16) << 16) | (uint)random.Next(1 << 16);
        while (bits < minimum);
        return bits;
    }
}
