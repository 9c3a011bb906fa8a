using Microsoft.ML.Internal;

namespace Microsoft.ML.Data;

/// <summary>The rows of a view that a test accepts.</summary>
internal abstract class RowFilterView(IDataView source) : IDataView
{
    protected IDataView Source => source;

    public DataViewSchema Schema => source.Schema;

    public virtual bool CanShuffle => source.CanShuffle;

    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        var active = ColumnActivity.Of(Schema, Check.NotNull(columnsNeeded));
        return new Cursor(this, source.GetRowCursor(Needed(active), CanShuffle ? rand : null), active);
    }

    public virtual DataViewRowCursor[] GetRowCursorSet(
        IEnumerable<DataViewSchema.Column> columnsNeeded,
        int n,
        Random rand = null
    )
    {
        var active = ColumnActivity.Of(Schema, Check.NotNull(columnsNeeded));
        return source
            .GetRowCursorSet(Needed(active), n, rand)
            .Select(input => new Cursor(this, input, active))
            .ToArray<DataViewRowCursor>();
    }

    /// <summary>The columns that the test reads.</summary>
    protected abstract IEnumerable<DataViewSchema.Column> Tested { get; }

    /// <summary>Makes the test of the row's values at the time of the call, which is made once for each row.</summary>
    protected abstract Func<bool> MakeTest(DataViewRow row);

    private List<DataViewSchema.Column> Needed(bool[] active)
    {
        var tested = Tested.Select(column => column.Index).ToHashSet();
        return Schema.Where(column => active[column.Index] || tested.Contains(column.Index)).ToList();
    }

    private sealed class Cursor(RowFilterView view, DataViewRowCursor input, bool[] active) : WrappingCursor(input)
    {
        private readonly Func<bool> _test = view.MakeTest(input);
        private long _position = -1;

        public override DataViewSchema Schema => view.Schema;

        public override long Position => _position;

        public override bool IsColumnActive(DataViewSchema.Column column) => active[column.Index];

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
            IsColumnActive(column) ? Input.GetGetter<TValue>(column) : throw ColumnActivity.Inactive(column);

        public override bool MoveNext()
        {
            while (Input.MoveNext())
            {
                if (!_test())
                    continue;
                _position++;
                return true;
            }
            _position = -1;
            return false;
        }
    }
}
