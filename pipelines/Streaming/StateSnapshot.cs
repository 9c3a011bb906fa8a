using Rnn.Onnx.Models;

namespace Rnn.Onnx.Pipelines.Streaming;

/// <summary>
/// A store as bytes: "RNNSTATE", version, kind of keys (1 text, 0 number), the model's SHA-256, numbers of a key, number of keys,
/// each key (a text as its length and UTF-16 units) with its states, the longest unused first, and the SHA-256 of all that. In
/// the machine's byte order, which is little-endian wherever .NET runs.
/// </summary>
/// <param name="model">How errors name the model.</param>
/// <param name="modelHash">The SHA-256 of the model.</param>
/// <param name="width">Numbers of a key.</param>
/// <param name="textKeys">Whether keys are texts.</param>
internal sealed class StateSnapshot(string model, byte[] modelHash, int width, bool textKeys)
{
    private const int Version = 1;

    private static ReadOnlySpan<byte> Magic => "RNNSTATE"u8;

    public void Write(StateStore store, Stream target)
    {
        using var stream = new HashedStream(target);
        stream.Write<byte>(Magic);
        stream.Write<int>([Version, textKeys ? 1 : 0]);
        stream.Write<byte>(modelHash);
        stream.Write<int>([width]);
        store.Visit(
            count => stream.Write<int>([count]),
            (key, states) =>
            {
                if (key.Text is { } text)
                {
                    stream.Write<int>([text.Length]);
                    stream.Write<char>(text);
                }
                else
                {
                    stream.Write<long>([key.Number]);
                }
                stream.Write(states);
            }
        );
        stream.WriteHash();
    }

    /// <summary>The store that was written, or its latest keys where there is room for fewer.</summary>
    /// <exception cref="InvalidInputException">The bytes are no snapshot, or one of another model.</exception>
    public StateStore Read(Stream source, int capacity)
    {
        using var stream = new HashedStream(source);
        try
        {
            CheckHead(stream);
            var store = ReadKeys(stream, capacity);
            return stream.HashFollows() ? store : throw Wrong("its bytes as they were written", "others");
        }
        catch (EndOfStreamException e)
        {
            throw Wrong("all that was written", "a part", e);
        }
    }

    private void CheckHead(HashedStream stream)
    {
        if (!stream.Read<byte>(Magic.Length).AsSpan().SequenceEqual(Magic))
            throw Wrong("the bytes of one", "others");
        if (stream.Read<int>(1)[0] is not Version and var version)
            throw Wrong($"version {Version}", $"version {version}");
        if (stream.Read<int>(1)[0] != (textKeys ? 1 : 0))
            throw Wrong($"keys that are {(textKeys ? "texts" : "numbers")}", "others");
        if (!stream.Read<byte>(modelHash.Length).AsSpan().SequenceEqual(modelHash))
            throw Wrong("one of this model file", "one of another");
        if (stream.Read<int>(1)[0] is var found && found != width)
            throw Wrong($"{width} numbers a key", $"{found}");
    }

    private StateStore ReadKeys(HashedStream stream, int capacity)
    {
        var store = new StateStore(width, capacity);
        var count = stream.Read<int>(1)[0];
        for (var i = 0; i < count; i++)
        {
            var key = textKeys ? StateKey.Of(ReadText(stream)) : StateKey.Of(stream.Read<long>(1)[0]);
            var states = stream.Read<float>(width);
            if (count - i <= capacity)
                store.Write(key, states);
        }
        return store;
    }

    private string ReadText(HashedStream stream)
    {
        var length = stream.Read<int>(1)[0];
        if (length is < 0 or > StateKey.LongestText)
            throw Wrong($"keys of at most {StateKey.LongestText} characters", $"one of {length}");
        return new string(stream.Read<char>(length));
    }

    private InvalidInputException Wrong(string expected, string found, Exception? inner = null) =>
        new(
            FormattableString.Invariant($"Snapshot of states for model '{model}': expected {expected}, found {found}."),
            inner
        );
}
