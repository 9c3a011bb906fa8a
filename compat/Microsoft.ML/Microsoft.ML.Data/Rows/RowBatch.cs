using Microsoft.ML.Internal;

namespace Microsoft.ML.Data;

/// <summary>A run of rows, held apart from the cursor that they were read from.</summary>
internal sealed class RowBatch
{
    private readonly ValueColumn[] _columns;
    private readonly ValueColumn<DataViewRowId> _ids = new();

    public RowBatch(DataViewSchema schema, Predicate<DataViewSchema.Column> active)
    {
        _columns = new ValueColumn[schema.Count];
        foreach (var column in schema)
        {
            if (active(column))
                _columns[column.Index] = Generic.Call<ValueColumn>(column.Type.RawType, ValueColumn.Make<int>);
        }
    }

    public int Count { get; private set; }

    /// <summary>The number by which batches are put in order.</summary>
    public long Number { get; set; }

    /// <summary>Makes what copies a cursor's current row to a place in the batch that it is given.</summary>
    public static Action<RowBatch, int> Reader(DataViewRowCursor cursor)
    {
        var reads = cursor.Schema.Where(cursor.IsColumnActive).Select(column => ReadOf(cursor, column)).ToArray();
        var id = cursor.GetIdGetter();
        return (batch, row) =>
        {
            foreach (var read in reads)
                read(batch, row);
            batch._ids.Read(id, row);
            batch.Count = Math.Max(batch.Count, row + 1);
        };
    }

    public ValueColumn<T> Column<T>(int index) =>
        _columns[index] as ValueColumn<T>
        ?? throw new InvalidOperationException($"Invalid TValue in GetGetter: '{typeof(T)}'");

    public DataViewRowId Id(int row) => _ids.Values[row];

    public void Clear() => Count = 0;

    private static Action<RowBatch, int> ReadOf(DataViewRowCursor cursor, DataViewSchema.Column column) =>
        Generic.Call<Action<RowBatch, int>>(column.Type.RawType, ReadOf<int>, cursor, column);

    private static Action<RowBatch, int> ReadOf<T>(DataViewRowCursor cursor, DataViewSchema.Column column)
    {
        var getter = cursor.GetGetter<T>(column);
        return (batch, row) => batch.Column<T>(column.Index).Read(getter, row);
    }
}

internal abstract class ValueColumn
{
    public static ValueColumn Make<T>() => new ValueColumn<T>();
}

/// <summary>Values of one column. Vectors keep their arrays, so that a batch that is filled again allocates little.</summary>
internal sealed class ValueColumn<T> : ValueColumn
{
    public T[] Values { get; private set; } = new T[16];

    public void Read(ValueGetter<T> getter, int row)
    {
        if (row == Values.Length)
        {
            var values = Values;
            Array.Resize(ref values, 2 * row);
            Values = values;
        }
        getter(ref Values[row]);
    }
}
