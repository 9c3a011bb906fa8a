using Rnn.Onnx.Models.Schema;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Graph;

/// <summary>What the checker knows of a value.</summary>
/// <param name="Type">What it holds, or Unknown.</param>
/// <param name="Shape">Its dimensions, -1 for one that is not fixed; null when even the rank is unknown.</param>
/// <param name="Elements">Its elements, when it is an int64 constant.</param>
internal readonly record struct ValueFacts(ElementType Type, long[]? Shape, long[]? Elements = null)
{
    public int? Rank => Shape?.Length;

    // A stranger's file can claim any rank: memory is spent on those only that occur.
    private const int HighestRank = 64;

    public static ValueFacts OfRank(ElementType type, int? rank) =>
        new(type, rank is >= 0 and <= HighestRank ? [.. Enumerable.Repeat(-1L, rank.Value)] : null);

    public static ValueFacts Of(ValueInfoProto value)
    {
        var info = ValueInfos.Read(value);
        var hasShape = value.Type?.TensorType?.Shape is not null;
        return new(info.ElementType, hasShape ? [.. info.Shape.Select(dim => dim.Value ?? -1)] : null);
    }

    public static ValueFacts Of(TensorProto tensor) =>
        new(
            Enum.IsDefined((ElementType)tensor.DataType) ? (ElementType)tensor.DataType : ElementType.Unknown,
            [.. tensor.Dims],
            TensorData.Int64s(tensor)
        );
}

/// <summary>The values that a node can see: those of its own graph so far, and those of the graphs around it.</summary>
internal sealed class ValueScope(ValueScope? outer)
{
    private readonly Dictionary<string, ValueFacts> facts = [];

    public bool HasOwn(string name) => facts.ContainsKey(name);

    public bool Knows(string name) => facts.ContainsKey(name) || (outer?.Knows(name) ?? false);

    public ValueFacts this[string name]
    {
        get => facts.TryGetValue(name, out var found) ? found : outer?[name] ?? default;
        set => facts[name] = value;
    }
}
