using Rnn.Onnx.Models.Schema;

namespace Rnn.Onnx.Models.Graph;

/// <summary>
/// Takes away nodes whose results nobody reads, and the constants that only they read: a converter gives all results of
/// its module, and the graph keeps those that are used.
/// </summary>
internal static class UnreadNodes
{
    public static void Drop(GraphProto graph)
    {
        var read = graph.Output.Select(output => output.Name).ToHashSet();
        // Nodes stand in the order of their calculation: from the end, every reader of a node is seen before it.
        for (var i = graph.Node.Count - 1; i >= 0; i--)
        {
            var node = graph.Node[i];
            if (node.Output.Any(read.Contains) || IsNote(node))
            {
                Collect(node, read);
            }
            else
            {
                graph.Node.RemoveAt(i);
            }
        }

        var inputs = graph.Input.Select(input => input.Name).ToHashSet();
        foreach (var constant in graph.Initializer.ToArray())
        {
            if (!read.Contains(constant.Name) && !inputs.Contains(constant.Name))
            {
                graph.Initializer.Remove(constant);
            }
        }
    }

    // ML.NET keeps facts about columns in nodes of such names, which no other node reads.
    private static bool IsNote(NodeProto node) => node.Name.StartsWith("mlnet.", StringComparison.Ordinal);

    private static void Collect(NodeProto node, HashSet<string> read)
    {
        read.UnionWith(node.Input);
        foreach (var attribute in node.Attribute.Where(attribute => attribute.G is not null))
        {
            read.UnionWith(attribute.G.Output.Select(output => output.Name));
            foreach (var inner in attribute.G.Node)
            {
                Collect(inner, read);
            }
        }
    }
}
