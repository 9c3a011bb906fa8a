namespace TorchSharp.Utils;

/// <summary>Whole numbers in TorchSharp's files: seven bits a byte, lowest first, the high bit says "more".</summary>
internal static class Leb128
{
    internal static void Encode(this BinaryWriter writer, long value)
    {
        if (value < 0)
            throw new NotSupportedException("LEB128 encoding of negative numbers");
        writer.Write7BitEncodedInt64(value);
    }

    internal static long Decode(this BinaryReader reader) => reader.Read7BitEncodedInt64();
}
