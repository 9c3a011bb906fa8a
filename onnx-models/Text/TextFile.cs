using System.Text;

namespace Rnn.Onnx.Models.Text;

/// <summary>
/// Reads texts in UTF-8, strictly: what is no UTF-8 is refused, never replaced. A byte order mark is left out. Lines end with LF
/// or CR LF.
/// </summary>
public static class TextFile
{
    /// <summary>Characters of a line at the most; a longer one is no line but a file of another kind.</summary>
    public const int LongestLine = 1 << 24;

    /// <summary>Bytes of a file at the most that is read as a whole: 512 MiB.</summary>
    public const long LargestWhole = 1L << 29;

    private const int Chunk = 1 << 16;

    /// <summary>The whole text, each line end as one LF.</summary>
    /// <exception cref="InvalidInputException">
    /// The file is missing, can not be read, is larger than <see cref="LargestWhole"/>, or is no UTF-8.
    /// </exception>
    public static string ReadAll(string path)
    {
        var text = new StringBuilder();
        var read = 0L;
        foreach (var piece in Pieces(path))
        {
            read += piece.Length;
            if (read > LargestWhole)
                throw Errors.InvalidInput($"File '{path}': expected at most {LargestWhole} characters, found more.");
            text.Append(piece);
        }
        return text.Replace("\r\n", "\n").ToString();
    }

    /// <summary>The lines without their ends, read as they are asked for; an end behind the last line begins no other one.</summary>
    /// <exception cref="InvalidInputException">
    /// The file is missing, can not be read, has a line longer than <see cref="LongestLine"/>, or is no UTF-8.
    /// </exception>
    public static IEnumerable<string> ReadLines(string path) => Lines(Pieces(path), path);

    /// <summary>The same of a stream, such as standard input; it stays open.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="name">What errors call it.</param>
    /// <exception cref="InvalidInputException">
    /// The stream can not be read, has a line longer than <see cref="LongestLine"/>, or is no UTF-8.
    /// </exception>
    public static IEnumerable<string> ReadLines(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Lines(Pieces(stream, name), name);
    }

    private static IEnumerable<string> Lines(IEnumerable<ReadOnlyMemory<char>> pieces, string path)
    {
        var line = new StringBuilder();
        var number = 1L;
        foreach (var piece in pieces)
        {
            var rest = piece;
            for (int end; (end = rest.Span.IndexOf('\n')) >= 0; rest = rest[(end + 1)..])
            {
                Append(rest[..end]);
                yield return Whole(line);
                number++;
                line.Clear();
            }
            Append(rest);
        }
        if (line.Length > 0)
            yield return line.ToString();

        void Append(ReadOnlyMemory<char> characters)
        {
            if (line.Length + characters.Length > LongestLine)
                throw Errors.InvalidInput(
                    $"File '{path}', line {number}: expected at most {LongestLine} characters, found more."
                );
            line.Append(characters);
        }
    }

    /// <summary>Reads a file once, to know that it is UTF-8; what can be read only once is left to its reader.</summary>
    internal static void RequireUtf8(string path)
    {
        using (var file = Open(path))
        {
            if (!file.CanSeek)
                return;
        }
        foreach (var _ in Pieces(path)) { }
    }

    private static string Whole(StringBuilder line) =>
        line.Length > 0 && line[^1] == '\r' ? line.ToString(0, line.Length - 1) : line.ToString();

    private static IEnumerable<ReadOnlyMemory<char>> Pieces(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var file = Open(path);
        foreach (var piece in Pieces(file, path))
            yield return piece;
    }

    // Each piece holds until the next one is read.
    private static IEnumerable<ReadOnlyMemory<char>> Pieces(Stream file, string path)
    {
        var decoder = new Utf8Decoder(path);
        var (bytes, chars) = (new byte[Chunk], new char[Chunk]);
        var kept = 0;
        bool last;
        do
        {
            var count = Read(file, bytes.AsSpan(kept), path);
            last = count == 0;
            var (consumed, written) = decoder.Decode(bytes.AsSpan(0, kept + count), chars, last);
            bytes.AsSpan(consumed, kept + count - consumed).CopyTo(bytes);
            kept += count - consumed;
            if (written > 0)
                yield return chars.AsMemory(0, written);
        } while (!last);
    }

    private static FileStream Open(string path)
    {
        if (!File.Exists(path))
            throw Errors.InvalidInput($"File '{path}': expected a text file, found none.");
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, e);
        }
    }

    private static int Read(Stream file, Span<byte> bytes, string path)
    {
        try
        {
            return file.Read(bytes);
        }
        catch (IOException e)
        {
            throw Unreadable(path, e);
        }
    }

    private static InvalidInputException Unreadable(string path, Exception e) =>
        Errors.InvalidInput($"File '{path}': expected a file that can be read, found: {e.Message}", e);
}
