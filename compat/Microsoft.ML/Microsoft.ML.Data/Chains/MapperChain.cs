using Microsoft.ML.Internal;

namespace Microsoft.ML.Data;

/// <summary>Row mappers one after the other, each bound to the very output schema of the one before.</summary>
internal sealed class MapperChain(DataViewSchema inputSchema, IRowToRowMapper[] mappers) : IRowToRowMapper
{
    public DataViewSchema InputSchema => inputSchema;

    public DataViewSchema OutputSchema => mappers.Length > 0 ? mappers[^1].OutputSchema : inputSchema;

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns) =>
        mappers.Reverse().Aggregate(dependingColumns, (columns, mapper) => mapper.GetDependencies(columns));

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        Check.NotNull(input);
        Check.NotNull(activeColumns);
        Check.Param(input.Schema == InputSchema, nameof(input), "Schema did not match original schema");

        // Backwards, what each mapper must have active for those after it; forwards, the rows.
        var active = new IEnumerable<DataViewSchema.Column>[mappers.Length];
        for (var i = mappers.Length - 1; i >= 0; i--)
            active[i] = i == mappers.Length - 1 ? activeColumns : mappers[i + 1].GetDependencies(active[i + 1]);
        var row = input;
        for (var i = 0; i < mappers.Length; i++)
            row = mappers[i].GetRow(row, active[i]);
        return row;
    }
}
