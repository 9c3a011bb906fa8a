using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Graph;

/// <summary>
/// What LSTM, GRU and RNN need: X [T, N, C], W [D, G*H, C], R [D, G*H, H], B [D, 2*G*H], sequence_lens [N] (int32),
/// initial_h [D, N, H], and for the LSTM initial_c [D, N, H]; with G gates and D directions.
/// </summary>
internal static class RecurrentRules
{
    public static ValueFacts[] Apply(NodeFacts node)
    {
        var gates = node.Op switch
        {
            "LSTM" => 4,
            "GRU" => 3,
            _ => 1,
        };
        CheckTypes(node);
        var hidden = node.Int("hidden_size", -1);
        var direction = node.Attribute("direction")?.S.ToStringUtf8() ?? "forward";
        if (direction is not ("forward" or "reverse" or "bidirectional"))
        {
            node.Complain($"has the direction '{direction}', expected forward, reverse or bidirectional.");
        }

        if (node.Int("layout", 0) != 0)
        {
            node.Complain($"has layout 1, which runtimes refuse or get wrong; expected 0.");
        }

        var directions = direction == "bidirectional" ? 2 : 1;
        var features = node.Input(0).Shape is [_, _, var c] ? c : -1;
        RequireShape(node, 0, "X", [-1, -1, -1]);
        RequireShape(node, 1, "W", [directions, gates * hidden, features]);
        RequireShape(node, 2, "R", [directions, gates * hidden, hidden]);
        RequireShape(node, 3, "B", [directions, 2 * gates * hidden]);
        RequireShape(node, 4, "sequence_lens", [-1]);
        RequireShape(node, 5, "initial_h", [directions, -1, hidden]);
        RequireShape(node, 6, "initial_c", [directions, -1, hidden]);

        var type = node.Input(0).Type;
        ValueFacts state = new(type, [directions, -1, hidden]);
        return [new(type, [-1, directions, -1, hidden]), state, state];
    }

    private static void CheckTypes(NodeFacts node)
    {
        if (node.Int("hidden_size", -1) <= 0)
        {
            node.Complain($"has no hidden_size.");
        }

        foreach (var required in new[] { 0, 1, 2 })
        {
            if (!node.Has(required))
            {
                node.Complain($"lacks its input number {required + 1}.");
            }
        }

        for (var i = 0; i < node.InputCount; i++)
        {
            var type = i == 4 ? ElementType.Int32 : node.Input(0).Type;
            if (type != ElementType.Unknown)
            {
                TypeRules.RequireType(node, i, type);
            }
        }
    }

    /// <summary>Compares with a shape in which a negative number stands for any size.</summary>
    private static void RequireShape(NodeFacts node, int input, string role, ReadOnlySpan<long> expected)
    {
        if (node.Input(input).Shape is not { } found)
        {
            return;
        }

        var fits = found.Length == expected.Length;
        for (var i = 0; fits && i < expected.Length; i++)
        {
            fits = found[i] == expected[i] || found[i] < 0 || expected[i] < 0;
        }

        if (!fits)
        {
            node.Complain($"needs {role} of shape [{Text(expected)}], found [{Text(found)}].");
        }
    }

    private static string Text(ReadOnlySpan<long> shape) =>
        TensorSize.Text(shape).Replace("-1", "?", StringComparison.Ordinal);
}
