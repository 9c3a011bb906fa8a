using Google.Protobuf.Collections;
using Rnn.Onnx.Models.Schema;

namespace Rnn.Onnx.Models.Graph;

/// <summary>Completes a graph: its outputs get their public names without spending nodes on it, and unread outputs go.</summary>
internal static class GraphFinisher
{
    /// <summary>
    /// A copy of the graph in which each value that is an output carries the output's name. A value that can not be renamed
    /// (an input, an initializer, a captured value, one that already is another output) gets an Identity node.
    /// </summary>
    public static GraphProto Finish(GraphProto original, IEnumerable<(string Output, string Value)> outputs)
    {
        var graph = original.Clone();
        var made = graph.Node.SelectMany(node => node.Output).ToHashSet();
        var renamed = new Dictionary<string, string>();
        var copies = new List<NodeProto>();
        foreach (var (output, value) in outputs)
        {
            if (made.Contains(value) && renamed.TryAdd(value, output))
            {
                continue;
            }

            var source = renamed.GetValueOrDefault(value, value);
            if (output != source)
            {
                copies.Add(
                    new NodeProto
                    {
                        OpType = "Identity",
                        Name = output,
                        Input = { source },
                        Output = { output },
                    }
                );
            }
        }

        Rename(graph, renamed);
        graph.Node.Add(copies);
        UnreadNodes.Drop(graph);
        UnreadOutputs.Drop(graph);
        return graph;
    }

    private static void Rename(GraphProto graph, Dictionary<string, string> renamed)
    {
        foreach (var node in graph.Node)
        {
            Replace(node.Input, renamed);
            Replace(node.Output, renamed);
            foreach (var attribute in node.Attribute.Where(attribute => attribute.G is not null))
            {
                Rename(attribute.G, renamed);
            }
        }
    }

    private static void Replace(RepeatedField<string> list, Dictionary<string, string> renamed)
    {
        for (var i = 0; i < list.Count; i++)
        {
            list[i] = renamed.GetValueOrDefault(list[i], list[i]);
        }
    }
}
