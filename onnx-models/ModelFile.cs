using Google.Protobuf;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Files;
using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Outline;
using Rnn.Onnx.Models.Schema;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models;

/// <summary>
/// An ONNX model in memory, complete: data that stood in other files is inside. Immutable; what changes it gives a new one.
/// </summary>
public sealed class ModelFile
{
    // Programs differ in what they do close to the format's limit of 2 GiB.
    private const long LargestSingleFile = 1_500_000_000;

    private readonly ModelProto proto;

    internal ModelFile(ModelProto proto, string name)
    {
        this.proto = proto;
        Name = name;
        var defaults = proto.Graph.Initializer.Select(tensor => tensor.Name).ToHashSet();
        Inputs = [.. proto.Graph.Input.Where(input => !defaults.Contains(input.Name)).Select(ValueInfos.Read)];
        OptionalInputs = [.. proto.Graph.Input.Where(input => defaults.Contains(input.Name)).Select(ValueInfos.Read)];
        Outputs = [.. proto.Graph.Output.Select(ValueInfos.Read)];
        Metadata = new SortedDictionary<string, string>(
            proto.MetadataProps.DistinctBy(entry => entry.Key).ToDictionary(entry => entry.Key, entry => entry.Value),
            StringComparer.Ordinal
        );
    }

    /// <summary>The path it was opened from, or the name it was given; used in messages.</summary>
    public string Name { get; }

    /// <summary>The inputs that must be fed.</summary>
    public IReadOnlyList<TensorInfo> Inputs { get; }

    /// <summary>The inputs that have a default in the file.</summary>
    public IReadOnlyList<TensorInfo> OptionalInputs { get; }

    /// <summary>What the graph gives.</summary>
    public IReadOnlyList<TensorInfo> Outputs { get; }

    /// <summary>Entries of the file's metadata by key. Of a key that stands there twice, the first counts.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The model's card, or null when the file has none.</summary>
    /// <exception cref="InvalidInputException">There is a card that can not be read.</exception>
    public ModelCard? Card =>
        Metadata.TryGetValue(ModelCard.MetadataKey, out var json) ? ModelCard.FromJson(json, Name) : null;

    /// <summary>Version of the standard operators.</summary>
    public long Opset => proto.OpsetImport.FirstOrDefault(import => import.Domain is "" or "ai.onnx")?.Version ?? 0;

    /// <summary>Version of the file format.</summary>
    public long IrVersion => proto.IrVersion;

