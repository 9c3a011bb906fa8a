using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp;

// A tensor in a TorchSharp file: element type, number of axes, their lengths, then the elements in row-major order.
public static partial class TensorExtensionMethods
{
    public static void Save(this Tensor tensor, BinaryWriter writer)
    {
        var onCpu = tensor.device_type == DeviceType.CPU ? tensor : tensor.cpu();
        writer.Encode((long)onCpu.dtype);
        writer.Encode(onCpu.dim());
        foreach (var size in onCpu.shape)
            writer.Encode(size);
        writer.Flush();
        onCpu.WriteBytesToStream(writer.BaseStream);
        if (!ReferenceEquals(onCpu, tensor))
            onCpu.Dispose();
    }

    public static void Save(this Tensor tensor, Stream stream)
    {
        using var writer = new BinaryWriter(stream);
        tensor.Save(writer);
    }

    public static void Save(this Tensor tensor, string location)
    {
        using var stream = File.Create(location);
        tensor.Save(stream);
    }

    public static void Load(this Tensor tensor, BinaryReader reader, bool skip = false)
    {
        var (type, shape) = ReadHeader(reader);
        if (type != tensor.dtype)
            throw new ArgumentException(
                "Mismatched tensor data types while loading. "
                    + "Make sure that the model you are loading into is exactly the same as the origin."
            );
        ReadElements(tensor, shape, reader, skip);
    }

    public static Tensor Load(BinaryReader reader, bool skip = false)
    {
        Tensor? tensor = null;
        Load(ref tensor, reader, skip);
        return tensor!;
    }

    public static void Load(ref Tensor? tensor, BinaryReader reader, bool skip = false)
    {
        var (type, shape) = ReadHeader(reader);
        tensor ??= empty(shape, dtype: type);
        ReadElements(tensor, shape, reader, skip);
    }

    private static (ScalarType Type, long[] Shape) ReadHeader(BinaryReader reader)
    {
        var type = (ScalarType)reader.Decode();
        var shape = new long[reader.Decode()];
        for (var i = 0; i < shape.Length; i++)
            shape[i] = reader.Decode();
        return (type, shape);
    }

    private static void ReadElements(Tensor tensor, long[] shape, BinaryReader reader, bool skip)
    {
        if (skip)
        {
            reader.BaseStream.Seek(tensor.NumberOfElements * tensor.ElementSize, SeekOrigin.Current);
            return;
        }
        if (!shape.AsSpan().SequenceEqual(tensor.shape))
            throw new ArgumentException(
                "Mismatched tensor shape while loading. "
                    + "Make sure that the model you are loading into is exactly the same as the origin."
            );
        using var _ = no_grad();
        if (tensor.device_type == DeviceType.CPU)
        {
            tensor.ReadBytesFromStream(reader.BaseStream);
            return;
        }
        using var onCpu = zeros_like(tensor, device: CPU);
        onCpu.ReadBytesFromStream(reader.BaseStream);
        tensor.copy_(onCpu);
    }
}
