namespace Microsoft.ML.Data;

/// <summary>Which columns of a schema somebody asked for.</summary>
internal static class ColumnActivity
{
    public static bool[] Of(DataViewSchema schema, IEnumerable<DataViewSchema.Column> columns)
    {
        var active = new bool[schema.Count];
        foreach (var column in columns)
        {
            if (column.Index >= active.Length || schema[column.Index].Name != column.Name)
                throw new ArgumentException($"Column '{column.Name}' is not of this schema", nameof(columns));
            active[column.Index] = true;
        }
        return active;
    }

    public static IEnumerable<DataViewSchema.Column> Select(DataViewSchema schema, bool[] active) =>
        schema.Where(column => active[column.Index]);

    public static InvalidOperationException Inactive(DataViewSchema.Column column) =>
        new($"Column '{column.Name}' is not active: ask for it when the cursor or row is made");
}
