using Rnn.Onnx.Models.Schema;

namespace Rnn.Onnx.Models.Graph;

/// <summary>Every node of a graph, those in the bodies of loops and branches included.</summary>
internal static class NodeWalk
{
    public static IEnumerable<NodeProto> All(GraphProto graph) =>
        graph.Node.SelectMany(node =>
            node.Attribute.Where(attribute => attribute.G is not null)
                .SelectMany(attribute => All(attribute.G))
                .Prepend(node)
        );
}
