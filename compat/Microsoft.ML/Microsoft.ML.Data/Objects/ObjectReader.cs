using Microsoft.ML.Internal;

namespace Microsoft.ML.Data;

/// <summary>Binds the members of a class to the columns of a schema, to fill objects from rows.</summary>
internal sealed class ObjectReader<TRow>
    where TRow : class
{
    private readonly List<(MemberColumn Member, DataViewSchema.Column Column)> _pairs = [];

    public ObjectReader(DataViewSchema schema, bool ignoreMissingColumns, SchemaDefinition definition)
    {
        foreach (var member in MemberColumn.Of(typeof(TRow), definition, SchemaDefinition.Direction.Write))
        {
            if (schema.GetColumnOrNull(member.Name) is { } column)
                _pairs.Add((member, Matching(member, column)));
            else if (!ignoreMissingColumns)
                throw Check.MissingColumn(nameof(schema), "", member.Name);
        }
    }

    /// <summary>The columns that must be active.</summary>
    public IEnumerable<DataViewSchema.Column> Columns => _pairs.Select(pair => pair.Column).DistinctBy(c => c.Index);

    /// <summary>Makes what fills an object from the row's values at the time of the call.</summary>
    public Action<TRow> Bind(DataViewRow row)
    {
        var fills = _pairs.Select(pair => ObjectSetters.Make<TRow>(pair.Member, row, pair.Column)).ToArray();
        return target =>
        {
            foreach (var fill in fills)
                fill(target);
        };
    }

    private static DataViewSchema.Column Matching(MemberColumn member, DataViewSchema.Column column) =>
        MemberTypes.Match(column.Type, member.MemberType)
            ? column
            : throw new InvalidOperationException(
                $"Can't bind the IDataView column '{column.Name}' of type '{column.Type}' to field or property "
                    + $"'{member.Member.Name}' of type '{member.MemberType.FullName}'."
            );
}
