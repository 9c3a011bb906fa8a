using Microsoft.ML.Internal;

namespace Microsoft.ML.Data;

public static class ColumnCursorExtensions
{
    public static IEnumerable<T> GetColumn<T>(this IDataView data, string columnName) =>
        GetColumn<T>(data, Check.NotNull(data).Schema.Find(columnName));

    /// <summary>The values of a column, as the column has them or as a class would: string and array included.</summary>
    public static IEnumerable<T> GetColumn<T>(this IDataView data, DataViewSchema.Column column)
    {
        Check.NotNull(data);
        if (column.Type.RawType == typeof(T))
            return Read<T, T>(data, column, value => value);
        if (!MemberTypes.Match(column.Type, typeof(T)))
            throw new ArgumentOutOfRangeException(
                nameof(column),
                $"Cannot map column (name: {column.Name}, type: {column.Type}) in data to the user-defined type, {typeof(T)}."
            );
        if (typeof(T) == typeof(string))
            return (IEnumerable<T>)Read<ReadOnlyMemory<char>, string>(data, column, text => text.ToString());
        if (typeof(T) == typeof(string[]))
            return (IEnumerable<T>)Read<VBuffer<ReadOnlyMemory<char>>, string[]>(data, column, Texts);
        return (IEnumerable<T>)Generic.Call<object>(typeof(T).GetElementType(), ReadArrays<int>, data, column);
    }

    private static string[] Texts(VBuffer<ReadOnlyMemory<char>> texts) =>
        texts.DenseValues().Select(text => text.ToString()).ToArray();

    private static IEnumerable<TItem[]> ReadArrays<TItem>(IDataView data, DataViewSchema.Column column) =>
        Read<VBuffer<TItem>, TItem[]>(data, column, vector => vector.DenseValues().ToArray());

    private static IEnumerable<TOut> Read<TIn, TOut>(
        IDataView data,
        DataViewSchema.Column column,
        Func<TIn, TOut> convert
    )
    {
        using var cursor = data.GetRowCursor(column);
        var getter = cursor.GetGetter<TIn>(column);
        TIn value = default;
        while (cursor.MoveNext())
        {
            getter(ref value);
            yield return convert(value);
        }
    }
}
