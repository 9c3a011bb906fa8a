namespace Rnn.Onnx.Models.Graph;

/// <summary>What <see cref="Quantizer"/> does.</summary>
public sealed record QuantizerOptions
{
    /// <summary>
    /// Whether only the weights are stored in 8 bits and all arithmetic stays float32: a quarter of their size, more exact, at the
    /// speed of the float model. Default false: products with constant matrices are calculated in 8 bits.
    /// </summary>
    public bool WeightsOnly { get; init; }

    /// <summary>Matrices of fewer elements stay float32. Default 1024.</summary>
    public int MinimumElements { get; init; } = 1024;

    internal void Validate() => OptionRange.AtLeast(MinimumElements, 1, "minimum elements");
}

/// <summary>A model with 8-bit weights, and what became of it.</summary>
/// <param name="File">The model.</param>
/// <param name="Tensors">Names of the weights that are stored in 8 bits, in the file's order.</param>
/// <param name="BytesBefore">Size of the file as it was.</param>
/// <param name="BytesAfter">Size of the new file.</param>
public sealed record QuantizedModel(ModelFile File, IReadOnlyList<string> Tensors, long BytesBefore, long BytesAfter);
