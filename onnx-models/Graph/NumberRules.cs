using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Graph;

/// <summary>Operators that take some types of elements only, or make values out of numbers.</summary>
internal static class NumberRules
{
    public static ValueFacts[] Not(NodeFacts node)
    {
        TypeRules.RequireType(node, 0, ElementType.Bool);
        return [new(ElementType.Bool, node.Input(0).Shape)];
    }

    public static ValueFacts[] Logical(NodeFacts node)
    {
        TypeRules.RequireType(node, 0, ElementType.Bool);
        TypeRules.RequireType(node, 1, ElementType.Bool);
        return TypeRules.Broadcast(node);
    }

    public static ValueFacts[] IsNaN(NodeFacts node)
    {
        var type = node.Input(0).Type;
        if (type is not (ElementType.Float or ElementType.Double or ElementType.Float16 or ElementType.Unknown))
        {
            node.Complain($"needs floating-point numbers, found {type}.");
        }

        return [new(ElementType.Bool, node.Input(0).Shape)];
    }

    // Without fmod = 1 the operator is for integers only.
    public static ValueFacts[] Mod(NodeFacts node)
    {
        var type = node.Input(0).Type;
        if (node.Int("fmod", 0) == 0 && type is ElementType.Float or ElementType.Double or ElementType.Float16)
        {
            node.Complain($"needs integers, found {type}.");
        }

        return TypeRules.Broadcast(node);
    }

    public static ValueFacts[] Range(NodeFacts node)
    {
        TypeRules.RequireSameType(node);
        for (var i = 0; i < node.InputCount; i++)
        {
            TypeRules.RequireRank(node, i, 0);
        }

        return [ValueFacts.OfRank(node.Input(0).Type, 1)];
    }

    public static ValueFacts[] Split(NodeFacts node)
    {
        TypeRules.RequireType(node, 1, ElementType.Int64);
        var x = node.Input(0);
        var axis = node.Int("axis", 0);
        axis = axis < 0 ? axis + (x.Rank ?? 0) : axis;
        if (x.Rank is not null && (axis < 0 || axis >= x.Rank))
        {
            node.Complain($"cuts along axis {node.Int("axis", 0)} of {x.Rank} dimensions.");
        }
        else if (node.Input(1).Elements is { } sizes)
        {
            if (sizes.Length != node.OutputCount)
            {
                node.Complain($"has {node.OutputCount} outputs, but cuts into {sizes.Length} parts.");
            }

            if (x.Shape?[axis] is >= 0 and var size && sizes.Sum() != size)
            {
                node.Complain($"cuts {size} into parts of {TensorSize.Text(sizes)}.");
            }
        }

        return [.. Enumerable.Repeat(ValueFacts.OfRank(x.Type, x.Rank), node.OutputCount)];
    }

    public static ValueFacts[] Constant(NodeFacts node) =>
        node.Attribute("value")?.T is { } tensor ? [ValueFacts.Of(tensor)] : [];
}
