using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms.Onnx;

/// <summary>ONNX element types as data view types.</summary>
internal static class OnnxTypes
{
    // By the numbers of TensorProto.DataType; the names are for messages.
    private static readonly (string Name, PrimitiveDataViewType Type)[] s_types =
    [
        ("Undefined", null),
        ("Float", NumberDataViewType.Single),
        ("Uint8", NumberDataViewType.Byte),
        ("Int8", NumberDataViewType.SByte),
        ("Uint16", NumberDataViewType.UInt16),
        ("Int16", NumberDataViewType.Int16),
        ("Int32", NumberDataViewType.Int32),
        ("Int64", NumberDataViewType.Int64),
        ("String", TextDataViewType.Instance),
        ("Bool", BooleanDataViewType.Instance),
        ("Float16", null),
        ("Double", NumberDataViewType.Double),
        ("Uint32", NumberDataViewType.UInt32),
        ("Uint64", NumberDataViewType.UInt64),
        ("Complex64", null),
        ("Complex128", null),
        ("Bfloat16", null),
    ];

    public static PrimitiveDataViewType Scalar(int elementType)
    {
        var (name, type) = elementType < s_types.Length ? s_types[elementType] : ($"{elementType}", null);
        return type ?? throw new InvalidOperationException($"Unsupported ONNX scalar type: {name}");
    }

    /// <summary>
    /// A scalar for rank 0, otherwise a vector: an unknown first dimension counts as 1, and with another unknown one
    /// the vector's size is unknown.
    /// </summary>
    public static DataViewType Of(OnnxValueType type)
    {
        if (!type.IsTensor)
            throw new ArgumentOutOfRangeException(nameof(type), "Unsupported ONNX variable type: only tensors are");
        // ML.NET fails so where a model declares no shape.
        if (type.Dimensions is null)
            throw new NullReferenceException("The ONNX model declares a tensor without a shape");

        var item = Scalar(type.ElementType);
        if (type.Dimensions.Length == 0)
            return item;
        var dimensions = type.Dimensions.ToArray();
        if (dimensions[0] == 0)
            dimensions[0] = 1;
        return dimensions.Contains(0) ? new VectorDataViewType(item) : new VectorDataViewType(item, dimensions);
    }
}
