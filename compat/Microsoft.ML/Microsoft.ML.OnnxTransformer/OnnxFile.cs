namespace Microsoft.ML.Transforms.Onnx;

/// <summary>
/// What the transformer needs of a model file beside what the session tells: the declared shapes with their rank, the
/// types of the initializers, and the slot names that are hidden in named nodes.
/// </summary>
internal sealed class OnnxFile
{
    public Dictionary<string, OnnxValueType> Inputs { get; } = [];

    public Dictionary<string, OnnxValueType> Outputs { get; } = [];

    public List<int> InitializerTypes { get; } = [];

    /// <summary>By the name of a node: its attribute <c>keys_strings</c>.</summary>
    public Dictionary<string, string[]> KeysOfNodes { get; } = [];

    public static OnnxFile Read(string path)
    {
        var file = new OnnxFile();
        foreach (var (field, graph) in ProtobufReader.Messages(File.ReadAllBytes(path)))
        {
            if (field == 7)
                file.ReadGraph(graph);
        }
        return file;
    }

    private void ReadGraph(ReadOnlyMemory<byte> graph)
    {
        foreach (var (field, content) in ProtobufReader.Messages(graph))
        {
            switch (field)
            {
                case 1:
                    ReadNode(content);
                    break;
                case 5:
                    InitializerTypes.Add(ProtobufReader.Number(content, 2));
                    break;
                case 11:
                    Inputs[ProtobufReader.Text(content, 1)] = OnnxValueType.Read(ProtobufReader.Message(content, 2));
                    break;
                case 12:
                    Outputs[ProtobufReader.Text(content, 1)] = OnnxValueType.Read(ProtobufReader.Message(content, 2));
                    break;
            }
        }
    }

    private void ReadNode(ReadOnlyMemory<byte> node)
    {
        foreach (var (field, attribute) in ProtobufReader.Messages(node))
        {
            if (field == 5 && ProtobufReader.Text(attribute, 1) == "keys_strings")
                KeysOfNodes.TryAdd(ProtobufReader.Text(node, 3), ProtobufReader.Texts(attribute, 9));
        }
    }
}

/// <summary>The declared type of an input or output.</summary>
/// <param name="Dimensions">0 for one that is not a number; null when there is no shape at all.</param>
internal sealed record OnnxValueType(bool IsTensor, int ElementType, int[] Dimensions)
{
    public static OnnxValueType Read(ReadOnlyMemory<byte> type)
    {
        foreach (var (field, tensor) in ProtobufReader.Messages(type))
        {
            if (field == 1)
                return new OnnxValueType(true, ProtobufReader.Number(tensor, 1), Shape(tensor));
        }
        return new OnnxValueType(false, 0, null);
    }

    private static int[] Shape(ReadOnlyMemory<byte> tensor)
    {
        foreach (var (field, shape) in ProtobufReader.Messages(tensor))
        {
            if (field == 2)
                return ProtobufReader
                    .Messages(shape)
                    .Where(dimension => dimension.Field == 1)
                    .Select(dimension => Math.Max(0, ProtobufReader.Number(dimension.Content, 1)))
                    .ToArray();
        }
        return null;
    }
}
