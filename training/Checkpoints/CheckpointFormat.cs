using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using Rnn.Onnx.Models;

namespace Rnn.Onnx.Training.Checkpoints;

/// <summary>
/// The file: "rnn-checkpoint" and a new line, the version and the header's length (uint32, little-endian), the header as
/// JSON, the SHA-256 of all of these, then the parts one behind the other. Nothing is read that a hash does not vouch for,
/// and no more is allocated than the file is long.
/// </summary>
internal static class CheckpointFormat
{
    /// <summary>Version that is written, and the only one that is read.</summary>
    public const uint Version = 1;

    private const int LengthBytes = 8;

    private static ReadOnlySpan<byte> Magic => "rnn-checkpoint\n"u8;

    private static int Start => Magic.Length + LengthBytes;

    /// <summary>The whole file; the header's list of parts is made here.</summary>
    public static byte[] Write(CheckpointHeader header, IReadOnlyList<(string Name, byte[] Content)> parts)
    {
        var listed = header with
        {
            Parts = [.. parts.Select(p => new CheckpointPart(p.Name, p.Content.LongLength, Hash(p.Content)))],
        };
        var json = JsonSerializer.SerializeToUtf8Bytes(listed, CheckpointJson.Default.CheckpointHeader);
        using var file = new MemoryStream();
        file.Write(Magic);
        Span<byte> numbers = stackalloc byte[LengthBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(numbers, Version);
        BinaryPrimitives.WriteUInt32LittleEndian(numbers[4..], (uint)json.Length);
        file.Write(numbers);
        file.Write(json);
        file.Write(SHA256.HashData(file.GetBuffer().AsSpan(0, (int)file.Length)));
        foreach (var (_, content) in parts)
            file.Write(content);
        return file.ToArray();
    }

    /// <summary>Header and parts of a file.</summary>
    /// <exception cref="InvalidInputException">The file is foreign, of another version, cut short or damaged.</exception>
    public static (CheckpointHeader Header, Dictionary<string, ReadOnlyMemory<byte>> Parts) Read(
        ReadOnlyMemory<byte> file,
        string path
    )
    {
        var bytes = file.Span;
        if (bytes.Length < Start || !bytes.StartsWith(Magic))
            throw Wrong(path, $"expected a file that begins as checkpoints do, found another one");
        var version = BinaryPrimitives.ReadUInt32LittleEndian(bytes[Magic.Length..]);
        if (version != Version)
            throw Wrong(path, $"expected format version {Version}, found {version}");
        var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(Magic.Length + 4)..]);
        if (length > bytes.Length - Start - SHA256.HashSizeInBytes)
            throw Wrong(path, $"expected a header of {length} bytes, found a file of {bytes.Length} bytes in all");
        var end = Start + (int)length;
        if (!SHA256.HashData(bytes[..end]).AsSpan().SequenceEqual(bytes.Slice(end, SHA256.HashSizeInBytes)))
            throw Wrong(path, $"expected the header's own SHA-256, found another: the file is damaged");

        var header = ReadHeader(bytes[Start..end], path);
        return (header, ReadParts(file[(end + SHA256.HashSizeInBytes)..], header.Parts, path));
    }

    /// <summary>One sentence about a file that can not be used.</summary>
    public static InvalidInputException Wrong(string path, FormattableString what, Exception? inner = null) =>
        new($"Checkpoint '{path}': {FormattableString.Invariant(what)}.", inner);

    private static CheckpointHeader ReadHeader(ReadOnlySpan<byte> json, string path)
    {
        try
        {
            var header = JsonSerializer.Deserialize(json, CheckpointJson.Default.CheckpointHeader);
            return header ?? throw Wrong(path, $"expected a header, found none");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw Wrong(path, $"expected a header with all its entries, found an error in its JSON", e);
        }
    }

    private static Dictionary<string, ReadOnlyMemory<byte>> ReadParts(
        ReadOnlyMemory<byte> rest,
        IReadOnlyList<CheckpointPart> listed,
        string path
    )
    {
        var parts = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var part in listed)
        {
            if (part.Length < 0 || part.Length > rest.Length)
                throw Wrong(
                    path,
                    $"expected {part.Length} bytes of {part.Name}, found {rest.Length}: the file is cut short"
                );
            var content = rest[..(int)part.Length];
            if (!string.Equals(Hash(content.Span), part.Sha256, StringComparison.Ordinal))
                throw Wrong(
                    path,
                    $"expected the {part.Name} with the SHA-256 of the header, found others: the file is damaged"
                );
            parts[part.Name] = content;
            rest = rest[content.Length..];
        }
        return rest.IsEmpty ? parts : throw Wrong(path, $"expected its end, found {rest.Length} bytes more");
    }

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
