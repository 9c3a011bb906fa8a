using System.Runtime.InteropServices;
using System.Text;
using Google.Protobuf;
using Rnn.Onnx.Models.Schema;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Graph;

/// <summary>Elements into and sizes out of the format's tensors.</summary>
internal static class TensorData
{
    private static readonly UTF8Encoding StrictUtf8 = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    public static TensorProto Create(NamedTensor tensor)
    {
        var proto = new TensorProto { Name = tensor.Name, DataType = (int)tensor.ElementType };
        proto.Dims.Add(tensor.Shape);
        switch (tensor.Data)
        {
            case float[] data:
                proto.RawData = Raw<float>(data);
                break;
            case long[] data:
                proto.RawData = Raw<long>(data);
                break;
            case int[] data:
                proto.RawData = Raw<int>(data);
                break;
            case bool[] data:
                proto.RawData = Raw<bool>(data);
                break;
            case string[] data:
                proto.StringData.Add(data.Select(text => ByteString.CopyFrom(StrictUtf8.GetBytes(text))));
                break;
        }

        return proto;
    }

    /// <summary>The tensor with a copy of its elements, or null for types that <see cref="NamedTensor"/> does not hold.</summary>
    public static NamedTensor? Read(TensorProto tensor)
    {
        var (name, shape) = (tensor.Name, tensor.Dims.ToArray());
        return (ElementType)tensor.DataType switch
        {
            ElementType.Float => NamedTensor.Of(name, Elements(tensor, tensor.FloatData), shape),
            ElementType.Int64 => NamedTensor.Of(name, Elements(tensor, tensor.Int64Data), shape),
            ElementType.Int32 => NamedTensor.Of(name, Elements(tensor, tensor.Int32Data), shape),
            ElementType.Bool => NamedTensor.Of(
                name,
                tensor.RawData.IsEmpty
                    ? [.. tensor.Int32Data.Select(value => value != 0)]
                    : [.. tensor.RawData.Span.ToArray().Select(value => value != 0)],
                shape
            ),
            ElementType.String => NamedTensor.Of(
                name,
                [.. tensor.StringData.Select(text => text.ToStringUtf8())],
                shape
            ),
            _ => null,
        };
    }

    private static T[] Elements<T>(TensorProto tensor, IEnumerable<T> typed)
        where T : struct =>
        tensor.RawData.IsEmpty ? [.. typed] : MemoryMarshal.Cast<byte, T>(tensor.RawData.Span).ToArray();

    /// <summary>The elements of an int64 tensor that stand in the graph itself, or null.</summary>
    public static long[]? Int64s(TensorProto tensor)
    {
        if (tensor.DataType != (int)TensorProto.Types.DataType.Int64)
        {
            return null;
        }

        return tensor.RawData.IsEmpty
            ? [.. tensor.Int64Data]
            : MemoryMarshal.Cast<byte, long>(tensor.RawData.Span).ToArray();
    }

    /// <summary>Bytes an element takes in raw data, or null for strings and for types younger than this library.</summary>
    public static int? ElementBytes(int dataType) =>
        (TensorProto.Types.DataType)dataType switch
        {
            TensorProto.Types.DataType.Uint8 or TensorProto.Types.DataType.Int8 or TensorProto.Types.DataType.Bool => 1,
            TensorProto.Types.DataType.Uint16 or TensorProto.Types.DataType.Int16 => 2,
            TensorProto.Types.DataType.Float16 or TensorProto.Types.DataType.Bfloat16 => 2,
            TensorProto.Types.DataType.Float or TensorProto.Types.DataType.Int32 or TensorProto.Types.DataType.Uint32 =>
                4,
            TensorProto.Types.DataType.Double or TensorProto.Types.DataType.Int64 => 8,
            TensorProto.Types.DataType.Uint64 or TensorProto.Types.DataType.Complex64 => 8,
            TensorProto.Types.DataType.Complex128 => 16,
            _ => null,
        };

    /// <summary>What is wrong with the size of a tensor that stands in the file itself: one sentence, or null.</summary>
    public static string? Violation(TensorProto tensor)
    {
        var shape = tensor.Dims.ToArray();
        var count = TensorSize.Count(shape);
        if (count < 0)
        {
            return $"Tensor '{tensor.Name}' has the impossible shape [{TensorSize.Text(shape)}].";
        }

        var found = FoundElements(tensor);
        return found is null || found == count
            ? null
            : FormattableString.Invariant(
                $"Tensor '{tensor.Name}' of shape [{TensorSize.Text(shape)}] needs {count} elements, found {found}."
            );
    }

    /// <summary>Elements that are there, or null where they can not be counted. A broken last element counts as one.</summary>
    private static long? FoundElements(TensorProto tensor)
    {
        if (!tensor.RawData.IsEmpty)
        {
            var size = ElementBytes(tensor.DataType);
            return size is null ? null : (tensor.RawData.Length + size - 1) / size;
        }

        return (TensorProto.Types.DataType)tensor.DataType switch
        {
            TensorProto.Types.DataType.Float => tensor.FloatData.Count,
            TensorProto.Types.DataType.Complex64 => tensor.FloatData.Count / 2,
            TensorProto.Types.DataType.Double => tensor.DoubleData.Count,
            TensorProto.Types.DataType.Complex128 => tensor.DoubleData.Count / 2,
            TensorProto.Types.DataType.Int64 => tensor.Int64Data.Count,
            TensorProto.Types.DataType.Uint32 or TensorProto.Types.DataType.Uint64 => tensor.Uint64Data.Count,
            TensorProto.Types.DataType.String => tensor.StringData.Count,
            _ => ElementBytes(tensor.DataType) is null ? null : tensor.Int32Data.Count,
        };
    }

    // The format is little-endian, as is every platform that .NET and ONNX Runtime share.
    private static ByteString Raw<T>(ReadOnlySpan<T> data)
        where T : struct => ByteString.CopyFrom(MemoryMarshal.AsBytes(data));
}
