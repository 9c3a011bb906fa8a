namespace Microsoft.ML.Data;

/// <summary>A schema without rows.</summary>
internal sealed class EmptyDataView(DataViewSchema schema) : IDataView
{
    public DataViewSchema Schema => schema;

    public bool CanShuffle => true;

    public long? GetRowCount() => 0;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null) =>
        new Cursor(schema, ColumnActivity.Of(schema, columnsNeeded));

    public DataViewRowCursor[] GetRowCursorSet(
        IEnumerable<DataViewSchema.Column> columnsNeeded,
        int n,
        Random rand = null
    ) => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(DataViewSchema schema, bool[] active) : RootCursor(schema, active)
    {
        protected override bool MoveNextCore() => false;

        protected override Delegate MakeGetter(int column) =>
            Internal.Generic.Call<Delegate>(Schema[column].Type.RawType, Nothing<int>);

        private static ValueGetter<T> Nothing<T>() => (ref T value) => value = default;
    }
}
