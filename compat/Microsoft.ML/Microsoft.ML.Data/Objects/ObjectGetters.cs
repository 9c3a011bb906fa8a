using Microsoft.ML.Internal;

namespace Microsoft.ML.Data;

/// <summary>Getters over values as .NET classes hold them.</summary>
internal static class ObjectGetters
{
    /// <summary>A getter of the member of whatever object the source has at the moment.</summary>
    public static Delegate Make<TRow>(MemberColumn column, Func<TRow> source) =>
        Generic.Call<Delegate>([typeof(TRow), column.MemberType], MakeOfMember<TRow, int>, column, source);

    public static Delegate Make<T>(DataViewType type, Func<T> read)
    {
        if (read is Func<string> text)
            return (ValueGetter<ReadOnlyMemory<char>>)((ref ReadOnlyMemory<char> value) => value = text().AsMemory());
        if (read is Func<string[]> texts)
            return Texts(texts);
        if (typeof(T).IsArray)
            return Generic.Call<Delegate>(typeof(T).GetElementType(), OfArray<int>, read);
        if (type is VectorDataViewType vector)
            return Generic.Call<Delegate>(vector.ItemType.RawType, OfVector<int>, read);
        if (type is KeyDataViewType key)
            return OfKey(key, read);
        return (ValueGetter<T>)((ref T value) => value = read());
    }

    private static Delegate MakeOfMember<TRow, TValue>(MemberColumn column, Func<TRow> source)
    {
        var read = column.Reader<TRow, TValue>();
        return Make(column.Type, () => read(source()));
    }

    private static ValueGetter<VBuffer<T>> OfArray<T>(Func<T[]> read) =>
        (ref VBuffer<T> value) =>
        {
            var array = read();
            VBuffer<T>.Copy(array, 0, ref value, array?.Length ?? 0);
        };

    private static ValueGetter<VBuffer<T>> OfVector<T>(Func<VBuffer<T>> read) =>
        (ref VBuffer<T> value) => read().CopyTo(ref value);

    private static ValueGetter<VBuffer<ReadOnlyMemory<char>>> Texts(Func<string[]> read) =>
        (ref VBuffer<ReadOnlyMemory<char>> value) =>
        {
            var array = read() ?? [];
            var editor = VBufferEditor.Create(ref value, array.Length);
            for (var i = 0; i < array.Length; i++)
                editor.Values[i] = array[i].AsMemory();
            value = editor.Commit();
        };

    /// <summary>
    /// A class counts categories from 0, a column from 1: the first is 0 here and 1 there. A number beyond the count is
    /// missing. (Keys in arrays are taken as they are.)
    /// </summary>
    private static ValueGetter<T> OfKey<T>(KeyDataViewType type, Func<T> read)
    {
        Check.That(type.RawType != typeof(ushort), "A scalar member can not be a key of UInt16");
        return (ref T value) =>
        {
            var category = Convert.ToUInt64(read());
            value = (T)Convert.ChangeType(category < type.Count ? category + 1 : 0, typeof(T));
        };
    }
}
