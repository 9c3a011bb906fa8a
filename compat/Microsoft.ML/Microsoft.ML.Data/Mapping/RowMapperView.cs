using Microsoft.ML.Internal;

namespace Microsoft.ML.Data;

/// <summary>
/// A mapper over a view, lazily, and the same mapper for single rows. Added columns are computed by parallel cursors,
/// each with getters of its own.
/// </summary>
internal sealed partial class RowMapperView : IDataView, IRowToRowMapper
{
    private readonly IDataView _source;
    private readonly RowMapper _mapper;
    private readonly AddedColumns _columns;

    public RowMapperView(IDataView source, RowMapper mapper)
    {
        _source = source;
        _mapper = mapper;
        _columns = new AddedColumns(source.Schema, mapper.Outputs);
    }

    public static DataViewSchema OutputSchemaOf(RowMapper mapper) =>
        new AddedColumns(mapper.InputSchema, mapper.Outputs).Schema;

    /// <summary>The mapper for rows of a schema, with no view beneath it.</summary>
    public static IRowToRowMapper ForRows(RowMapper mapper) =>
        new RowMapperView(new EmptyDataView(mapper.InputSchema), mapper);

    public DataViewSchema Schema => _columns.Schema;

    public DataViewSchema OutputSchema => _columns.Schema;

    public DataViewSchema InputSchema => _source.Schema;

    public bool CanShuffle => _source.CanShuffle;

    public long? GetRowCount() => _source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        var columns = Check.NotNull(columnsNeeded).ToArray();
        rand = CanShuffle ? rand : null;
        return ParallelCursors.OpenOrNull(this, columns, rand) ?? OpenOne(columns, rand);
    }

    public DataViewRowCursor[] GetRowCursorSet(
        IEnumerable<DataViewSchema.Column> columnsNeeded,
        int n,
        Random rand = null
    )
    {
        var active = ColumnActivity.Of(Schema, Check.NotNull(columnsNeeded));
        var inputs = _source.GetRowCursorSet(Dependencies(active), n, rand);
        // To pass rows through is no work: only computing is worth splitting the one cursor of a source.
        if (inputs.Length == 1 && ActiveAdded(active).Any())
            inputs = ParallelCursors.Split(inputs[0], n);
        return inputs.Select(input => new Cursor(this, input, active)).ToArray<DataViewRowCursor>();
    }

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns) =>
        Dependencies(ColumnActivity.Of(Schema, dependingColumns));

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        Check.NotNull(input);
        Check.NotNull(activeColumns);
        Check.That(
            input.Schema == InputSchema,
            "Schema of input row must be the same as the schema the mapper is bound to"
        );
        return new Row(this, input, ColumnActivity.Of(Schema, activeColumns));
    }

    private DataViewRowCursor OpenOne(DataViewSchema.Column[] columns, Random rand)
    {
        var active = ColumnActivity.Of(Schema, columns);
        return new Cursor(this, _source.GetRowCursor(Dependencies(active), rand), active);
    }

    private IEnumerable<int> ActiveAdded(bool[] active) =>
        Enumerable.Range(0, _mapper.Outputs.Count).Where(added => _columns.IsAddedActive(added, active));

    private List<DataViewSchema.Column> Dependencies(bool[] active)
    {
        var needed = ActiveAdded(active).SelectMany(_mapper.Dependencies).ToHashSet();
        for (var i = 0; i < active.Length; i++)
        {
            if (active[i] && _columns.Origin(i) is (true, var index))
                needed.Add(index);
        }
        return InputSchema.Where(column => needed.Contains(column.Index)).ToList();
    }
}
