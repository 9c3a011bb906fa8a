using Rnn.Onnx.Models.Schema;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Graph;

/// <summary>Puts another form of its constants into a finished graph: names stay, so that every reader finds its value.</summary>
internal sealed class WeightSwap
{
    private readonly HashSet<string> taken = [];
    private readonly List<NodeProto> before = [];

    public WeightSwap(GraphProto graph)
    {
        Graph = graph;
        taken.UnionWith(graph.Input.Select(input => input.Name));
        taken.UnionWith(graph.Initializer.Select(tensor => tensor.Name));
        taken.UnionWith(NodeWalk.All(graph).SelectMany(node => node.Output));
    }

    public GraphProto Graph { get; }

    /// <summary>
    /// The float32 matrices (rank 2 or more) of at least so many elements that are weights: no input's default, no bias or
    /// state of a recurrent operator, which have rank 2 as well, and no ones to sum with.
    /// </summary>
    public IReadOnlyList<TensorProto> Weights(int minimumElements)
    {
        var others = Graph.Input.Concat(Graph.Output).Select(value => value.Name).ToHashSet();
        others.UnionWith(
            NodeWalk
                .All(Graph)
                .Where(node => node.OpType is "LSTM" or "GRU" or "RNN")
                .SelectMany(node => node.Input.Skip(3))
        );
        return
        [
            .. Graph.Initializer.Where(tensor =>
                tensor.DataType == (int)ElementType.Float
                && tensor.Dims.Count >= 2
                && TensorSize.Count(tensor.Dims.ToArray()) >= minimumElements
                && !others.Contains(tensor.Name)
                && !RowSums.AreOnes(tensor.Name)
            ),
        ];
    }

    /// <summary>A name like this one that nothing has, and that is taken from now on.</summary>
    public string NewName(string like)
    {
        var name = like;
        for (var i = 1; !taken.Add(name); i++)
        {
            name = FormattableString.Invariant($"{like}_{i}");
        }

        return name;
    }

    /// <summary>Adds a constant under a new name and gives the name.</summary>
    public string AddInitializer(TensorProto tensor)
    {
        tensor.Name = NewName(tensor.Name);
        Graph.Initializer.Add(tensor);
        return tensor.Name;
    }

    /// <summary>A node with one output, whose name is the node's as well.</summary>
    public static NodeProto Node(
        string op,
        string output,
        IEnumerable<string> inputs,
        params NodeAttribute[] attributes
    )
    {
        var node = new NodeProto
        {
            OpType = op,
            Name = output,
            Output = { output },
        };
        node.Input.Add(inputs);
        node.Attribute.Add(attributes.Select(attribute => attribute.Proto));
        return node;
    }

    /// <summary>Takes a constant away and lets nodes at the beginning of the graph make the value of its name.</summary>
    public void Replace(TensorProto weight, params NodeProto[] nodes)
    {
        Graph.Initializer.Remove(weight);
        before.AddRange(nodes);
    }

    /// <summary>Puts the nodes in front.</summary>
    public void Finish()
    {
        NodeProto[] rest = [.. Graph.Node];
        Graph.Node.Clear();
        Graph.Node.Add(before);
        Graph.Node.Add(rest);
    }
}
