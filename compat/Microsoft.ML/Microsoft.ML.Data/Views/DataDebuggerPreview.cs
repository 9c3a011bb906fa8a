using System.Collections.Immutable;
using Microsoft.ML.Internal;

namespace Microsoft.ML.Data;

/// <summary>The first rows of a view as objects, to look at.</summary>
public sealed class DataDebuggerPreview
{
    internal const int DefaultRows = 100;

    internal DataDebuggerPreview(IDataView data, int maxRows)
    {
        Check.Param(maxRows >= 0, nameof(maxRows));
        Schema = Check.NotNull(data).Schema;

        var rows = new List<RowInfo>();
        using var cursor = data.GetRowCursorForAllColumns();
        var readers = Schema.Select(c => Generic.Call<Func<object>>(c.Type.RawType, Reader<int>, cursor, c)).ToArray();
        while (rows.Count < maxRows && cursor.MoveNext())
            rows.Add(new RowInfo(Schema.Select((c, i) => KeyValuePair.Create(c.Name, readers[i]())).ToArray()));

        RowView = [.. rows];
        ColumnView = [.. Schema.Select((c, i) => new ColumnInfo(c, rows.Select(row => row.Values[i].Value).ToArray()))];
    }

    public DataViewSchema Schema { get; }

    public ImmutableArray<ColumnInfo> ColumnView { get; }

    public ImmutableArray<RowInfo> RowView { get; }

    public override string ToString() => $"{Schema.Count} columns, {RowView.Length} rows";

    private static Func<object> Reader<T>(DataViewRow row, DataViewSchema.Column column)
    {
        var getter = row.GetGetter<T>(column);
        return () =>
        {
            T value = default;
            getter(ref value);
            return value;
        };
    }

    public sealed class RowInfo
    {
        internal RowInfo(KeyValuePair<string, object>[] values) => Values = values;

        public KeyValuePair<string, object>[] Values { get; }

        public override string ToString() => $"{Values.Length} columns";
    }

    public sealed class ColumnInfo
    {
        internal ColumnInfo(DataViewSchema.Column column, object[] values)
        {
            Column = column;
            Values = values;
        }

        public DataViewSchema.Column Column { get; }

        public object[] Values { get; }

        public override string ToString() => $"{Column.Name}: {Column.Type}";
    }
}
