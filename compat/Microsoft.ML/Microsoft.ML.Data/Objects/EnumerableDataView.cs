using Microsoft.ML.Internal;

namespace Microsoft.ML.Data;

/// <summary>A view of a sequence of objects. It is enumerated anew by each cursor, and never shuffled.</summary>
internal sealed class EnumerableDataView<TRow>(IEnumerable<TRow> data, MemberColumn[] columns) : IDataView
    where TRow : class
{
    public DataViewSchema Schema { get; } = MemberColumn.SchemaOf(columns);

    public bool CanShuffle => false;

    public long? GetRowCount() => (data as ICollection<TRow>)?.Count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null) =>
        new Cursor(this, ColumnActivity.Of(Schema, Check.NotNull(columnsNeeded)));

    public DataViewRowCursor[] GetRowCursorSet(
        IEnumerable<DataViewSchema.Column> columnsNeeded,
        int n,
        Random rand = null
    ) => [GetRowCursor(columnsNeeded, rand)];

    private MemberColumn ColumnAt(int index) => columns[index];

    private IEnumerator<TRow> Enumerate() => data.GetEnumerator();

    private sealed class Cursor(EnumerableDataView<TRow> view, bool[] active) : RootCursor(view.Schema, active)
    {
        private readonly IEnumerator<TRow> _rows = view.Enumerate();
        private TRow _row;

        protected override bool MoveNextCore()
        {
            if (!_rows.MoveNext())
                return false;
            _row = _rows.Current;
            Check.That(_row is not null, "Encountered null when iterating over data, this is not supported.");
            return true;
        }

        protected override Delegate MakeGetter(int column) => ObjectGetters.Make(view.ColumnAt(column), () => _row);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _rows.Dispose();
            base.Dispose(disposing);
        }
    }
}
