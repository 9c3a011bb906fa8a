using Microsoft.ML.Internal;

namespace Microsoft.ML.Data;

/// <summary>A row whose values are the members of an object, put there one after the other.</summary>
internal sealed class ObjectRow<TRow> : DataViewRow
    where TRow : class
{
    private readonly Delegate[] _getters;
    private TRow _object;
    private long _position = -1;

    public ObjectRow(MemberColumn[] columns)
    {
        Schema = MemberColumn.SchemaOf(columns);
        _getters = columns.Select(column => ObjectGetters.Make(column, () => _object)).ToArray();
    }

    public override DataViewSchema Schema { get; }

    public override long Position => _position;

    public override long Batch => 0;

    /// <summary>Makes the object the current one; the position moves on, by which caches know it.</summary>
    public void Put(TRow value)
    {
        _object = Check.NotNull(value);
        _position++;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() =>
        (ref DataViewRowId value) => value = new DataViewRowId((ulong)_position, 0);

    public override bool IsColumnActive(DataViewSchema.Column column) => true;

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
        Generic.As<TValue>(_getters[column.Index]);
}
