using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Graph;

/// <summary>The types and ranks that the standard operators take and give, as far as they follow cheaply.</summary>
internal static class TypeRules
{
    private delegate ValueFacts[] Rule(NodeFacts node);

    private static readonly Dictionary<string, Rule> Rules = BuildRules();

    /// <summary>Complains about the inputs of a node, and tells what is known of its outputs.</summary>
    public static ValueFacts[] Apply(NodeFacts node) => Rules.TryGetValue(node.Key, out var rule) ? rule(node) : [];

    /// <summary>Whether two descriptions can mean the same value; what is unknown agrees with everything.</summary>
    public static bool Agree(ValueFacts a, ValueFacts b) =>
        (a.Type == b.Type || a.Type == ElementType.Unknown || b.Type == ElementType.Unknown)
        && (a.Rank == b.Rank || a.Rank is null || b.Rank is null);

    private static Dictionary<string, Rule> BuildRules()
    {
        var rules = new Dictionary<string, Rule>
        {
            ["Where"] = Where,
            ["Cast"] = node => [new((ElementType)node.Int("to", 0), node.Input(0).Shape)],
            ["Shape"] = node => [new(ElementType.Int64, [node.Input(0).Rank ?? -1])],
            ["MatMul"] = MatMul,
            ["Gemm"] = Gemm,
            ["Transpose"] = Transpose,
            ["Reshape"] = Reshape,
            ["Expand"] = Expand,
            ["Squeeze"] = node => Resize(node, sign: -1),
            ["Unsqueeze"] = node => Resize(node, sign: 1),
            ["Slice"] = node => [ValueFacts.OfRank(node.Input(0).Type, node.Input(0).Rank)],
            ["Gather"] = Gather,
            ["Concat"] = Concat,
            ["LSTM"] = RecurrentRules.Apply,
            ["GRU"] = RecurrentRules.Apply,
            ["RNN"] = RecurrentRules.Apply,
            ["Not"] = NumberRules.Not,
            ["IsNaN"] = NumberRules.IsNaN,
            ["Mod"] = NumberRules.Mod,
            ["Range"] = NumberRules.Range,
            ["Split"] = NumberRules.Split,
            ["Constant"] = NumberRules.Constant,
            ["DequantizeLinear"] = QuantizedRules.Dequantize,
            ["DynamicQuantizeLinear"] = QuantizedRules.DynamicQuantize,
            ["MatMulInteger"] = QuantizedRules.MatMul,
            ["Scan"] = BodyRules.Scan,
            ["Loop"] = BodyRules.Loop,
            ["If"] = BodyRules.If,
            ["ai.onnx.ml.LabelEncoder"] = LabelRules.Encoder,
            ["StringConcat"] = StringRules.Concat,
            ["com.microsoft.Tokenizer"] = StringRules.Tokenizer,
            ["Pad"] = node => [ValueFacts.OfRank(node.Input(0).Type, node.Input(0).Rank)],
        };
        Share(rules, Broadcast, "Add", "Sub", "Mul", "Div", "Max", "Min");
        Share(rules, node => [Broadcast(node)[0] with { Type = ElementType.Bool }], "Equal", "Less", "Greater");
        Share(rules, NumberRules.Logical, "And", "Or");
        Share(rules, Unary, "Relu", "Tanh", "Sigmoid", "Exp", "Log", "Sqrt", "Abs", "Round", "Identity");
        Share(rules, Unary, "Softmax", "LogSoftmax");
        Share(rules, Reduce, "ReduceSum", "ReduceMean", "ReduceMax");
        return rules;
    }

    private static void Share(Dictionary<string, Rule> rules, Rule rule, params ReadOnlySpan<string> ops)
    {
        foreach (var op in ops)
        {
            rules.Add(op, rule);
        }
    }

    private static ValueFacts[] Unary(NodeFacts node) => [new(node.Input(0).Type, node.Input(0).Shape)];

    internal static ValueFacts[] Broadcast(NodeFacts node) => BroadcastFrom(node, sameTypeFrom: 0);

    private static ValueFacts[] Where(NodeFacts node)
    {
        if (node.Input(0).Type is not (ElementType.Bool or ElementType.Unknown))
        {
            node.Complain($"needs a Bool condition, found {node.Input(0).Type}.");
        }

        var rank = BroadcastFrom(node, sameTypeFrom: 1)[0].Rank;
        return [ValueFacts.OfRank(node.Input(1).Type, rank)];
    }

    private static ValueFacts[] BroadcastFrom(NodeFacts node, int sameTypeFrom)
    {
        RequireSameType(node, sameTypeFrom);
        var ranks = Enumerable.Range(0, node.InputCount).Select(i => node.Input(i).Rank).ToArray();
        return [ValueFacts.OfRank(node.Input(0).Type, ranks.Contains(null) ? null : ranks.Max())];
    }

    private static ValueFacts[] MatMul(NodeFacts node)
    {
        RequireSameType(node);
        return [MatrixProduct(node, node.Input(0).Type)];
    }

