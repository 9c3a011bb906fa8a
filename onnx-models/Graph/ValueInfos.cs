using Rnn.Onnx.Models.Schema;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Graph;

/// <summary>Between the format's value descriptions and ours.</summary>
internal static class ValueInfos
{
    public static ValueInfoProto Create(string name, ElementType type, ReadOnlySpan<Dim> shape)
    {
        if (type == ElementType.Unknown || !Enum.IsDefined(type))
        {
            throw Errors.Argument(nameof(type), $"'{name}' needs an element type, found {type}.");
        }

        var proto = new TensorShapeProto();
        foreach (var dim in shape)
        {
            proto.Dim.Add(Dimension(dim));
        }

        return new ValueInfoProto
        {
            Name = name,
            Type = new TypeProto
            {
                TensorType = new TypeProto.Types.Tensor { ElemType = (int)type, Shape = proto },
            },
        };
    }

    public static TensorInfo Read(ValueInfoProto value)
    {
        var tensor = value.Type?.TensorType;
        var type = (ElementType)(tensor?.ElemType ?? 0);
        return new TensorInfo(
            value.Name,
            Enum.IsDefined(type) ? type : ElementType.Unknown,
            [.. (tensor?.Shape?.Dim ?? []).Select(Dim)]
        );
    }

    private static TensorShapeProto.Types.Dimension Dimension(Dim dim)
    {
        var proto = new TensorShapeProto.Types.Dimension();
        if (dim.Value is { } value)
        {
            proto.DimValue = value;
        }
        else if (dim.Symbol is { } symbol)
        {
            proto.DimParam = symbol;
        }

        return proto;
    }

    // Some writers mark an unknown dimension by a negative number or an empty name.
    private static Dim Dim(TensorShapeProto.Types.Dimension dim) =>
        dim.ValueCase switch
        {
            TensorShapeProto.Types.Dimension.ValueOneofCase.DimValue when dim.DimValue >= 0 => dim.DimValue,
            TensorShapeProto.Types.Dimension.ValueOneofCase.DimParam when !string.IsNullOrWhiteSpace(dim.DimParam) =>
                dim.DimParam,
            _ => default,
        };
}
