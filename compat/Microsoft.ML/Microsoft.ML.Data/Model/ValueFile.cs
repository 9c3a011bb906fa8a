using System.Runtime.CompilerServices;
using Microsoft.ML.Internal;

namespace Microsoft.ML.Data;

/// <summary>How values of a raw type stand in a model file.</summary>
internal sealed record ValueFile<T>(Action<BinaryWriter, T> Write, Func<BinaryReader, T> Read);

internal static class ValueFile
{
    public static ValueFile<T> Of<T>()
    {
        if (typeof(T) == typeof(ReadOnlyMemory<char>))
            return (ValueFile<T>)(object)Text;
        if (typeof(T).IsGenericType && typeof(T).GetGenericTypeDefinition() == typeof(VBuffer<>))
            return (ValueFile<T>)Generic.Call<object>(typeof(T).GetGenericArguments()[0], OfVector<int>);
        // All that is left is numbers, booleans, times and row ids: values without references.
        return Generic.Call<ValueFile<T>>(typeof(T), OfBits<int>);
    }

    private static ValueFile<ReadOnlyMemory<char>> Text { get; } =
        new((writer, value) => writer.Write(value.ToString()), reader => reader.ReadString().AsMemory());

    private static ValueFile<VBuffer<T>> OfVector<T>()
    {
        var item = Of<T>();
        return new ValueFile<VBuffer<T>>(
            (writer, value) => writer.WriteArray(value.DenseValues().ToArray(), x => item.Write(writer, x)),
            reader =>
            {
                var values = reader.ReadArray(() => item.Read(reader));
                return new VBuffer<T>(values.Length, values);
            }
        );
    }

    private static ValueFile<T> OfBits<T>()
        where T : unmanaged => new(WriteBits, ReadBits<T>);

    private static void WriteBits<T>(BinaryWriter writer, T value)
        where T : unmanaged =>
        writer.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)));

    private static T ReadBits<T>(BinaryReader reader)
        where T : unmanaged => Unsafe.ReadUnaligned<T>(in reader.ReadBytes(Unsafe.SizeOf<T>())[0]);
}
