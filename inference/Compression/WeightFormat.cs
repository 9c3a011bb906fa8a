namespace Rnn.Onnx.Inference.Compression;

/// <summary>How a file keeps a model's weights.</summary>
public enum WeightFormat
{
    /// <summary>As they were trained.</summary>
    Float32,

    /// <summary>Half their size; all arithmetic stays float32. See <see cref="Rnn.Onnx.Models.Graph.HalfPrecision"/>.</summary>
    Float16,

    /// <summary>A quarter of their size, one scale for each channel. See <see cref="Rnn.Onnx.Models.Graph.Quantizer"/>.</summary>
    Int8,
}
