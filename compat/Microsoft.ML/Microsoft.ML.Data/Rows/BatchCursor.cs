using Microsoft.ML.Internal;

namespace Microsoft.ML.Data;

/// <summary>A cursor over batches of rows that somebody else reads.</summary>
internal abstract class BatchCursor(DataViewSchema schema, Predicate<DataViewSchema.Column> active) : DataViewRowCursor
{
    private RowBatch _batch;
    private int _row;
    private long _position = -1;
    private bool _ended;

    public sealed override DataViewSchema Schema => schema;

    public sealed override long Position => _position;

    public sealed override long Batch => _batch?.Number ?? 0;

    public sealed override bool IsColumnActive(DataViewSchema.Column column) => active(column);

    public sealed override ValueGetter<DataViewRowId> GetIdGetter() =>
        (ref DataViewRowId value) => value = Current.Id(_row);

    public sealed override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column))
            throw ColumnActivity.Inactive(column);
        if (column.Type.RawType != typeof(TValue))
            throw new InvalidOperationException(
                $"Invalid TValue in GetGetter: '{typeof(TValue)}', expected type: '{column.Type.RawType}'."
            );
        var copy = ValueCopier.Of<TValue>();
        return (ref TValue value) => copy(Current.Column<TValue>(column.Index).Values[_row], ref value);
    }

    public sealed override bool MoveNext()
    {
        if (_ended)
            return false;
        if (_batch is null || ++_row == _batch.Count)
        {
            if (_batch is not null)
                Release(_batch);
            _row = 0;
            _batch = Take();
            if (_batch is null)
            {
                _ended = true;
                _position = -1;
                return false;
            }
        }
        _position++;
        return true;
    }

    /// <summary>The next batch, or null after the last; throws what reading it threw.</summary>
    protected abstract RowBatch Take();

    /// <summary>Takes back a batch that has been read.</summary>
    protected abstract void Release(RowBatch batch);

    protected override void Dispose(bool disposing)
    {
        _ended = true;
        base.Dispose(disposing);
    }

    private RowBatch Current
    {
        get
        {
            Check.That(_position >= 0, "Values cannot be fetched before the first row or after the last one");
            return _batch;
        }
    }
}
