namespace Microsoft.ML.Internal;

/// <summary>Arrays in model files: their length as an int32, then the items.</summary>
internal static class BinaryIO
{
    public static void WriteArray<T>(this BinaryWriter writer, IReadOnlyCollection<T> items, Action<T> write)
    {
        writer.Write(items.Count);
        foreach (var item in items)
            write(item);
    }

    public static T[] ReadArray<T>(this BinaryReader reader, Func<T> read)
    {
        var items = new T[reader.ReadInt32()];
        for (var i = 0; i < items.Length; i++)
            items[i] = read();
        return items;
    }

    public static void WriteStrings(this BinaryWriter writer, IReadOnlyCollection<string> items) =>
        writer.WriteArray(items, writer.Write);

    public static string[] ReadStrings(this BinaryReader reader) => reader.ReadArray(reader.ReadString);
}
