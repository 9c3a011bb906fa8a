using Microsoft.ML.Internal;

namespace Microsoft.ML.Data;

/// <summary>A cursor over rows of its own. Derived classes supply the move and a getter for each active column.</summary>
internal abstract class RootCursor(DataViewSchema schema, bool[] active) : DataViewRowCursor
{
    private long _position = -1;
    private bool _ended;

    public sealed override DataViewSchema Schema => schema;

    /// <summary>-1 before the first row and after the last.</summary>
    public sealed override long Position => _position;

    public override long Batch => 0;

    public sealed override bool IsColumnActive(DataViewSchema.Column column) => active[column.Index];

    public override ValueGetter<DataViewRowId> GetIdGetter() =>
        (ref DataViewRowId value) =>
        {
            CheckOnRow();
            value = new DataViewRowId((ulong)_position, 0);
        };

    public sealed override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
        IsColumnActive(column) ? Generic.As<TValue>(MakeGetter(column.Index)) : throw ColumnActivity.Inactive(column);

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

    protected abstract Delegate MakeGetter(int column);

    protected void CheckOnRow() =>
        Check.That(_position >= 0, "Values cannot be fetched before the first row or after the last one");

    protected override void Dispose(bool disposing)
    {
        _ended = true;
        base.Dispose(disposing);
    }
}
