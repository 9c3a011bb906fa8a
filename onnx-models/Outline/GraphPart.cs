using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Outline;

/// <summary>A part of a graph that owns weights, a vocabulary or a body: what a person calls a layer.</summary>
/// <param name="Name">What its weights have in common, as <c>encoder.0</c>; else the node's name.</param>
/// <param name="Operator">The operator, with its domain where that is not the standard one.</param>
/// <param name="What">What it makes of what, as "LSTM, 13 to 32 in both directions".</param>
public sealed record GraphPart(string Name, string Operator, string What)
{
    /// <summary>The tensors it owns: those that no part before it has.</summary>
    public IReadOnlyList<PartTensor> Tensors { get; init; } = [];

    /// <summary>Names of tensors that it reads and an earlier part owns, as tied weights do.</summary>
    public IReadOnlyList<string> Shared { get; init; } = [];

    /// <summary>The parts of its bodies, where it is a loop or a branch.</summary>
    public IReadOnlyList<GraphPart> Parts { get; init; } = [];

    /// <summary>Nodes in its bodies that are no parts, by operator, the most frequent first.</summary>
    public IReadOnlyList<OperatorCount> Others { get; init; } = [];

    /// <summary>Numbers that were learned: elements of its floating-point tensors, quantized ones included; not those of its parts.</summary>
    public long Parameters => Tensors.Where(tensor => tensor.IsLearned).Sum(tensor => tensor.Elements);

    /// <summary>Bytes of its tensors and texts, without those of its parts.</summary>
    public long Bytes => Tensors.Sum(tensor => tensor.Bytes);
}

/// <summary>A tensor, or a list of texts, that a part owns.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="ElementType">What it holds.</param>
/// <param name="Shape">Its sizes.</param>
/// <param name="Bytes">What it takes in the file.</param>
public sealed record PartTensor(string Name, ElementType ElementType, IReadOnlyList<long> Shape, long Bytes)
{
    /// <summary>Numbers or texts in it.</summary>
    public long Elements => Shape.Aggregate(1L, (product, size) => product * size);

    internal bool IsLearned { get; init; }
}

/// <summary>How often an operator stands somewhere.</summary>
/// <param name="Operator">The operator.</param>
/// <param name="Nodes">How many nodes.</param>
public sealed record OperatorCount(string Operator, int Nodes);

/// <summary>A graph as a tree of its parts.</summary>
/// <param name="Parts">In the order in which they run.</param>
/// <param name="Others">Nodes beside them, by operator, the most frequent first.</param>
/// <param name="Nodes">All nodes, those in bodies included.</param>
/// <param name="RestBytes">What the file takes beside the parts' tensors and the metadata: nodes, names and small constants.</param>
/// <param name="MetadataBytes">What the metadata take, the card among them.</param>
public sealed record GraphOutline(
    IReadOnlyList<GraphPart> Parts,
    IReadOnlyList<OperatorCount> Others,
    int Nodes,
    long RestBytes,
    long MetadataBytes
)
{
    /// <summary>Parts with those in the bodies of loops and branches, from the top.</summary>
    public IEnumerable<GraphPart> All => Parts.SelectMany(Tree);

    /// <summary>Learned numbers of all parts.</summary>
    public long Parameters => All.Sum(part => part.Parameters);

    private static IEnumerable<GraphPart> Tree(GraphPart part) => part.Parts.SelectMany(Tree).Prepend(part);
}
