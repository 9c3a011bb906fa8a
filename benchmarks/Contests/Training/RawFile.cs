using System.Runtime.InteropServices;

namespace Rnn.Onnx.Benchmarks.Contests.Training;

/// <summary>Numbers as they stand in memory, for programs of any language on the same machine.</summary>
internal static class RawFile
{
    public static void Write<T>(string path, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        using var file = File.Create(path);
        file.Write(MemoryMarshal.AsBytes(values));
    }

    public static void Write<T>(string path, T[] values)
        where T : unmanaged => Write<T>(path, values.AsSpan());

    public static T[] Read<T>(string path)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(File.ReadAllBytes(path)).ToArray();
}
