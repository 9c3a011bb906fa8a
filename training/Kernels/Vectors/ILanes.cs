using System.Runtime.Intrinsics.X86;

namespace Rnn.Onnx.Training.Kernels.Vectors;

/// <summary>
/// Floats that the processor computes with at once. The kernels are written once over this, and the compiler makes a version of
/// each width, as if it had been written by hand.
/// </summary>
internal unsafe interface ILanes<TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    /// <summary>How many floats there are.</summary>
    static abstract int Count { get; }

    /// <summary>The same value in all.</summary>
    static abstract TSelf Create(float value);

    /// <summary>Reads from memory, aligned or not.</summary>
    static abstract TSelf Load(float* source);

    /// <summary>Asks for memory that will be read soon, where the processor can.</summary>
    static virtual void Prefetch(float* source)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(source);
    }

    /// <summary>Writes to memory, aligned or not.</summary>
    void Store(float* target);

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    static abstract TSelf operator *(TSelf left, TSelf right);

    static abstract TSelf operator /(TSelf left, TSelf right);

    /// <summary>left * right + addend, rounded once where the processor can.</summary>
    static abstract TSelf MultiplyAdd(TSelf left, TSelf right, TSelf addend);

    /// <summary>The larger of both; NaN where <paramref name="right"/> is NaN.</summary>
    static abstract TSelf Max(TSelf left, TSelf right);

    /// <summary>The smaller of both; NaN where <paramref name="right"/> is NaN.</summary>
    static abstract TSelf Min(TSelf left, TSelf right);

    /// <summary>The nearest whole number.</summary>
    static abstract TSelf Round(TSelf value);

    /// <summary>2 to the power of whole numbers from -126 to 127.</summary>
    static abstract TSelf PowerOfTwo(TSelf exponent);

    /// <summary>0 where <paramref name="condition"/> is 0 or less, otherwise <paramref name="value"/>.</summary>
    static abstract TSelf ZeroWhereNotPositive(TSelf condition, TSelf value);
}
