using Microsoft.ML.Internal;

namespace Microsoft.ML.Data;

/// <summary>Keeps the columns of a view in memory: each is read from the source when first asked for, and then once.</summary>
internal sealed class CacheDataView : IDataView
{
    private const int RowsPerBatch = 64;

    private readonly IDataView _source;
    private readonly CachedColumn[] _columns;
    private readonly Lock _lock = new();
    private long _count = -1;

    public CacheDataView(IDataView source, IEnumerable<string> prefetch)
    {
        _source = source;
        _columns = new CachedColumn[source.Schema.Count];
        var columns = prefetch.Select(name => source.Schema.Find(name, "prefetch")).ToArray();
        if (columns.Length > 0)
            Load(columns);
    }

    public DataViewSchema Schema => _source.Schema;

    public bool CanShuffle => true;

    public long? GetRowCount()
    {
        lock (_lock)
            return _count < 0 ? _source.GetRowCount() : _count;
    }

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null) =>
        GetRowCursorSet(columnsNeeded, 1, rand)[0];

    public DataViewRowCursor[] GetRowCursorSet(
        IEnumerable<DataViewSchema.Column> columnsNeeded,
        int n,
        Random rand = null
    )
    {
        var columns = Check.NotNull(columnsNeeded).ToArray();
        Load(columns);
        var order = rand is null ? null : Permutation.Of((int)_count, rand);
        var active = ColumnActivity.Of(Schema, columns);
        var cursors = new DataViewRowCursor[Math.Clamp(n, 1, 2 * ParallelCursors.Count)];
        for (var i = 0; i < cursors.Length; i++)
            cursors[i] = new Cursor(this, active, order, i, cursors.Length);
        return cursors;
    }

    private void Load(DataViewSchema.Column[] columns)
    {
        lock (_lock)
        {
            var missing = columns.DistinctBy(c => c.Index).Where(c => _columns[c.Index] is null).ToArray();
            if (missing.Length == 0 && _count >= 0)
                return;
            using var cursor = _source.GetRowCursor(missing);
            var loaded = missing.Select(column => CachedColumn.For(cursor, column)).ToArray();
            long count = 0;
            for (; cursor.MoveNext(); count++)
            {
                foreach (var column in loaded)
                    column.Read();
            }
            Check.That(_count < 0 || _count == count, "The source has another number of rows than before");
            _count = count;
            for (var i = 0; i < missing.Length; i++)
                _columns[missing[i].Index] = loaded[i];
        }
    }

    /// <summary>Every so-manieth batch of rows, so that a set of cursors shares them among it.</summary>
    private sealed class Cursor(CacheDataView view, bool[] active, int[] order, int first, int step)
        : RootCursor(view.Schema, active)
    {
        private long _row = (long)first * RowsPerBatch - 1;

        public override long Batch => _row / RowsPerBatch;

        public override ValueGetter<DataViewRowId> GetIdGetter() =>
            (ref DataViewRowId value) =>
            {
                CheckOnRow();
                value = new DataViewRowId((ulong)Index, 0);
            };

        protected override bool MoveNextCore()
        {
            _row++;
            if (_row % RowsPerBatch == 0 && Position >= 0)
                _row += (long)RowsPerBatch * (step - 1);
            return _row < view._count;
        }

        protected override Delegate MakeGetter(int column) => view._columns[column].MakeGetter(() => Index);

        private int Index => order is null ? (int)_row : order[_row];
    }
}
