using Rnn.Onnx.Models.Schema;

namespace Rnn.Onnx.Models.Graph;

/// <summary>
/// Tells what is wrong with a graph before any runtime sees it: versions, names, order, sizes of constants, and the types and
/// ranks of the operators this library writes. Operators it does not know are taken on trust.
/// </summary>
internal sealed class GraphChecker
{
    private readonly List<string> violations = [];
    private readonly HashSet<string> domains;

    private GraphChecker(ModelProto model) =>
        domains = [
            .. model.OpsetImport.Concat(model.Functions.SelectMany(f => f.OpsetImport)).Select(o => Standard(o.Domain)),
        ];

    /// <summary>The violations, each one sentence, in the order of the graph; empty when there are none.</summary>
    public static IReadOnlyList<string> Check(ModelProto model)
    {
        var checker = new GraphChecker(model);
        if (model.IrVersion < 3)
        {
            checker.Complain($"The file format version must be 3 or more, found {model.IrVersion}.");
        }

        if (!model.OpsetImport.Any(import => Standard(import.Domain).Length == 0 && import.Version > 0))
        {
            checker.Complain($"The version of the standard operators is missing.");
        }

        if (model.Graph is null)
        {
            checker.Complain($"The file holds no graph.");
        }
        else
        {
            checker.CheckGraph(model.Graph, outer: null);
        }

        return checker.violations;
    }

    // "ai.onnx" is the long name of the standard domain.
    private static string Standard(string domain) => domain == "ai.onnx" ? "" : domain;

    private void CheckGraph(GraphProto graph, ValueScope? outer)
    {
        var scope = new ValueScope(outer);
        foreach (var input in graph.Input)
        {
            Declare(scope, input.Name, ValueFacts.Of(input), "input");
            if (outer is null && input.Type is null)
            {
                Complain($"Input '{input.Name}' has no type.");
            }
        }

        CheckInitializers(graph, scope);
        var later = graph.Node.SelectMany(node => node.Output).ToHashSet();
        foreach (var node in graph.Node)
        {
            CheckNode(node, scope, later);
        }

        CheckOutputs(graph, scope);
    }

    private void CheckInitializers(GraphProto graph, ValueScope scope)
    {
        var inputs = graph.Input.Select(input => input.Name).ToHashSet();
        foreach (var tensor in graph.Initializer)
        {
            var facts = ValueFacts.Of(tensor);
            if (!inputs.Remove(tensor.Name))
            {
                Declare(scope, tensor.Name, facts, "initializer");
            }
            else if (!TypeRules.Agree(scope[tensor.Name], facts))
            {
                Complain($"The default of input '{tensor.Name}' has another type or rank than the input.");
            }

            if (
                tensor.DataLocation == TensorProto.Types.DataLocation.Default
                && TensorData.Violation(tensor) is { } text
            )
            {
                violations.Add(text);
            }
        }

        foreach (var sparse in graph.SparseInitializer.Where(sparse => sparse.Values is not null))
        {
            Declare(scope, sparse.Values.Name, default, "initializer");
        }
    }

    private void CheckNode(NodeProto node, ValueScope scope, HashSet<string> later)
    {
        var facts = new NodeFacts(node, scope, violations.Add);
        var before = violations.Count;
        if (node.OpType.Length == 0)
        {
            Complain($"The node '{node.Name}' has no operator.");
        }

        if (!domains.Contains(Standard(node.Domain)))
        {
            facts.Complain($"is of the domain '{node.Domain}', for which the file gives no version.");
        }

        foreach (var input in node.Input.Where(input => input.Length > 0 && !scope.Knows(input)))
        {
            var reason = later.Contains(input) ? "only a later node makes" : "nothing makes";
            facts.Complain($"reads '{input}', which {reason}.");
        }

        foreach (var attribute in node.Attribute)
        {
            foreach (var body in attribute.Graphs.Append(attribute.G).OfType<GraphProto>())
            {
                CheckGraph(body, scope);
            }
        }

        // A node with a broken surrounding would only repeat the complaint in other words.
        var results = before == violations.Count ? TypeRules.Apply(facts) : [];
        for (var i = 0; i < node.Output.Count; i++)
        {
            if (node.Output[i].Length > 0)
            {
                Declare(scope, node.Output[i], i < results.Length ? results[i] : default, "value");
            }
        }
    }

    private void CheckOutputs(GraphProto graph, ValueScope scope)
    {
        var seen = new HashSet<string>();
        foreach (var output in graph.Output)
        {
            if (!seen.Add(output.Name))
            {
                Complain($"The name of output '{output.Name}' is used twice.");
            }
            else if (!scope.HasOwn(output.Name))
            {
                // A body must make its outputs itself: a value of the graph around it needs an Identity.
                Complain($"Output '{output.Name}' of the graph '{graph.Name}' is made by nothing in it.");
            }
            else if (!TypeRules.Agree(scope[output.Name], ValueFacts.Of(output)))
            {
                var made = scope[output.Name];
                var declared = ValueFacts.Of(output);
                Complain(
                    $"Output '{output.Name}' is declared as {declared.Type} of rank {declared.Rank}, found {made.Type} of rank {made.Rank}."
                );
            }
        }
    }

    private void Declare(ValueScope scope, string name, ValueFacts facts, string what)
    {
        if (name.Length == 0)
        {
            Complain($"An {what} has no name.");
        }
        else if (scope.Knows(name))
        {
            Complain($"The name of {what} '{name}' is used twice.");
        }
        else
        {
            scope[name] = facts;
        }
    }

    private void Complain(FormattableString text) => violations.Add(FormattableString.Invariant(text));
}
