namespace Rnn.Onnx.Models.Tensors;

/// <summary>An input or output of a graph.</summary>
/// <param name="Name">The name by which it is fed or fetched.</param>
/// <param name="ElementType">What it holds.</param>
/// <param name="Shape">Its dimensions; empty for a scalar and for a value whose shape the file does not tell.</param>
public sealed record TensorInfo(string Name, ElementType ElementType, IReadOnlyList<Dim> Shape)
{
    /// <summary>For example <c>values: Float [batch, time, 1]</c>.</summary>
    public override string ToString() => $"{Name}: {ElementType} [{string.Join(", ", Shape)}]";
}
