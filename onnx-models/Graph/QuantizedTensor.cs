using System.Runtime.InteropServices;
using Google.Protobuf;
using Rnn.Onnx.Models.Schema;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Graph;

/// <summary>
/// A float tensor in 8 bits: q = round(w / scale), with one scale for all elements that share the indices along some axes, so
/// that the largest of them becomes ±127. The error of a weight is at most half its scale.
/// </summary>
internal sealed class QuantizedTensor
{
    private readonly sbyte[] values;
    private readonly float[] scales;
    private readonly long[] shape;
    private readonly long[] scaleShape;

    /// <param name="weights">The elements.</param>
    /// <param name="shape">Their shape, of rank 2 or more.</param>
    /// <param name="lastAxis">Whether there is one scale a column (the last axis), and not one a row (all axes but the last).</param>
    public QuantizedTensor(ReadOnlySpan<float> weights, long[] shape, bool lastAxis)
    {
        this.shape = shape;
        var columns = (int)shape[^1];
        scaleShape = lastAxis ? [columns] : [.. shape[..^1], 1];
        scales = new float[lastAxis ? columns : weights.Length / columns];
        for (var i = 0; i < weights.Length; i++)
        {
            ref var scale = ref scales[lastAxis ? i % columns : i / columns];
            scale = Math.Max(scale, Math.Abs(weights[i]) / 127); // NaN stays
        }

        values = new sbyte[weights.Length];
        for (var i = 0; i < weights.Length; i++)
        {
            var scale = scales[lastAxis ? i % columns : i / columns];
            values[i] = scale > 0 ? (sbyte)Math.Clamp(MathF.Round(weights[i] / scale), -127, 127) : (sbyte)0;
        }
    }

    /// <summary>Elements that share a scale.</summary>
    public long ElementsAScale => values.Length / Math.Max(1, scales.Length);

    public bool IsFinite => scales.All(float.IsFinite);

    /// <summary>int8, with zero at 0.</summary>
    public TensorProto Signed(string name) =>
        Proto(name, ElementType.Int8, shape, ByteString.CopyFrom(MemoryMarshal.AsBytes<sbyte>(values)));

    /// <summary>uint8, with zero at 128.</summary>
    public TensorProto Unsigned(string name) =>
        Proto(
            name,
            ElementType.UInt8,
            shape,
            ByteString.CopyFrom(Array.ConvertAll(values, value => (byte)(value + 128)))
        );

    /// <summary>The scales, float, in a shape that multiplies with the values by broadcasting.</summary>
    public TensorProto Scales(string name) =>
        Proto(name, ElementType.Float, scaleShape, ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(scales)));

    private static TensorProto Proto(string name, ElementType type, long[] shape, ByteString data) =>
        new()
        {
            Name = name,
            DataType = (int)type,
            Dims = { shape },
            RawData = data,
        };
}
