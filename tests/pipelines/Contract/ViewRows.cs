using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Rnn.Onnx.Pipelines.Tests.Contract;

/// <summary>The values of some columns of a row, as arrays.</summary>
/// <param name="Id">The row's id.</param>
/// <param name="Values">A column's values by its name; one of a scalar.</param>
internal sealed record ViewRow(DataViewRowId Id, IReadOnlyDictionary<string, Array> Values);

/// <summary>Reads views of any columns.</summary>
internal static class ViewRows
{
    private static readonly MethodInfo OfScalar = Method(nameof(Scalar));
    private static readonly MethodInfo OfVector = Method(nameof(Vector));

    /// <summary>All rows, in the order of a cursor.</summary>
    public static List<ViewRow> Read(IDataView view, IReadOnlyList<string> columns, Random? shuffle = null)
    {
        using var cursor = view.GetRowCursor(columns.Select(name => view.Schema[name]), shuffle);
        return Read(cursor, columns);
    }

    /// <summary>All rows of several cursors, each read by a thread of its own.</summary>
    public static List<ViewRow> ReadSet(IDataView view, IReadOnlyList<string> columns, int cursors)
    {
        var set = view.GetRowCursorSet(columns.Select(name => view.Schema[name]), cursors);
        var rows = new List<ViewRow>[set.Length];
        Parallel.For(
            0,
            set.Length,
            i =>
            {
                using (set[i])
                    rows[i] = Read(set[i], columns);
            }
        );
        return [.. rows.SelectMany(part => part)];
    }

    /// <summary>What a row is now, read by getters made once.</summary>
    public static Func<ViewRow> Reader(DataViewRow row, IReadOnlyList<string> columns)
    {
        var id = row.GetIdGetter();
        var getters = columns.ToDictionary(name => name, name => Getter(row, row.Schema[name]));
        return () =>
        {
            DataViewRowId value = default;
            id(ref value);
            return new ViewRow(value, getters.ToDictionary(getter => getter.Key, getter => getter.Value()));
        };
    }

    private static List<ViewRow> Read(DataViewRowCursor cursor, IReadOnlyList<string> columns)
    {
        var reader = Reader(cursor, columns);
        var rows = new List<ViewRow>();
        while (cursor.MoveNext())
            rows.Add(reader());
        return rows;
    }

    private static Func<Array> Getter(DataViewRow row, DataViewSchema.Column column) =>
        (Func<Array>)
            (
                column.Type is VectorDataViewType vector
                    ? OfVector.MakeGenericMethod(vector.ItemType.RawType)
                    : OfScalar.MakeGenericMethod(column.Type.RawType)
            ).Invoke(null, [row, column])!;

    private static Func<Array> Scalar<T>(DataViewRow row, DataViewSchema.Column column)
    {
        var getter = row.GetGetter<T>(column);
        return () =>
        {
            T value = default!;
            getter(ref value);
            return Plain(new[] { value });
        };
    }

    private static Func<Array> Vector<T>(DataViewRow row, DataViewSchema.Column column)
    {
        var getter = row.GetGetter<VBuffer<T>>(column);
        return () =>
        {
            VBuffer<T> value = default;
            getter(ref value);
            return Plain(value.DenseValues().ToArray());
        };
    }

    private static Array Plain(Array values) =>
        values is ReadOnlyMemory<char>[] texts ? Array.ConvertAll(texts, text => text.ToString()) : values;

    private static MethodInfo Method(string name) =>
        typeof(ViewRows).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!;
}
