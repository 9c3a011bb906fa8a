using Microsoft.ML.Internal;

namespace Microsoft.ML.Data;

/// <summary>A run of rows: some skipped, some taken. It is read by one cursor, for the count goes by the order.</summary>
internal sealed class RowRangeView(IDataView source, long skip, long take) : IDataView
{
    public DataViewSchema Schema => source.Schema;

    public bool CanShuffle => false;

    public long? GetRowCount() => source.GetRowCount() is { } count ? Math.Min(take, Math.Max(0, count - skip)) : null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null) =>
        new Cursor(source.GetRowCursor(Check.NotNull(columnsNeeded)), skip, take);

    public DataViewRowCursor[] GetRowCursorSet(
        IEnumerable<DataViewSchema.Column> columnsNeeded,
        int n,
        Random rand = null
    ) => [GetRowCursor(columnsNeeded)];

    private sealed class Cursor(DataViewRowCursor input, long skip, long take) : WrappingCursor(input)
    {
        private bool _started;
        private long _position = -1;
        private long _left = take;

        public override DataViewSchema Schema => Input.Schema;

        public override long Position => _position;

        public override bool IsColumnActive(DataViewSchema.Column column) => Input.IsColumnActive(column);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
            Input.GetGetter<TValue>(column);

        public override bool MoveNext()
        {
            if (!_started)
            {
                _started = true;
                for (var i = 0L; i < skip && Input.MoveNext(); i++) { }
            }
            if (_left > 0 && Input.MoveNext())
            {
                _left--;
                _position++;
                return true;
            }
            _position = -1;
            return false;
        }
    }
}
