using System.Runtime.CompilerServices;
using Rnn.Onnx.Training.Kernels.Vectors;

namespace Rnn.Onnx.Training.Kernels.Matrices;

/// <summary>Four vectors.</summary>
internal unsafe struct Strip4<V> : IStrip<Strip4<V>>
    where V : struct, ILanes<V>
{
    private V a,
        b,
        c,
        d;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Strip4<V> Load(float* source)
    {
        Strip4<V> strip;
        strip.a = V.Load(source);
        strip.b = V.Load(source + V.Count);
        strip.c = V.Load(source + 2 * V.Count);
        strip.d = V.Load(source + 3 * V.Count);
        return strip;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(float* source)
    {
        V.Prefetch(source);
        V.Prefetch(source + V.Count);
        V.Prefetch(source + 2 * V.Count);
        V.Prefetch(source + 3 * V.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(in Strip4<V> strip, float* target)
    {
        strip.a.Store(target);
        strip.b.Store(target + V.Count);
        strip.c.Store(target + 2 * V.Count);
        strip.d.Store(target + 3 * V.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Strip4<V> MultiplyAdd(float factor, in Strip4<V> right, in Strip4<V> addend)
    {
        var all = V.Create(factor);
        Strip4<V> strip;
        strip.a = V.MultiplyAdd(all, right.a, addend.a);
        strip.b = V.MultiplyAdd(all, right.b, addend.b);
        strip.c = V.MultiplyAdd(all, right.c, addend.c);
        strip.d = V.MultiplyAdd(all, right.d, addend.d);
        return strip;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Strip4<V> Add(in Strip4<V> left, in Strip4<V> right)
    {
        Strip4<V> strip;
        strip.a = left.a + right.a;
        strip.b = left.b + right.b;
        strip.c = left.c + right.c;
        strip.d = left.d + right.d;
        return strip;
    }
}

/// <summary>Three vectors.</summary>
internal unsafe struct Strip3<V> : IStrip<Strip3<V>>
    where V : struct, ILanes<V>
{
    private V a,
        b,
        c;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Strip3<V> Load(float* source)
    {
        Strip3<V> strip;
        strip.a = V.Load(source);
        strip.b = V.Load(source + V.Count);
        strip.c = V.Load(source + 2 * V.Count);
        return strip;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(float* source)
    {
        V.Prefetch(source);
        V.Prefetch(source + V.Count);
        V.Prefetch(source + 2 * V.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(in Strip3<V> strip, float* target)
    {
        strip.a.Store(target);
        strip.b.Store(target + V.Count);
        strip.c.Store(target + 2 * V.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Strip3<V> MultiplyAdd(float factor, in Strip3<V> right, in Strip3<V> addend)
    {
        var all = V.Create(factor);
        Strip3<V> strip;
        strip.a = V.MultiplyAdd(all, right.a, addend.a);
        strip.b = V.MultiplyAdd(all, right.b, addend.b);
        strip.c = V.MultiplyAdd(all, right.c, addend.c);
        return strip;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Strip3<V> Add(in Strip3<V> left, in Strip3<V> right)
    {
        Strip3<V> strip;
        strip.a = left.a + right.a;
        strip.b = left.b + right.b;
        strip.c = left.c + right.c;
        return strip;
    }
}

/// <summary>Two vectors.</summary>
internal unsafe struct Strip2<V> : IStrip<Strip2<V>>
    where V : struct, ILanes<V>
{
    private V a,
        b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Strip2<V> Load(float* source)
    {
        Strip2<V> strip;
        strip.a = V.Load(source);
        strip.b = V.Load(source + V.Count);
        return strip;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(float* source)
    {
        V.Prefetch(source);
        V.Prefetch(source + V.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(in Strip2<V> strip, float* target)
    {
        strip.a.Store(target);
        strip.b.Store(target + V.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Strip2<V> MultiplyAdd(float factor, in Strip2<V> right, in Strip2<V> addend)
    {
        var all = V.Create(factor);
        Strip2<V> strip;
        strip.a = V.MultiplyAdd(all, right.a, addend.a);
        strip.b = V.MultiplyAdd(all, right.b, addend.b);
        return strip;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Strip2<V> Add(in Strip2<V> left, in Strip2<V> right)
    {
        Strip2<V> strip;
        strip.a = left.a + right.a;
        strip.b = left.b + right.b;
        return strip;
    }
}

/// <summary>One vector.</summary>
internal unsafe struct Strip1<V> : IStrip<Strip1<V>>
    where V : struct, ILanes<V>
{
    private V a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Strip1<V> Load(float* source)
    {
        Strip1<V> strip;
        strip.a = V.Load(source);
        return strip;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(float* source)
    {
        V.Prefetch(source);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(in Strip1<V> strip, float* target)
    {
        strip.a.Store(target);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Strip1<V> MultiplyAdd(float factor, in Strip1<V> right, in Strip1<V> addend)
    {
        var all = V.Create(factor);
        Strip1<V> strip;
        strip.a = V.MultiplyAdd(all, right.a, addend.a);
        return strip;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Strip1<V> Add(in Strip1<V> left, in Strip1<V> right)
    {
        Strip1<V> strip;
        strip.a = left.a + right.a;
        return strip;
    }
}
