using Rnn.Onnx.Models.Schema;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Graph;

/// <summary>The dictionary look-up of ai.onnx.ml: one list of keys, one of values, of equal length.</summary>
internal static class LabelRules
{
    private static readonly (string Suffix, ElementType Type, Func<AttributeProto, int> Count)[] Lists =
    [
        ("strings", ElementType.String, attribute => attribute.Strings.Count),
        ("int64s", ElementType.Int64, attribute => attribute.Ints.Count),
        ("floats", ElementType.Float, attribute => attribute.Floats.Count),
    ];

    public static ValueFacts[] Encoder(NodeFacts node)
    {
        var (keys, keyCount) = Find(node, "keys_");
        var (values, valueCount) = Find(node, "values_");
        if (keyCount != valueCount)
        {
            node.Complain($"has {keyCount} keys and {valueCount} values.");
        }

        if (keys != ElementType.Unknown)
        {
            TypeRules.RequireType(node, 0, keys);
        }

        return [new(values, node.Input(0).Shape)];
    }

    private static (ElementType Type, int Count) Find(NodeFacts node, string prefix)
    {
        foreach (var (suffix, type, count) in Lists)
        {
            if (node.Attribute(prefix + suffix) is { } attribute)
            {
                return (type, count(attribute));
            }
        }

        return (ElementType.Unknown, 0);
    }
}
