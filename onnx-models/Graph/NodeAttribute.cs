using Google.Protobuf;
using Rnn.Onnx.Models.Schema;
using Rnn.Onnx.Models.Tensors;
using AttributeType = Rnn.Onnx.Models.Schema.AttributeProto.Types.AttributeType;

namespace Rnn.Onnx.Models.Graph;

/// <summary>A named constant of a node, such as the axis of a Concat.</summary>
public sealed class NodeAttribute
{
    private NodeAttribute(AttributeProto proto) => Proto = proto;

    internal AttributeProto Proto { get; }

    /// <summary>An integer.</summary>
    public static NodeAttribute Of(string name, long value) =>
        new(
            new AttributeProto
            {
                Name = name,
                Type = AttributeType.Int,
                I = value,
            }
        );

    /// <summary>A number.</summary>
    public static NodeAttribute Of(string name, float value) =>
        new(
            new AttributeProto
            {
                Name = name,
                Type = AttributeType.Float,
                F = value,
            }
        );

    /// <summary>A text.</summary>
    public static NodeAttribute Of(string name, string value) =>
        new(
            new AttributeProto
            {
                Name = name,
                Type = AttributeType.String,
                S = ByteString.CopyFromUtf8(value),
            }
        );

    /// <summary>A list of integers.</summary>
    public static NodeAttribute Of(string name, ReadOnlySpan<long> values) =>
        new(
            new AttributeProto
            {
                Name = name,
                Type = AttributeType.Ints,
                Ints = { values.ToArray() },
            }
        );

    /// <summary>A list of numbers.</summary>
    public static NodeAttribute Of(string name, ReadOnlySpan<float> values) =>
        new(
            new AttributeProto
            {
                Name = name,
                Type = AttributeType.Floats,
                Floats = { values.ToArray() },
            }
        );

    /// <summary>A list of texts.</summary>
    public static NodeAttribute Of(string name, ReadOnlySpan<string> values) =>
        new(
            new AttributeProto
            {
                Name = name,
                Type = AttributeType.Strings,
                Strings = { values.ToArray().Select(ByteString.CopyFromUtf8) },
            }
        );

    /// <summary>A constant tensor; its own name is kept.</summary>
    public static NodeAttribute Of(string name, NamedTensor value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Of(name, TensorData.Create(value));
    }

    internal static NodeAttribute Of(string name, TensorProto value) =>
        new(
            new AttributeProto
            {
                Name = name,
                Type = AttributeType.Tensor,
                T = value,
            }
        );

    /// <summary>The body of a Loop, Scan or If, made by <see cref="GraphBuilder.CreateBody"/> and complete.</summary>
    public static NodeAttribute Of(string name, GraphBuilder body) =>
        new(
            new AttributeProto
            {
                Name = name,
                Type = AttributeType.Graph,
                G = body.ToBody(),
            }
        );
}
