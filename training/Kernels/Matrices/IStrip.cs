namespace Rnn.Onnx.Training.Kernels.Matrices;

/// <summary>One to four vectors beside each other: a row of a tile.</summary>
internal unsafe interface IStrip<TSelf>
    where TSelf : struct, IStrip<TSelf>
{
    /// <summary>Reads the vectors from memory.</summary>
    static abstract TSelf Load(float* source);

    /// <summary>Asks for the memory that will be read soon.</summary>
    static abstract void Prefetch(float* source);

    /// <summary>Writes the vectors to memory.</summary>
    static abstract void Store(in TSelf strip, float* target);

    /// <summary>factor * right + addend.</summary>
    static abstract TSelf MultiplyAdd(float factor, in TSelf right, in TSelf addend);

    /// <summary>left + right.</summary>
    static abstract TSelf Add(in TSelf left, in TSelf right);
}
