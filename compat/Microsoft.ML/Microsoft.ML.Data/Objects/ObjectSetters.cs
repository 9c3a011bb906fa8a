using Microsoft.ML.Internal;

namespace Microsoft.ML.Data;

/// <summary>
/// Writes values of a row into members. An array that already has the right length is written into, so an object that
/// is used again keeps its arrays; a member that holds null and is given no items stays null.
/// </summary>
internal static class ObjectSetters
{
    public static Action<TRow> Make<TRow>(MemberColumn member, DataViewRow row, DataViewSchema.Column column)
    {
        var type = member.MemberType;
        if (type == typeof(string))
            return OfText<TRow>(member, row, column);
        if (type == typeof(string[]))
            return OfTexts<TRow>(member, row, column);
        if (type.IsArray)
            return Generic.Call<Action<TRow>>(
                [typeof(TRow), type.GetElementType()],
                OfArray<TRow, int>,
                member,
                row,
                column
            );
        if (column.Type is VectorDataViewType vector)
            return Generic.Call<Action<TRow>>(
                [typeof(TRow), vector.ItemType.RawType],
                OfVector<TRow, int>,
                member,
                row,
                column
            );
        return Generic.Call<Action<TRow>>([typeof(TRow), type], OfValue<TRow, int>, member, row, column);
    }

    private static Action<TRow> OfValue<TRow, T>(MemberColumn member, DataViewRow row, DataViewSchema.Column column)
    {
        var get = row.GetGetter<T>(column);
        var write = member.Writer<TRow, T>();
        T value = default;
        return target =>
        {
            get(ref value);
            write(target, value);
        };
    }

    private static Action<TRow> OfText<TRow>(MemberColumn member, DataViewRow row, DataViewSchema.Column column)
    {
        var get = row.GetGetter<ReadOnlyMemory<char>>(column);
        var write = member.Writer<TRow, string>();
        ReadOnlyMemory<char> value = default;
        return target =>
        {
            get(ref value);
            write(target, value.ToString());
        };
    }

    private static Action<TRow> OfTexts<TRow>(MemberColumn member, DataViewRow row, DataViewSchema.Column column)
    {
        var get = row.GetGetter<VBuffer<ReadOnlyMemory<char>>>(column);
        var (read, write) = (member.Reader<TRow, string[]>(), member.Writer<TRow, string[]>());
        VBuffer<ReadOnlyMemory<char>> value = default;
        return target =>
        {
            get(ref value);
            var array = Fitting(read(target), value.Length);
            foreach (var (slot, text) in value.Items(all: true))
                array[slot] = text.ToString();
            write(target, array);
        };
    }

    private static Action<TRow> OfArray<TRow, T>(MemberColumn member, DataViewRow row, DataViewSchema.Column column)
    {
        var get = row.GetGetter<VBuffer<T>>(column);
        var (read, write) = (member.Reader<TRow, T[]>(), member.Writer<TRow, T[]>());
        VBuffer<T> value = default;
        return target =>
        {
            get(ref value);
            var array = Fitting(read(target), value.Length);
            value.CopyTo(array);
            write(target, array);
        };
    }

    private static Action<TRow> OfVector<TRow, T>(MemberColumn member, DataViewRow row, DataViewSchema.Column column)
    {
        var get = row.GetGetter<VBuffer<T>>(column);
        var (read, write) = (member.Reader<TRow, VBuffer<T>>(), member.Writer<TRow, VBuffer<T>>());
        return target =>
        {
            var value = read(target);
            get(ref value);
            write(target, value);
        };
    }

    private static T[] Fitting<T>(T[] array, int length) => (array?.Length ?? 0) == length ? array : new T[length];
}
