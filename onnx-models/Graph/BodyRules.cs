using Rnn.Onnx.Models.Schema;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Graph;

/// <summary>Operators with bodies: how many values enter and leave, and that what is carried keeps its type.</summary>
internal static class BodyRules
{
    /// <summary>S states and M scanned inputs enter; S states and K collected outputs leave, and so with the body.</summary>
    public static ValueFacts[] Scan(NodeFacts node)
    {
        var scanned = node.Int("num_scan_inputs", -1);
        var states = node.InputCount - scanned;
        if (node.Attribute("body")?.G is not { } body || scanned < 1 || states < 0)
        {
            node.Complain($"needs a body and num_scan_inputs from 1 to its {node.InputCount} inputs, found {scanned}.");
            return [];
        }

        if (!HasCounts(node, body, node.InputCount, node.OutputCount) || states > node.OutputCount)
        {
            return [];
        }

        CheckDirections(node, "scan_input_directions", scanned);
        CheckDirections(node, "scan_output_directions", node.OutputCount - states);
        for (var i = 0; i < node.InputCount; i++)
        {
            var given = node.Input(i);
            RequireAgreement(node, body, i, i < states ? given : ValueFacts.OfRank(given.Type, given.Rank - 1));
        }

        RequireCarried(node, body, (int)states, firstInput: 0, firstOutput: 0);
        return Results(body, (int)states, firstOutput: 0);
    }

    /// <summary>The count, the condition and S states enter; S states and K collected outputs leave. The body gives the condition first.</summary>
    public static ValueFacts[] Loop(NodeFacts node)
    {
        var states = node.InputCount - 2;
        if (node.Attribute("body")?.G is not { } body || states < 0)
        {
            node.Complain($"needs a body, a count and a condition.");
            return [];
        }

        if (!HasCounts(node, body, node.InputCount, node.OutputCount + 1) || states > node.OutputCount)
        {
            return [];
        }

        if (node.Has(0))
        {
            TypeRules.RequireType(node, 0, ElementType.Int64);
        }

        if (node.Has(1))
        {
            TypeRules.RequireType(node, 1, ElementType.Bool);
        }

        RequireAgreement(node, body, 0, new(ElementType.Int64, null));
        RequireAgreement(node, body, 1, new(ElementType.Bool, null));
        // Runtimes take the first element of a larger condition without a word.
        if (ValueFacts.Of(body.Output[0]) is { Rank: > 1 } or { Type: not (ElementType.Bool or ElementType.Unknown) })
        {
            node.Complain($"needs a Bool scalar as its condition '{body.Output[0].Name}'.");
        }

        for (var i = 2; i < node.InputCount; i++)
        {
            RequireAgreement(node, body, i, node.Input(i));
        }

        RequireCarried(node, body, states, firstInput: 2, firstOutput: 1);
        return Results(body, states, firstOutput: 1);
    }

    /// <summary>Both branches take nothing and give the node's outputs.</summary>
    public static ValueFacts[] If(NodeFacts node)
    {
        TypeRules.RequireType(node, 0, ElementType.Bool);
        var results = Array.Empty<ValueFacts>();
        foreach (var branch in new[] { "then_branch", "else_branch" })
        {
            if (node.Attribute(branch)?.G is not { } body)
            {
                node.Complain($"has no {branch}.");
            }
            else if (HasCounts(node, body, 0, node.OutputCount))
            {
                var types = body.Output.Select(output => new ValueFacts(ValueFacts.Of(output).Type, null)).ToArray();
                if (results.Length > 0 && !results.SequenceEqual(types))
                {
                    node.Complain($"gives other types in its two branches.");
                    return [];
                }

                results = types;
            }
        }

        return results;
    }

    private static bool HasCounts(NodeFacts node, GraphProto body, int inputs, int outputs)
    {
        if (body.Input.Count == inputs && body.Output.Count == outputs)
        {
            return true;
        }

        node.Complain(
            $"needs a body of {inputs} inputs and {outputs} outputs, found {body.Input.Count} and {body.Output.Count}."
        );
        return false;
    }

    private static void CheckDirections(NodeFacts node, string name, long count)
    {
        if (node.Ints(name) is { } directions && (directions.Length != count || directions.Any(d => d is not (0 or 1))))
        {
            node.Complain($"needs {count} {name} of 0 or 1, found [{TensorSize.Text(directions)}].");
        }
    }

    private static void RequireAgreement(NodeFacts node, GraphProto body, int input, ValueFacts given)
    {
        var declared = ValueFacts.Of(body.Input[input]);
        if (!TypeRules.Agree(declared, given))
        {
            node.Complain(
                $"gives {given.Type} of rank {given.Rank} to its body's input '{body.Input[input].Name}', which is {declared.Type} of rank {declared.Rank}."
            );
        }
    }

    private static void RequireCarried(NodeFacts node, GraphProto body, int states, int firstInput, int firstOutput)
    {
        for (var i = 0; i < states; i++)
        {
            var (enters, leaves) = (body.Input[firstInput + i], body.Output[firstOutput + i]);
            var (before, after) = (ValueFacts.Of(enters), ValueFacts.Of(leaves));
            var known = before.Type != ElementType.Unknown && after.Type != ElementType.Unknown;
            if (known && before.Type != after.Type)
            {
                node.Complain(
                    $"carries '{enters.Name}' as {before.Type}, but its body gives '{leaves.Name}' as {after.Type}."
                );
            }
        }
    }

    private static ValueFacts[] Results(GraphProto body, int states, int firstOutput) =>
        [
            .. body
                .Output.Skip(firstOutput)
                .Select(ValueFacts.Of)
                .Select((facts, i) => ValueFacts.OfRank(facts.Type, i < states ? facts.Rank : facts.Rank + 1)),
        ];
}
