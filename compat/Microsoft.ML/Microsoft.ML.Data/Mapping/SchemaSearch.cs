using Microsoft.ML.Internal;

namespace Microsoft.ML.Data;

internal static class SchemaSearch
{
    /// <summary>The column, or the error that a transformer gives when its input lacks it.</summary>
    public static DataViewSchema.Column Find(this DataViewSchema schema, string name, string role = "input") =>
        schema.GetColumnOrNull(name) ?? throw Check.MissingColumn("inputSchema", role, name);

    /// <summary>A name that no column of the schema has.</summary>
    public static string FreeName(this DataViewSchema schema, string tag)
    {
        for (var i = 0; ; i++)
        {
            var name = $"temp_{tag}_{i:000}";
            if (schema.GetColumnOrNull(name) is null)
                return name;
        }
    }

    public static DataViewRowCursor GetRowCursor(this IDataView view, params DataViewSchema.Column[] columns) =>
        view.GetRowCursor(columns, null);

    public static DataViewRowCursor GetRowCursorForAllColumns(this IDataView view) => view.GetRowCursor(view.Schema);
}
