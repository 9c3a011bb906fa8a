using System.Numerics;
using System.Runtime.InteropServices;
using Rnn.Onnx.Training.Kernels;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Modules.Noise;

/// <summary>
/// What dropout multiplies by: 0 with a probability, otherwise what keeps the mean. The numbers are those of the tensor library for the
/// same seed, drawn many at a time, where its own dropout draws them one by one. Where the library turns out to draw in another way, it
/// draws them itself.
/// </summary>
internal static class DropoutNoise
{
    // Reading the generator's state and writing it back costs as much as the library needs for this many values.
    private const int Fewest = 4096;
    private const int Part = 2048;
    private const int Bits = 53;

    private static readonly Lock Gate = new();
    private static readonly MersenneTwister Generator = new();
    private static readonly Lazy<bool> Compared = new(Compare);

    /// <summary>Whether the library draws as this does, found out once by comparing.</summary>
    public static bool IsTheLibrarys => Compared.Value;

    /// <summary>Sets values to zero with a probability, and scales up the rest, as the library's dropout does while training.</summary>
    /// <param name="values">Of any shape.</param>
    /// <param name="probability">Of dropping, above 0.</param>
    public static Tensor Drop(Tensor values, double probability)
    {
        if (!Covers(values))
            return nn.functional.dropout(values, probability, training: true);
        using var noise = Draw(values.shape, probability);
        return values * noise;
    }

    /// <summary>Whether the noise for these values is drawn here, in their order, with the library's numbers.</summary>
    private static bool Covers(Tensor values) =>
        KernelPath.Current != KernelWidth.Off
        && FlatMemory.Fits(values)
        && values.numel() >= Fewest
        && values.is_contiguous()
        && IsTheLibrarys;

    private static Tensor Draw(long[] shape, double probability)
    {
        var noise = empty(shape);
        lock (Gate)
        {
            using var state = get_rng_state(); // [bytes]
            Generator.Read(state.bytes);
            Fill(MemoryMarshal.Cast<byte, float>(noise.bytes), 1 - probability);
            Generator.Write(state.bytes);
            set_rng_state(state);
        }
        return noise;
    }

    // A value is kept where a uniform number of 53 bits, made of two draws, the first above, is below the probability.
    private static void Fill(Span<float> noise, double keep)
    {
        var below = new Vector<long>((long)Math.Ceiling(Math.ScaleB(keep, Bits)));
        var kept = Vector.AsVectorInt32(new Vector<float>(1 / (float)keep));
        Span<uint> draws = stackalloc uint[2 * Part];
        Span<int> values = stackalloc int[Part];
        while (!noise.IsEmpty)
        {
            var count = Math.Min(Part, noise.Length);
            // What is drawn beyond the last value would be missed by whoever draws next.
            Generator.Draw(draws[..(2 * count)]);
            var pairs = MemoryMarshal.Cast<uint, long>(draws);
            for (var i = 0; i < count; i += Vector<int>.Count)
            {
                var low = Vector.LessThan(Uniform(pairs[i..]), below);
                var high = Vector.LessThan(Uniform(pairs[(i + Vector<long>.Count)..]), below);
                (Vector.Narrow(low, high) & kept).CopyTo(values[i..]);
            }
            MemoryMarshal.Cast<int, float>(values[..count]).CopyTo(noise);
            noise = noise[count..];
        }
    }

    private static Vector<long> Uniform(ReadOnlySpan<long> pairs)
    {
        var pair = new Vector<long>(pairs);
        return ((pair << 32) | (pair >>> 32)) & new Vector<long>((1L << Bits) - 1);
    }

    // Both from the same state: the values must be equal, and what is drawn next.
    private static bool Compare()
    {
        const double Probability = 0.3;
        using var none = no_grad();
        using var scope = NewDisposeScope();
        using var before = get_rng_state(); // [bytes]
        if (before.numel() < MersenneTwister.StateBytes || !BitConverter.IsLittleEndian)
            return false;
        try
        {
            var library = nn.functional.dropout(ones(1001), Probability, training: true);
            var after = get_rng_state();
            set_rng_state(before);
            var own = Draw([1001], Probability);
            return own.bytes.SequenceEqual(library.bytes) && get_rng_state().bytes.SequenceEqual(after.bytes);
        }
        finally
        {
            set_rng_state(before);
        }
    }
}
