using Microsoft.ML.Internal;

namespace Microsoft.ML.Data;

/// <summary>Some columns of a view, in any order, and the same for single rows.</summary>
internal sealed class ColumnSubsetView : IDataView, IRowToRowMapper
{
    private readonly IDataView _source;
    private readonly int[] _origins;

    public ColumnSubsetView(IDataView source, int[] columns)
    {
        _source = source;
        _origins = columns;
        Schema = DataViewSchema.Of(columns.Select(i => new DataViewSchema.DetachedColumn(source.Schema[i])));
    }

    public static IDataView Drop(IDataView source, string column) =>
        new ColumnSubsetView(source, source.Schema.Where(c => c.Name != column).Select(c => c.Index).ToArray());

    public DataViewSchema Schema { get; }

    public DataViewSchema OutputSchema => Schema;

    public DataViewSchema InputSchema => _source.Schema;

    public bool CanShuffle => _source.CanShuffle;

    public long? GetRowCount() => _source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        var active = ColumnActivity.Of(Schema, Check.NotNull(columnsNeeded));
        return new Cursor(this, _source.GetRowCursor(Origins(active), rand), active);
    }

    public DataViewRowCursor[] GetRowCursorSet(
        IEnumerable<DataViewSchema.Column> columnsNeeded,
        int n,
        Random rand = null
    )
    {
        var active = ColumnActivity.Of(Schema, Check.NotNull(columnsNeeded));
        return _source
            .GetRowCursorSet(Origins(active), n, rand)
            .Select(input => new Cursor(this, input, active))
            .ToArray<DataViewRowCursor>();
    }

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns) =>
        Origins(ColumnActivity.Of(Schema, dependingColumns));

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns) =>
        new Row(this, Check.NotNull(input));

    private List<DataViewSchema.Column> Origins(bool[] active)
    {
        var needed = _origins.Where((_, i) => active[i]).ToHashSet();
        return InputSchema.Where(column => needed.Contains(column.Index)).ToList();
    }

    private ValueGetter<T> Get<T>(DataViewRow input, DataViewSchema.Column column) =>
        input.GetGetter<T>(input.Schema[_origins[column.Index]]);

    private sealed class Cursor(ColumnSubsetView view, DataViewRowCursor input, bool[] active) : WrappingCursor(input)
    {
        public override DataViewSchema Schema => view.Schema;

        public override bool IsColumnActive(DataViewSchema.Column column) => active[column.Index];

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
            IsColumnActive(column) ? view.Get<TValue>(Input, column) : throw ColumnActivity.Inactive(column);
    }

    private sealed class Row(ColumnSubsetView view, DataViewRow input) : WrappingRow(input)
    {
        public override DataViewSchema Schema => view.Schema;

        public override bool IsColumnActive(DataViewSchema.Column column) => true;

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
            view.Get<TValue>(Input, column);
    }
}
