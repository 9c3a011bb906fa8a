using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Rnn.Onnx.Models.Translation;

/// <summary>What a search asks the logits of a step, 16 of them at a time: a vocabulary is thousands of tokens long.</summary>
internal static class LogitMath
{
    private static readonly int Width = Vector512<float>.Count;

    /// <summary>log of the sum of exp of the values; minus infinity where all are, not a number where one is none or is infinite.</summary>
    public static float LogSumExp(ReadOnlySpan<float> values)
    {
        var largest = Largest(values);
        if (float.IsNegativeInfinity(largest))
            return largest;
        var shift = Vector512.Create(largest);
        var (vectors, rest) = Split(values);
        var sums = Vector512<float>.Zero;
        foreach (var vector in vectors)
            sums += Vector512.Exp(vector - shift);
        var sum = Vector512.Sum(sums);
        foreach (var value in rest)
            sum += MathF.Exp(value - largest);
        return largest + MathF.Log(sum);
    }

    /// <summary>The places of the largest values, the largest first, of equal ones the earlier; not those of minus infinity.</summary>
    /// <param name="values">The values.</param>
    /// <param name="places">Where the places go: as many as there is room for.</param>
    /// <returns>How many were found.</returns>
    public static int Top(ReadOnlySpan<float> values, Span<int> places)
    {
        var found = 0;
        var least = float.NegativeInfinity; // only what is larger comes among the places
        var (vectors, _) = Split(values);
        for (var v = 0; v < vectors.Length; v++)
        {
            if (!Vector512.GreaterThanAny(vectors[v], Vector512.Create(least)))
                continue;
            for (var i = v * Width; i < (v + 1) * Width; i++)
                Offer(values, places, i, ref found, ref least);
        }
        for (var i = vectors.Length * Width; i < values.Length; i++)
            Offer(values, places, i, ref found, ref least);
        return found;
    }

    private static void Offer(ReadOnlySpan<float> values, Span<int> places, int i, ref int found, ref float least)
    {
        if (!(values[i] > least))
            return;
        found = Math.Min(found + 1, places.Length);
        var place = found - 1;
        for (; place > 0 && values[places[place - 1]] < values[i]; place--)
            places[place] = places[place - 1];
        places[place] = i;
        if (found == places.Length)
            least = values[places[^1]];
    }

    private static float Largest(ReadOnlySpan<float> values)
    {
        var (vectors, rest) = Split(values);
        var largest = Vector512.Create(float.NegativeInfinity);
        foreach (var vector in vectors)
            largest = Vector512.MaxNative(largest, vector);
        var result = float.NegativeInfinity;
        for (var i = 0; i < Width; i++)
            result = Math.Max(result, largest[i]);
        foreach (var value in rest)
            result = Math.Max(result, value);
        return result;
    }

    private static Parts Split(ReadOnlySpan<float> values)
    {
        var vectors = MemoryMarshal.Cast<float, Vector512<float>>(values);
        return new Parts(vectors, values[(vectors.Length * Width)..]);
    }

    private readonly ref struct Parts(ReadOnlySpan<Vector512<float>> vectors, ReadOnlySpan<float> rest)
    {
        private readonly ReadOnlySpan<Vector512<float>> vectors = vectors;
        private readonly ReadOnlySpan<float> rest = rest;

        public void Deconstruct(out ReadOnlySpan<Vector512<float>> whole, out ReadOnlySpan<float> remaining)
        {
            whole = vectors;
            remaining = rest;
        }
    }
}
