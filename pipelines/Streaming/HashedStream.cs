using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Rnn.Onnx.Pipelines.Streaming;

/// <summary>Reads or writes numbers and keeps the SHA-256 of all that passed. The stream stays open.</summary>
internal sealed class HashedStream(Stream stream) : IDisposable
{
    private readonly BufferedStream buffered = new(stream, 1 << 16);
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public void Write<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values);
        hash.AppendData(bytes);
        buffered.Write(bytes);
    }

    /// <summary>The next values.</summary>
    /// <exception cref="EndOfStreamException">There are not so many.</exception>
    public T[] Read<T>(int count)
        where T : unmanaged
    {
        var values = new T[count];
        var bytes = MemoryMarshal.AsBytes(values.AsSpan());
        buffered.ReadExactly(bytes);
        hash.AppendData(bytes);
        return values;
    }

    /// <summary>Ends what was written.</summary>
    public void WriteHash()
    {
        buffered.Write(hash.GetHashAndReset());
        buffered.Flush();
    }

    /// <summary>Whether the hash of all that was read comes next.</summary>
    public bool HashFollows()
    {
        Span<byte> found = stackalloc byte[SHA256.HashSizeInBytes];
        buffered.ReadExactly(found);
        return found.SequenceEqual(hash.GetHashAndReset());
    }

    // The buffer owns nothing of its own, and would close the stream.
    public void Dispose() => hash.Dispose();
}
