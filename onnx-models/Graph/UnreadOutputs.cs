using Rnn.Onnx.Models.Schema;

namespace Rnn.Onnx.Models.Graph;

/// <summary>
/// Takes away outputs of recurrent nodes that nobody reads: their outputs are all optional, and a runtime then need not keep
/// every step of a sequence of which only the end is used.
/// </summary>
internal static class UnreadOutputs
{
    public static void Drop(GraphProto graph)
    {
        var read = new HashSet<string>(graph.Output.Select(output => output.Name));
        CollectReads(graph, read);
        foreach (var node in graph.Node.Where(node => node.OpType is "LSTM" or "GRU" or "RNN"))
        {
            for (var i = node.Output.Count - 1; i >= 0; i--)
            {
                if (read.Contains(node.Output[i]))
                {
                    continue;
                }

                if (i == node.Output.Count - 1 && i > 0)
                {
                    node.Output.RemoveAt(i);
                }
                else
                {
                    node.Output[i] = "";
                }
            }
        }
    }

    private static void CollectReads(GraphProto graph, HashSet<string> read)
    {
        foreach (var node in graph.Node)
        {
            read.UnionWith(node.Input);
            foreach (var attribute in node.Attribute.Where(attribute => attribute.G is not null))
            {
                read.UnionWith(attribute.G.Output.Select(output => output.Name));
                CollectReads(attribute.G, read);
            }
        }
    }
}
