using Microsoft.ML.Internal;

namespace Microsoft.ML.Data;

/// <summary>A cursor over rows that are held in batches.</summary>
internal abstract class HeldRowCursor(DataViewSchema schema, Predicate<DataViewSchema.Column> active)
    : DataViewRowCursor
{
    private long _position = -1;
    private bool _ended;

    /// <summary>Where the current row is; set by <see cref="MoveNextCore"/>.</summary>
    protected RowBatch Held { get; set; }

    protected int HeldRow { get; set; }

    public sealed override DataViewSchema Schema => schema;

    public sealed override long Position => _position;

    public override long Batch => Held?.Number ?? 0;

    public sealed override bool IsColumnActive(DataViewSchema.Column column) => active(column);

    public sealed override ValueGetter<DataViewRowId> GetIdGetter() =>
        (ref DataViewRowId value) =>
        {
            CheckOnRow();
            value = Held.Id(HeldRow);
        };

    public sealed override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column))
            throw ColumnActivity.Inactive(column);
        if (column.Type.RawType != typeof(TValue))
            throw new InvalidOperationException(
                $"Invalid TValue in GetGetter: '{typeof(TValue)}', expected type: '{column.Type.RawType}'."
            );
        var copy = ValueCopier.Of<TValue>();
        return (ref TValue value) =>
        {
            CheckOnRow();
            copy(Held.Column<TValue>(column.Index).Values[HeldRow], ref value);
        };
    }

    public sealed override bool MoveNext()
    {
        if (!_ended && MoveNextCore())
        {
            _position++;
            return true;
        }
        _ended = true;
        _position = -1;
        return false;
    }

    protected abstract bool MoveNextCore();

    protected override void Dispose(bool disposing)
    {
        _ended = true;
        base.Dispose(disposing);
    }

    private void CheckOnRow() =>
        Check.That(_position >= 0, "Values cannot be fetched before the first row or after the last one");
}
