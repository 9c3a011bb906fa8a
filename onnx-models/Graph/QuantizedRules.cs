using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Graph;

/// <summary>Operators between numbers and their 8-bit forms.</summary>
internal static class QuantizedRules
{
    /// <summary>y = (x - zero point) * scale, with one scale or one for each index along the axis.</summary>
    public static ValueFacts[] Dequantize(NodeFacts node)
    {
        var (x, scale) = (node.Input(0), node.Input(1));
        if (x.Type is not (ElementType.Int8 or ElementType.UInt8 or ElementType.Int32 or ElementType.Unknown))
        {
            node.Complain($"needs Int8, UInt8 or Int32 as input '{node.InputName(0)}', found {x.Type}.");
        }

        if (node.Has(2))
        {
            TypeRules.RequireType(node, 2, x.Type);
        }

        var axis = node.Int("axis", 1);
        axis = axis < 0 ? axis + (x.Rank ?? 0) : axis;
        if (
            scale.Shape is [>= 0 and var count]
            && x.Shape is { } shape
            && (axis >= shape.Length || shape[axis] is var size && size >= 0 && size != count)
        )
        {
            node.Complain(
                $"has {count} scales along axis {node.Int("axis", 1)} of the shape [{TensorSize.Text(shape)}]."
            );
        }

        return [new(scale.Type, x.Shape)];
    }

    /// <summary>Gives the 8-bit values, their scale and their zero point.</summary>
    public static ValueFacts[] DynamicQuantize(NodeFacts node)
    {
        TypeRules.RequireType(node, 0, ElementType.Float);
        return [new(ElementType.UInt8, node.Input(0).Shape), new(ElementType.Float, []), new(ElementType.UInt8, [])];
    }

    /// <summary>The product of 8-bit matrices, each less its zero point, in 32 bits.</summary>
    public static ValueFacts[] MatMul(NodeFacts node)
    {
        for (var i = 0; i < 2; i++)
        {
            if (node.Input(i).Type is not (ElementType.Int8 or ElementType.UInt8 or ElementType.Unknown))
            {
                node.Complain($"needs Int8 or UInt8 as input '{node.InputName(i)}', found {node.Input(i).Type}.");
            }

            if (node.Has(i + 2) && node.Input(i).Type != ElementType.Unknown)
            {
                TypeRules.RequireType(node, i + 2, node.Input(i).Type);
            }
        }

        return [TypeRules.MatrixProduct(node, ElementType.Int32)];
    }
}
