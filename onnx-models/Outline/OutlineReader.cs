using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Schema;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Outline;

/// <summary>Finds the parts of any graph, ours or a stranger's.</summary>
internal sealed class OutlineReader
{
    // Constants of fewer elements are sizes, axes and factors.
    private const long Least = 2;

    // Between a weight and the node that multiplies by it: nothing is learned there.
    private static readonly HashSet<string> Passing = new(StringComparer.Ordinal)
    {
        "Transpose",
        "Cast",
        "Identity",
        "Reshape",
        "Squeeze",
        "Unsqueeze",
        "DequantizeLinear",
    };

    private readonly Dictionary<string, TensorProto> tensors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NodeProto> makers = new(StringComparer.Ordinal);
    private readonly HashSet<string> owned = new(StringComparer.Ordinal);

    /// <summary>The parts of a model.</summary>
    public static GraphOutline Read(ModelProto model)
    {
        var reader = new OutlineReader();
        var (parts, others) = reader.Parts(model.Graph);
        var metadata = model.MetadataProps.Sum(entry => (long)entry.CalculateSize());
        var outline = new GraphOutline(parts, others, NodeWalk.All(model.Graph).Count(), 0, metadata);
        var rest = model.CalculateSize() - metadata - outline.All.Sum(part => part.Bytes);
        return outline with { RestBytes = rest };
    }

    private (List<GraphPart> Parts, IReadOnlyList<OperatorCount> Others) Parts(GraphProto graph)
    {
        foreach (var tensor in graph.Initializer)
            tensors[tensor.Name] = tensor;
        // What has a default may be fed: it is an input, no weight.
        foreach (var input in graph.Input)
            tensors.Remove(input.Name);
        foreach (var node in graph.Node)
        {
            foreach (var output in node.Output)
                makers[output] = node;
            if (node.OpType == "Constant" && node.Attribute.FirstOrDefault(a => a.T is not null) is { } value)
                tensors[node.Output[0]] = value.T;
        }
        var parts = new List<GraphPart>();
        var others = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var node in graph.Node)
        {
            if (Part(node) is { } part)
                Add(parts, part, node);
            else if (node.OpType != "Constant")
                others[Key(node)] = others.GetValueOrDefault(Key(node)) + 1;
        }
        return (parts, Counts(others));
    }

    // The sum with a vector behind a product is that layer's bias.
    private void Add(List<GraphPart> parts, GraphPart part, NodeProto node)
    {
        var isBias = part is { Operator: "Add", Tensors: [{ Shape.Count: 1 }] };
        if (isBias && parts.Count > 0 && parts[^1].Operator == "MatMul" && node.Input.Any(IsProduct))
            parts[^1] = parts[^1] with
            {
                Name = parts[^1].Tensors.Count == 0 ? part.Name : parts[^1].Name,
                Tensors = [.. parts[^1].Tensors, .. part.Tensors],
            };
        else
            parts.Add(part);

        bool IsProduct(string input) => makers.TryGetValue(input, out var maker) && maker.OpType == "MatMul";
    }

    private GraphPart? Part(NodeProto node)
    {
        if (Passing.Contains(node.OpType))
            return null;
        var weights = node.Input.SelectMany(Weights).DistinctBy(weight => weight.Name).ToArray();
        var mine = weights.Where(weight => owned.Add(weight.Name)).ToArray();
        PartTensor[] all = [.. mine.Select(weight => Tensor(weight.Name, weight.Proto)), .. Texts(node)];
        var bodies = node.Attribute.Where(attribute => attribute.G is not null).Select(a => a.G).ToArray();
        string[] shared =
        [
            .. weights.Except(mine).Where(weight => weight.Proto.Dims.Count >= 2).Select(weight => weight.Name),
        ];
        if (
            bodies.Length == 0
            && !all.Any(tensor => tensor.Elements >= Least && tensor.IsLearned)
            && Texts(node).Length == 0
            && shared.Length == 0
        )
        {
            owned.ExceptWith(mine.Select(weight => weight.Name));
            return null;
        }
        var parts = new List<GraphPart>();
        var others = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var body in bodies)
        {
            var (inner, counts) = Parts(body);
            parts.AddRange(inner);
            foreach (var count in counts)
                others[count.Operator] = others.GetValueOrDefault(count.Operator) + count.Nodes;
        }
        return new GraphPart(PartNames.Of(node, all), Key(node), PartNames.Describe(node, Shapes(node)))
        {
            Tensors = all,
            Shared = shared,
            Parts = parts,
            Others = Counts(others),
        };
    }

    // Tensors of the file behind an input, through what only turns them round.
    private IEnumerable<(string Name, TensorProto Proto)> Weights(string input)
    {
        if (tensors.TryGetValue(input, out var tensor))
            return Size(tensor) >= Least || tensor.Dims.Count > 0 ? [(input, tensor)] : [];
        return makers.TryGetValue(input, out var maker) && Passing.Contains(maker.OpType)
            ? maker.OpType == "DequantizeLinear"
                ? maker.Input.SelectMany(Weights)
                : maker.Input.Take(1).SelectMany(Weights)
            : [];
    }

    // The sizes of what an input brings: of a matrix that is turned round, those behind the turn.
    private long[][] Shapes(NodeProto node) => [.. node.Input.Select(Shape)];

    private long[] Shape(string input)
    {
        if (tensors.TryGetValue(input, out var tensor))
            return [.. tensor.Dims];
        if (!makers.TryGetValue(input, out var maker) || !Passing.Contains(maker.OpType))
            return [];
        var shape = Shape(maker.Input[0]);
        return maker.OpType == "Transpose" ? [.. shape.Reverse()] : shape;
    }

    private static PartTensor Tensor(string name, TensorProto tensor)
    {
        var type = (ElementType)tensor.DataType;
        // Eight bits are weights; whole numbers of more are positions and tables.
        var learned = type is not (ElementType.Int64 or ElementType.Int32 or ElementType.Bool or ElementType.String);
        return new PartTensor(
            name,
            Enum.IsDefined(type) ? type : ElementType.Unknown,
            [.. tensor.Dims],
            tensor.CalculateSize()
        )
        {
            IsLearned = learned,
        };
    }

    // The words that a node looks up.
    private static PartTensor[] Texts(NodeProto node) =>
        [
            .. node
                .Attribute.Where(attribute => attribute.Strings.Count >= Least)
                .Select(attribute => new PartTensor(
                    attribute.Name,
                    ElementType.String,
                    [attribute.Strings.Count],
                    attribute.CalculateSize()
                )),
        ];

    private static OperatorCount[] Counts(Dictionary<string, int> others) =>
        [
            .. others
                .OrderByDescending(other => other.Value)
                .ThenBy(other => other.Key, StringComparer.Ordinal)
                .Select(other => new OperatorCount(other.Key, other.Value)),
        ];

    private static long Size(TensorProto tensor) => tensor.Dims.Aggregate(1L, (product, size) => product * size);

    private static string Key(NodeProto node) =>
        node.Domain is "" or "ai.onnx" ? node.OpType : $"{node.Domain}.{node.OpType}";
}