    /// <summary>Names of the operators in the graph itself, without those in the bodies of loops; sorted, each once.</summary>
    public IReadOnlyList<string> Operators =>
        [.. proto.Graph.Node.Select(node => node.OpType).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Elements of all constant tensors together, those in the bodies of loops included.</summary>
    public long ConstantElements =>
        TensorWalk.All(proto).Sum(tensor => Math.Max(0, TensorSize.Count([.. tensor.Dims])));

    /// <summary>Whether a node of this operator is anywhere in the graph, in the bodies of loops, too.</summary>
    public bool Uses(string op) => NodeWalk.All(proto.Graph).Any(node => node.OpType == op);

    /// <summary>The texts that a node of this name looks up (its attribute <c>keys_strings</c>), in their order; null where there is no such node.</summary>
    /// <param name="node">The name of the node.</param>
    public IReadOnlyList<string>? LookedUpTexts(string node) =>
        proto
            .Graph.Node.FirstOrDefault(one => one.Name == node)
            ?.Attribute.FirstOrDefault(attribute => attribute.Name == "keys_strings")
            ?.Strings.Select(text => text.ToStringUtf8())
            .ToArray();

    /// <summary>The program that wrote the file and its version, for example "Rnn.Onnx 0.1.0".</summary>
    public string Producer => $"{proto.ProducerName} {proto.ProducerVersion}".Trim();

    /// <summary>The name of the graph.</summary>
    public string GraphName => proto.Graph.Name;

    /// <summary>The text for people about the whole model, or "".</summary>
    public string Description => proto.DocString;

    /// <summary>Opens an ONNX file. Data that it keeps in other files of its own folder is read in.</summary>
    /// <exception cref="InvalidInputException">
    /// The file is missing, empty, truncated, something else than ONNX or over 2 GiB; a tensor has another size than it says,
    /// or its data lies outside the file's folder.
    /// </exception>
    public static ModelFile Open(string path) => ModelReader.Open(path);

    /// <summary>Opens an ONNX file for a runtime, which reads it once more.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bytes">The whole model: the bytes of the file, if it holds all its data.</param>
    /// <exception cref="InvalidInputException">See <see cref="Open(string)"/>.</exception>
    public static ModelFile Open(string path, out byte[] bytes)
    {
        var file = ModelReader.Open(path, out var whole);
        bytes = whole ?? file.ToBytes();
        return file;
    }

    /// <summary>Reads an ONNX file that is in memory. It must hold all its data.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <exception cref="InvalidInputException">See <see cref="Open(string)"/>.</exception>
    public static ModelFile Parse(ReadOnlySpan<byte> bytes, string name) => ModelReader.Parse(bytes, name);

    /// <summary>The whole file; equal models give equal bytes.</summary>
    /// <exception cref="InvalidInputException">It has 2 GiB or more, which no ONNX file can hold.</exception>
    public byte[] ToBytes()
    {
        ModelSize.Require(proto, Name);
        return proto.ToByteArray();
    }

    /// <summary>
    /// Writes the file under a temporary name in the same folder and renames it. A model of more than 1.5 GB keeps its weights
    /// in a second file, "name.onnx.data", in the same folder; the two belong together and move together.
    /// </summary>
    /// <exception cref="InvalidInputException">
    /// The folder does not exist or can not be written, or the model has 2 GiB or more with its weights.
    /// </exception>
    public void Save(string path) => Save(path, LargestSingleFile);

    internal void Save(string path, long largestSingleFile)
    {
        if (ModelSize.Require(proto, path) > largestSingleFile)
        {
            ExternalDataWriter.Save(proto, path);
        }
        else
        {
            AtomicFile.WriteAllBytes(path, ToBytes());
        }
    }

    /// <summary>The same model with an entry of its metadata set.</summary>
    public ModelFile WithMetadata(string key, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(value);
        var copy = proto.Clone();
        var entries = new SortedDictionary<string, string>(
            Metadata.ToDictionary(entry => entry.Key, entry => entry.Value),
            StringComparer.Ordinal
        )
        {
            [key] = value,
        };
        copy.MetadataProps.Clear();
        copy.MetadataProps.Add(entries.Select(e => new StringStringEntryProto { Key = e.Key, Value = e.Value }));
        return new ModelFile(copy, Name);
    }

    /// <summary>The same model with another card.</summary>
    public ModelFile WithCard(ModelCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        return WithMetadata(ModelCard.MetadataKey, card.ToJson());
    }

    /// <summary>A constant of the graph by its name: weights, vocabulary, defaults of inputs.</summary>
    /// <returns>A copy of the tensor, or null when the graph has none of this name or it holds another type than Float, Int64, Int32, Bool and String.</returns>
    public NamedTensor? Initializer(string name) =>
        proto.Graph.Initializer.FirstOrDefault(tensor => tensor.Name == name) is { } found
            ? TensorData.Read(found)
            : null;

    /// <summary>What is wrong with the graph as far as this library can tell, each one sentence; empty when nothing is.</summary>
    public IReadOnlyList<string> Check() => GraphChecker.Check(proto);

    /// <summary>The graph as a tree of its parts, with their weights and what they take.</summary>
    public GraphOutline Outline() => OutlineReader.Read(proto);

    /// <summary>The versions of the operator sets by their domains; the standard one is "ai.onnx".</summary>
    public IReadOnlyDictionary<string, long> OperatorSets =>
        proto
            .OpsetImport.DistinctBy(import => import.Domain)
            .ToDictionary(
                import => import.Domain.Length == 0 ? "ai.onnx" : import.Domain,
                import => import.Version,
                StringComparer.Ordinal
            );

    internal ModelProto Proto => proto;
}
