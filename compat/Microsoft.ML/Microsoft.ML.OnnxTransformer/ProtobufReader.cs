using System.Text;

namespace Microsoft.ML.Transforms.Onnx;

/// <summary>The wire format of protocol buffers, read field by field: enough for a few fields of an ONNX file.</summary>
internal static class ProtobufReader
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int LengthDelimited = 2;
    private const int Fixed32 = 5;

    /// <summary>The fields that are messages, texts or bytes, in their order.</summary>
    public static IEnumerable<(int Field, ReadOnlyMemory<byte> Content)> Messages(ReadOnlyMemory<byte> message) =>
        Fields(message).Where(field => field.Wire == LengthDelimited).Select(field => (field.Number, field.Content));

    /// <summary>The last value of a number field, or 0.</summary>
    public static int Number(ReadOnlyMemory<byte> message, int number)
    {
        var value = Fields(message).LastOrDefault(field => field.Number == number && field.Wire == Varint).Value;
        return checked((int)(long)value);
    }

    /// <summary>The last value of a text field, or an empty text.</summary>
    public static string Text(ReadOnlyMemory<byte> message, int number) => Texts(message, number).LastOrDefault() ?? "";

    public static string[] Texts(ReadOnlyMemory<byte> message, int number) =>
        Messages(message)
            .Where(field => field.Field == number)
            .Select(field => Encoding.UTF8.GetString(field.Content.Span))
            .ToArray();

    public static ReadOnlyMemory<byte> Message(ReadOnlyMemory<byte> message, int number) =>
        Messages(message).LastOrDefault(field => field.Field == number).Content;

    private static IEnumerable<(int Number, int Wire, ulong Value, ReadOnlyMemory<byte> Content)> Fields(
        ReadOnlyMemory<byte> message
    )
    {
        var position = 0;
        while (position < message.Length)
        {
            var tag = ReadVarint(message, ref position);
            var (number, wire) = ((int)(tag >> 3), (int)(tag & 7));
            switch (wire)
            {
                case Varint:
                    yield return (number, wire, ReadVarint(message, ref position), default);
                    break;
                case Fixed64:
                    Skip(message, ref position, 8);
                    break;
                case Fixed32:
                    Skip(message, ref position, 4);
                    break;
                case LengthDelimited:
                    var length = ReadVarint(message, ref position);
                    var start = position;
                    Skip(message, ref position, length);
                    yield return (number, wire, 0, message[start..position]);
                    break;
                default:
                    throw new FormatException($"Not an ONNX file: field {number} has the unknown wire type {wire}");
            }
        }
    }

    private static void Skip(ReadOnlyMemory<byte> message, ref int position, ulong length)
    {
        if (length > (ulong)(message.Length - position))
            throw new FormatException("Not an ONNX file, or one that was cut off");
        position += (int)length;
    }

    private static ulong ReadVarint(ReadOnlyMemory<byte> message, ref int position)
    {
        ulong value = 0;
        for (var shift = 0; shift < 64 && position < message.Length; shift += 7)
        {
            var part = message.Span[position++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }
        throw new FormatException("Not an ONNX file, or one that was cut off");
    }
}
