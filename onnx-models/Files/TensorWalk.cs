using Rnn.Onnx.Models.Schema;

namespace Rnn.Onnx.Models.Files;

/// <summary>Every constant tensor of a file, wherever it hides.</summary>
internal static class TensorWalk
{
    public static IEnumerable<TensorProto> All(ModelProto model)
    {
        var graphs = model
            .TrainingInfo.SelectMany(info => new[] { info.Initialization, info.Algorithm })
            .Append(model.Graph)
            .OfType<GraphProto>();
        return graphs
            .SelectMany(InGraph)
            .Concat(model.Functions.SelectMany(function => function.Node).SelectMany(InNode))
            .Concat(model.Functions.SelectMany(function => function.AttributeProto).SelectMany(InAttribute));
    }

    private static IEnumerable<TensorProto> InGraph(GraphProto graph) =>
        graph.Initializer.Concat(graph.SparseInitializer.SelectMany(InSparse)).Concat(graph.Node.SelectMany(InNode));

    private static IEnumerable<TensorProto> InNode(NodeProto node) => node.Attribute.SelectMany(InAttribute);

    private static IEnumerable<TensorProto> InAttribute(AttributeProto attribute) =>
        attribute
            .Tensors.Append(attribute.T)
            .OfType<TensorProto>()
            .Concat(
                attribute.SparseTensors.Append(attribute.SparseTensor).OfType<SparseTensorProto>().SelectMany(InSparse)
            )
            .Concat(attribute.Graphs.Append(attribute.G).OfType<GraphProto>().SelectMany(InGraph));

    private static IEnumerable<TensorProto> InSparse(SparseTensorProto sparse) =>
        new[] { sparse.Values, sparse.Indices }.OfType<TensorProto>();
}
