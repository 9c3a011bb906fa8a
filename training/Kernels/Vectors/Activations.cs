using System.Runtime.CompilerServices;

namespace Rnn.Onnx.Training.Kernels.Vectors;

/// <summary>The activations of recurrent cells, within 4e-7 of the true value.</summary>
internal static unsafe class Activations
{
    /// <summary>y = 1 / (1 + exp(-x)) of each.</summary>
    public static void Sigmoid(KernelWidth width, ReadOnlySpan<float> x, Span<float> y) =>
        Each(width, x, y, tanh: false);

    /// <summary>y = tanh(x) of each.</summary>
    public static void Tanh(KernelWidth width, ReadOnlySpan<float> x, Span<float> y) => Each(width, x, y, tanh: true);

    private static void Each(KernelWidth width, ReadOnlySpan<float> x, Span<float> y, bool tanh)
    {
        switch (width)
        {
            case KernelWidth.Widest:
                Each<Lanes512>(x, y, tanh);
                break;
            case KernelWidth.Wide:
                Each<Lanes256>(x, y, tanh);
                break;
            default:
                Each<Lanes128>(x, y, tanh);
                break;
        }
    }

    private static void Each<V>(ReadOnlySpan<float> x, Span<float> y, bool tanh)
        where V : struct, ILanes<V>
    {
        var part = stackalloc float[V.Count];
        for (var i = 0; i < x.Length; i += V.Count)
        {
            var count = Math.Min(V.Count, x.Length - i);
            x.Slice(i, count).CopyTo(new Span<float>(part, count));
            var value = V.Load(part);
            (tanh ? Activations<V>.Tanh(value) : Activations<V>.Sigmoid(value)).Store(part);
            new Span<float>(part, count).CopyTo(y[i..]);
        }
    }
}

/// <summary>The activations over one vector.</summary>
internal static class Activations<V>
    where V : struct, ILanes<V>
{
    /// <summary>1 / (1 + exp(-x)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sigmoid(V x)
    {
        var one = V.Create(1);
        return one / (one + Exp(V.Create(0) - x));
    }

    /// <summary>
    /// tanh as a quotient of polynomials of degree 13 and 6, over [-7.9, 7.9], from where it rounds to 1 (the minimax coefficients
    /// that Eigen and others use).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh(V x)
    {
        x = V.Min(V.Create(7.90531110763549805f), V.Max(V.Create(-7.90531110763549805f), x));
        var square = x * x;
        var p = V.MultiplyAdd(V.Create(-2.76076847742355e-16f), square, V.Create(2.00018790482477e-13f));
        p = V.MultiplyAdd(p, square, V.Create(-8.60467152213735e-11f));
        p = V.MultiplyAdd(p, square, V.Create(5.12229709037114e-08f));
        p = V.MultiplyAdd(p, square, V.Create(1.48572235717979e-05f));
        p = V.MultiplyAdd(p, square, V.Create(6.37261928875436e-04f));
        p = V.MultiplyAdd(p, square, V.Create(4.89352455891786e-03f));
        var q = V.MultiplyAdd(V.Create(1.19825839466702e-06f), square, V.Create(1.18534705686654e-04f));
        q = V.MultiplyAdd(q, square, V.Create(2.26843463243900e-03f));
        q = V.MultiplyAdd(q, square, V.Create(4.89352518554385e-03f));
        return p * x / q;
    }

    /// <summary>
    /// exp over [-87, 88]: x = n ln 2 + r, with ln 2 in two parts (Cody and Waite 1980) and a polynomial of r (the coefficients of
    /// Cephes' expf).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Exp(V x)
    {
        x = V.Min(V.Create(88), V.Max(V.Create(-87), x));
        var n = V.Round(x * V.Create(1.44269504088896341f));
        var r = V.MultiplyAdd(n, V.Create(-0.693359375f), x);
        r = V.MultiplyAdd(n, V.Create(2.12194440e-4f), r);
        var p = V.MultiplyAdd(V.Create(1.9875691500e-4f), r, V.Create(1.3981999507e-3f));
        p = V.MultiplyAdd(p, r, V.Create(8.3334519073e-3f));
        p = V.MultiplyAdd(p, r, V.Create(4.1665795894e-2f));
        p = V.MultiplyAdd(p, r, V.Create(1.6666665459e-1f));
        p = V.MultiplyAdd(p, r, V.Create(5.0000001201e-1f));
        p = V.MultiplyAdd(p, r * r, r) + V.Create(1);
        return p * V.PowerOfTwo(n);
    }
}
