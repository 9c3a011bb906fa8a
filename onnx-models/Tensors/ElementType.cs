namespace Rnn.Onnx.Models.Tensors;

/// <summary>What a tensor holds. The numbers are those of the ONNX format.</summary>
public enum ElementType
{
    /// <summary>Not a tensor, or of a type this library does not name.</summary>
    Unknown = 0,

    /// <summary>32-bit floating point.</summary>
    Float = 1,

    /// <summary>8-bit integer from 0 to 255, of quantized weights.</summary>
    UInt8 = 2,

    /// <summary>8-bit integer from -128 to 127, of quantized weights.</summary>
    Int8 = 3,

    /// <summary>32-bit integer.</summary>
    Int32 = 6,

    /// <summary>64-bit integer.</summary>
    Int64 = 7,

    /// <summary>UTF-8 text.</summary>
    String = 8,

    /// <summary>True or false.</summary>
    Bool = 9,

    /// <summary>16-bit floating point.</summary>
    Float16 = 10,

    /// <summary>64-bit floating point.</summary>
    Double = 11,
}
