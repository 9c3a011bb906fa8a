using System.Text;

namespace Rnn.Onnx.Models.Series;

/// <summary>Refuses files that are no text before anything is read from them: their first line would be a riddle.</summary>
internal static class TextCheck
{
    private const int Chunk = 1 << 16;

    /// <summary>Reads the file once, as UTF-8; what can be read only once is left to its reader.</summary>
    /// <exception cref="InvalidInputException">There is a byte 0, or a byte that UTF-8 does not have there.</exception>
    public static void RequireUtf8(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        if (!file.CanSeek)
            return;
        var decoder = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetDecoder();
        var bytes = new byte[Chunk];
        var chars = new char[Chunk + 1];
        var line = 1L;
        int count;
        do
        {
            count = file.Read(bytes);
            var chunk = bytes.AsSpan(0, count);
            if (chunk.IndexOf((byte)0) is >= 0 and var zero)
                throw Wrong(
                    path,
                    line + chunk[..zero].Count((byte)'\n'),
                    "a byte 0, as in UTF-16 and in binary files",
                    null
                );
            try
            {
                decoder.GetChars(chunk, chars, flush: count == 0);
            }
            catch (DecoderFallbackException e)
            {
                // The index is below 0 where a character began in the chunk before.
                var lines = chunk[..Math.Clamp(e.Index, 0, count)].Count((byte)'\n');
                throw Wrong(path, line + lines, "bytes of another encoding", e);
            }
            line += chunk.Count((byte)'\n');
        } while (count > 0);
    }

    private static InvalidInputException Wrong(string path, long line, string found, Exception? inner) =>
        Errors.InvalidInput($"File '{path}', line {line}: expected text in UTF-8, found {found}.", inner);
}
