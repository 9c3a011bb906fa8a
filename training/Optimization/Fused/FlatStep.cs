using System.Numerics;
using System.Runtime.InteropServices;

namespace Rnn.Onnx.Training.Optimization.Fused;

/// <summary>Applies a rule to a run of weights, a vector at a time.</summary>
internal static class FlatStep
{
    /// <summary>Changes <paramref name="weight"/>, and what is remembered of it, by <paramref name="gradient"/>.</summary>
    /// <param name="rule">The formula.</param>
    /// <param name="weight">The weights.</param>
    /// <param name="gradient">As many gradients.</param>
    /// <param name="first">As many states, from one state on; otherwise empty.</param>
    /// <param name="second">As many states with two; otherwise empty.</param>
    public static void Apply<TRule>(
        in TRule rule,
        Span<float> weight,
        ReadOnlySpan<float> gradient,
        Span<float> first,
        Span<float> second
    )
        where TRule : struct, IStepRule
    {
        var whole = weight.Length - weight.Length % Vector<float>.Count;
        Vectors(rule, weight[..whole], gradient[..whole], Head(first, whole), Head(second, whole));
        if (whole < weight.Length)
            Rest(rule, weight[whole..], gradient[whole..], Tail(first, whole), Tail(second, whole));
    }

    private static void Vectors<TRule>(
        TRule rule,
        Span<float> weight,
        ReadOnlySpan<float> gradient,
        Span<float> first,
        Span<float> second
    )
        where TRule : struct, IStepRule
    {
        ref var w = ref MemoryMarshal.GetReference(weight);
        ref var g = ref MemoryMarshal.GetReference(gradient);
        ref var m = ref MemoryMarshal.GetReference(first);
        ref var v = ref MemoryMarshal.GetReference(second);
        for (nuint i = 0; i < (nuint)weight.Length; i += (nuint)Vector<float>.Count)
        {
            var value = Vector.LoadUnsafe(ref w, i);
            var one = TRule.States > 0 ? Vector.LoadUnsafe(ref m, i) : default;
            var two = TRule.States > 1 ? Vector.LoadUnsafe(ref v, i) : default;
            rule.Step(ref value, Vector.LoadUnsafe(ref g, i), ref one, ref two);
            value.StoreUnsafe(ref w, i);
            if (TRule.States > 0)
                one.StoreUnsafe(ref m, i);
            if (TRule.States > 1)
                two.StoreUnsafe(ref v, i);
        }
    }

    // What is less than a vector, in a vector of its own.
    private static void Rest<TRule>(
        in TRule rule,
        Span<float> weight,
        ReadOnlySpan<float> gradient,
        Span<float> first,
        Span<float> second
    )
        where TRule : struct, IStepRule
    {
        var count = Vector<float>.Count;
        Span<float> copies = stackalloc float[4 * count];
        copies.Clear();
        weight.CopyTo(copies);
        gradient.CopyTo(copies[count..]);
        first.CopyTo(copies[(2 * count)..]);
        second.CopyTo(copies[(3 * count)..]);
        Vectors(rule, copies[..count], copies[count..], copies[(2 * count)..], copies[(3 * count)..]);
        copies[..weight.Length].CopyTo(weight);
        copies.Slice(2 * count, first.Length).CopyTo(first);
        copies.Slice(3 * count, second.Length).CopyTo(second);
    }

    private static Span<float> Head(Span<float> state, int whole) => state.IsEmpty ? state : state[..whole];

    private static Span<float> Tail(Span<float> state, int whole) => state.IsEmpty ? state : state[whole..];
}
