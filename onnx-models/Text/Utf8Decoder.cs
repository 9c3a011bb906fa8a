using System.Buffers;
using System.Text.Unicode;

namespace Rnn.Onnx.Models.Text;

/// <summary>From the bytes of a file, piece by piece, to characters; what is no UTF-8 is refused with its place.</summary>
/// <param name="path">The file, for messages.</param>
internal sealed class Utf8Decoder(string path)
{
    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    private long line = 1;

    // Bytes of the current line that were decoded.
    private long column;
    private bool begun;

    /// <summary>Decodes what is whole; the byte order mark at the beginning of a file is no character.</summary>
    /// <param name="bytes">What follows the bytes that were consumed.</param>
    /// <param name="chars">As many places as there are bytes.</param>
    /// <param name="last">Whether no more bytes follow.</param>
    /// <returns>Bytes consumed and characters written.</returns>
    /// <exception cref="InvalidInputException">There is a byte 0, or a byte that UTF-8 does not have there.</exception>
    public (int Consumed, int Written) Decode(ReadOnlySpan<byte> bytes, Span<char> chars, bool last)
    {
        var skipped = 0;
        if (!begun)
        {
            if (bytes.Length < Mark.Length && !last)
                return (0, 0);
            begun = true;
            skipped = bytes.StartsWith(Mark) ? Mark.Length : 0;
            bytes = bytes[skipped..];
        }
        var zero = bytes.IndexOf((byte)0);
        var status = Utf8.ToUtf16(
            zero < 0 ? bytes : bytes[..zero],
            chars,
            out var read,
            out var written,
            replaceInvalidSequences: false,
            isFinalBlock: last || zero >= 0
        );
        Count(bytes[..read]);
        if (status == OperationStatus.InvalidData)
            throw Wrong($"byte 0x{bytes[read]:X2}");
        if (zero >= 0)
            throw Wrong($"a byte 0, as in UTF-16 and in binary files");
        return (skipped + read, written);
    }

    private void Count(ReadOnlySpan<byte> bytes)
    {
        line += bytes.Count((byte)'\n');
        var end = bytes.LastIndexOf((byte)'\n');
        column = end < 0 ? column + bytes.Length : bytes.Length - end - 1;
    }

    private InvalidInputException Wrong(FormattableString found) =>
        Errors.InvalidInput(
            $"File '{path}', line {line}, byte {column + 1}: expected text in UTF-8, found {FormattableString.Invariant(found)}."
        );
}
