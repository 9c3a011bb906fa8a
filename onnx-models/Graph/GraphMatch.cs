using Google.Protobuf.Collections;
using Rnn.Onnx.Models.Files;
using Rnn.Onnx.Models.Schema;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Graph;

/// <summary>
/// Lays two graphs over each other that may differ in the values of their float constants only: what a constant of the one
/// means, it then means in the other.
/// </summary>
/// <remarks>
/// Constants belong together where the same input of the same node reads them, not by their names: equal weights are stored
/// once (<see cref="GraphBuilder.AddShared"/>), which gives the others other numbers behind their names.
/// </remarks>
public sealed class GraphMatch
{
    private readonly Dictionary<string, TensorProto> expected;
    private readonly Dictionary<string, TensorProto> found;
    private readonly Dictionary<string, string> pairs = new(StringComparer.Ordinal);
    private readonly string file;

    private GraphMatch(ModelFile expected, ModelFile found)
    {
        file = found.Name;
        this.expected = Constants(expected.Proto);
        this.found = Constants(found.Proto);
    }

    /// <summary>Pairs the float constants of two graphs and checks that all else is equal.</summary>
    /// <param name="expected">The graph that is known.</param>
    /// <param name="found">The graph in question, perhaps from a stranger.</param>
    /// <returns>Each float constant of <paramref name="expected"/> with that of <paramref name="found"/>, copied one by one.</returns>
    /// <exception cref="InvalidInputException">
    /// The graphs differ in something else: nodes, inputs, outputs, shapes, other constants, versions, or weights that are not float32.
    /// </exception>
    public static IEnumerable<ConstantPair> Floats(ModelFile expected, ModelFile found)
    {
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentNullException.ThrowIfNull(found);
        var match = new GraphMatch(expected, found);
        match.Files(expected.Proto, found.Proto);
        return match
            .pairs.Select(pair => (Expected: match.expected[pair.Key], Found: match.found[pair.Value]))
            .Where(pair => pair.Expected.DataType == (int)ElementType.Float)
            .Select(pair => new ConstantPair(TensorData.Read(pair.Expected)!, TensorData.Read(pair.Found)!));
    }

    private void Files(ModelProto one, ModelProto other)
    {
        if (TensorWalk.All(other).FirstOrDefault(IsCompressed) is { } compressed)
        {
            throw Refuse(
                "weights in float32, as they were exported",
                $"'{compressed.Name}' in {(ElementType)compressed.DataType}"
            );
        }

        Equal("operator sets", Versions(one), Versions(other));
        Equal("functions", 0, other.Functions.Count);
        Graphs(one.Graph, other.Graph);
        Equal("constants that its nodes read", pairs.Values.Distinct().Count(), found.Count);
    }

    private void Graphs(GraphProto one, GraphProto other)
    {
        Equal("sparse constants", 0, other.SparseInitializer.Count);
        Equal("inputs", Text(one.Input), Text(other.Input));
        foreach (var optional in one.Input.Where(input => expected.ContainsKey(input.Name)))
        {
            Values(one.Name, optional.Name, optional.Name);
        }

        Equal("outputs", Text(one.Output), Text(other.Output));
        Equal($"nodes of '{one.Name}'", one.Node.Count, other.Node.Count);
        for (var i = 0; i < one.Node.Count; i++)
        {
            Nodes(one.Node[i], other.Node[i]);
        }
    }

    private void Nodes(NodeProto one, NodeProto other)
    {
        Equal($"operator of node '{one.Name}'", Operator(one), Operator(other));
        Equal($"outputs of node '{one.Name}'", string.Join(", ", one.Output), string.Join(", ", other.Output));
        Equal($"inputs of node '{one.Name}'", one.Input.Count, other.Input.Count);
        for (var i = 0; i < one.Input.Count; i++)
        {
            Values(one.Name, one.Input[i], other.Input[i]);
        }

        Equal($"attributes of node '{one.Name}'", Names(one), Names(other));
        foreach (var (mine, theirs) in one.Attribute.Zip(other.Attribute))
        {
            if (mine.G is not null && theirs.G is not null)
            {
                Graphs(mine.G, theirs.G);
            }
            else if (!mine.Equals(theirs))
            {
                throw Refuse($"attribute '{mine.Name}' of node '{one.Name}' as it was exported", "another value");
            }
        }
    }

    private void Values(string node, string one, string other)
    {
        var isConstant = expected.TryGetValue(one, out var mine);
        if (!isConstant || !found.TryGetValue(other, out var theirs))
        {
            Equal($"inputs of node '{node}'", isConstant ? $"the constant '{one}'" : $"'{one}'", $"'{other}'");
        }
        else if (!pairs.TryGetValue(one, out var known))
        {
            Equal($"constant '{other}'", Text(mine!), Text(theirs));
            if (mine!.DataType != (int)ElementType.Float && !SameElements(mine, theirs))
            {
                throw Refuse($"constant '{other}' as it was exported", "other elements");
            }

            pairs.Add(one, other);
        }
        else
        {
            Equal($"inputs of node '{node}'", $"'{known}'", $"'{other}'");
        }
    }

    private void Equal<T>(string what, T one, T other)
    {
        if (!EqualityComparer<T>.Default.Equals(one, other))
        {
            throw Refuse($"{what}: {one}", $"{other}");
        }
    }

    private InvalidInputException Refuse(string wanted, string instead) =>
        Errors.InvalidInput($"'{file}' can not be read back: expected {wanted}, found {instead}.");

    // With those of bodies, which could hide an outer one of the same name.
    private Dictionary<string, TensorProto> Constants(ModelProto model)
    {
        var all = new Dictionary<string, TensorProto>(StringComparer.Ordinal);
        Collect(model.Graph);
        return all;

        void Collect(GraphProto graph)
        {
            foreach (var tensor in graph.Initializer)
            {
                if (!all.TryAdd(tensor.Name, tensor))
                {
                    throw Refuse("constants with names of their own", $"two named '{tensor.Name}'");
                }
            }

            foreach (var body in graph.Node.SelectMany(node => node.Attribute).Select(a => a.G).OfType<GraphProto>())
            {
                Collect(body);
            }
        }
    }

    private static bool IsCompressed(TensorProto tensor) =>
        (TensorProto.Types.DataType)tensor.DataType
            is TensorProto.Types.DataType.Float16
                or TensorProto.Types.DataType.Bfloat16
                or TensorProto.Types.DataType.Int8
                or TensorProto.Types.DataType.Uint8;

    private static bool SameElements(TensorProto one, TensorProto other)
    {
        var renamed = other.Clone();
        renamed.Name = one.Name;
        return one.Equals(renamed);
    }

    private static string Versions(ModelProto model) =>
        string.Join(", ", model.OpsetImport.Select(import => $"'{import.Domain}' {import.Version}"));

    private static string Text(RepeatedField<ValueInfoProto> values) =>
        string.Join(", ", values.Select(ValueInfos.Read));

    private static string Text(TensorProto tensor) =>
        $"{(ElementType)tensor.DataType} [{TensorSize.Text([.. tensor.Dims])}]";

    private static string Operator(NodeProto node) =>
        node.Domain.Length == 0 ? node.OpType : $"{node.Domain}.{node.OpType}";

    private static string Names(NodeProto node) => string.Join(", ", node.Attribute.Select(a => a.Name));
}