    internal static ValueFacts MatrixProduct(NodeFacts node, ElementType type)
    {
        var (a, b) = (node.Input(0), node.Input(1));
        if (a.Shape is [.., var inner] && b.Shape is [.., var rows, _] && inner >= 0 && rows >= 0 && inner != rows)
        {
            node.Complain($"multiplies {inner} columns with {rows} rows.");
        }

        return ValueFacts.OfRank(type, a.Rank >= 2 && b.Rank >= 2 ? Math.Max(a.Rank.Value, b.Rank.Value) : null);
    }

    private static ValueFacts[] Gemm(NodeFacts node)
    {
        RequireSameType(node);
        RequireRank(node, 0, 2);
        RequireRank(node, 1, 2);
        return [ValueFacts.OfRank(node.Input(0).Type, 2)];
    }

    private static ValueFacts[] Transpose(NodeFacts node)
    {
        var x = node.Input(0);
        var permutation = node.Ints("perm");
        if (permutation is not null && x.Shape is not null)
        {
            if (!permutation.Order().SequenceEqual(Enumerable.Range(0, x.Shape.Length).Select(i => (long)i)))
            {
                node.Complain(
                    $"needs a permutation of {x.Shape.Length} dimensions, found [{TensorSize.Text(permutation)}]."
                );
                return [new(x.Type, null)];
            }

            return [new(x.Type, [.. permutation.Select(from => x.Shape[from])])];
        }

        return [ValueFacts.OfRank(x.Type, x.Rank)];
    }

    private static ValueFacts[] Reshape(NodeFacts node)
    {
        RequireType(node, 1, ElementType.Int64);
        RequireRank(node, 1, 1);
        var shape = node.Input(1);
        var rank =
            shape.Elements?.Length
            ?? (shape.Shape is [>= 0 and <= int.MaxValue and var length] ? (int)length : null as int?);
        return [ValueFacts.OfRank(node.Input(0).Type, rank)];
    }

    private static ValueFacts[] Expand(NodeFacts node)
    {
        RequireType(node, 1, ElementType.Int64);
        RequireRank(node, 1, 1);
        return [new(node.Input(0).Type, null)];
    }

    private static ValueFacts[] Resize(NodeFacts node, int sign)
    {
        RequireType(node, 1, ElementType.Int64);
        var rank = node.Input(0).Rank + (sign * node.Input(1).Elements?.Length);
        if (rank < 0)
        {
            node.Complain($"drops more dimensions than the {node.Input(0).Rank} there are.");
        }

        return [ValueFacts.OfRank(node.Input(0).Type, rank < 0 ? null : rank)];
    }

    private static ValueFacts[] Gather(NodeFacts node)
    {
        var indices = node.Input(1);
        if (indices.Type is not (ElementType.Int32 or ElementType.Int64 or ElementType.Unknown))
        {
            node.Complain($"needs Int32 or Int64 indices, found {indices.Type}.");
        }

        return [ValueFacts.OfRank(node.Input(0).Type, node.Input(0).Rank + indices.Rank - 1)];
    }

    private static ValueFacts[] Concat(NodeFacts node)
    {
        RequireSameType(node);
        var rank = node.Input(0).Rank;
        for (var i = 1; i < node.InputCount && rank is not null; i++)
        {
            RequireRank(node, i, rank.Value);
        }

        var axis = node.Int("axis", 0);
        if (rank is not null && (axis < -rank || axis >= rank))
        {
            node.Complain($"joins along axis {axis} of {rank} dimensions.");
        }

        return [ValueFacts.OfRank(node.Input(0).Type, rank)];
    }

    private static ValueFacts[] Reduce(NodeFacts node)
    {
        var axes = node.Ints("axes") ?? node.Input(1).Elements;
        var rank = node.Int("keepdims", 1) == 1 ? node.Input(0).Rank : node.Input(0).Rank - axes?.Length;
        return [ValueFacts.OfRank(node.Input(0).Type, rank < 0 ? null : rank)];
    }

    internal static void RequireSameType(NodeFacts node, int first = 0)
    {
        var types = Enumerable.Range(0, node.InputCount).Skip(first).Select(i => node.Input(i).Type);
        var known = types.Where(type => type != ElementType.Unknown).Distinct().ToArray();
        if (known.Length > 1)
        {
            node.Complain($"needs inputs of one type, found {string.Join(" and ", known)}.");
        }
    }

    internal static void RequireType(NodeFacts node, int input, ElementType type)
    {
        var found = node.Input(input).Type;
        if (found != ElementType.Unknown && found != type)
        {
            node.Complain($"needs {type} as input '{node.InputName(input)}', found {found}.");
        }
    }

    internal static void RequireRank(NodeFacts node, int input, int rank)
    {
        var found = node.Input(input).Rank;
        if (found is not null && found != rank)
        {
            node.Complain($"needs rank {rank} as input '{node.InputName(input)}', found {found}.");
        }
    }
}
