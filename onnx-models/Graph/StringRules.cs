using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Graph;

/// <summary>Operators on texts.</summary>
internal static class StringRules
{
    /// <summary>Two texts into one, with broadcasting.</summary>
    public static ValueFacts[] Concat(NodeFacts node)
    {
        TypeRules.RequireType(node, 0, ElementType.String);
        TypeRules.RequireType(node, 1, ElementType.String);
        return TypeRules.Broadcast(node);
    }

    /// <summary>Texts [N] or [N, C] into their pieces, along a dimension more.</summary>
    public static ValueFacts[] Tokenizer(NodeFacts node)
    {
        TypeRules.RequireType(node, 0, ElementType.String);
        if (node.Input(0).Rank is { } rank and not (1 or 2))
        {
            node.Complain($"needs rank 1 or 2 as input '{node.InputName(0)}', found {rank}.");
        }

        return [ValueFacts.OfRank(ElementType.String, node.Input(0).Rank + 1)];
    }
}
