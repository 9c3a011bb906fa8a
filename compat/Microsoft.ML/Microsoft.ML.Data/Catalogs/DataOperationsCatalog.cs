using Microsoft.ML.Data;
using Microsoft.ML.Internal;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

public sealed partial class DataOperationsCatalog : IInternalCatalog
{
    private readonly IHostEnvironment _env;

    internal DataOperationsCatalog(IHostEnvironment env) => _env = env;

    IHostEnvironment IInternalCatalog.Environment => _env;

    public IDataView LoadFromEnumerable<TRow>(IEnumerable<TRow> data, SchemaDefinition schemaDefinition = null)
        where TRow : class =>
        new EnumerableDataView<TRow>(
            Check.NotNull(data),
            MemberColumn.Of(typeof(TRow), schemaDefinition, SchemaDefinition.Direction.Read)
        );

    public IDataView LoadFromEnumerable<TRow>(IEnumerable<TRow> data, DataViewSchema schema)
        where TRow : class => LoadFromEnumerable(data, SchemaDefinition.Of(typeof(TRow), Check.NotNull(schema)));

    /// <param name="reuseRowObject">Whether the same object is filled and handed out for every row.</param>
    public IEnumerable<TRow> CreateEnumerable<TRow>(
        IDataView data,
        bool reuseRowObject,
        bool ignoreMissingColumns = false,
        SchemaDefinition schemaDefinition = null
    )
        where TRow : class, new()
    {
        // What does not bind is an error here, before anybody enumerates.
        var reader = new ObjectReader<TRow>(Check.NotNull(data).Schema, ignoreMissingColumns, schemaDefinition);
        return Enumerate(data, reader, reuseRowObject);
    }

    private static IEnumerable<TRow> Enumerate<TRow>(IDataView data, ObjectReader<TRow> reader, bool reuseRowObject)
        where TRow : class, new()
    {
        using var cursor = data.GetRowCursor(reader.Columns);
        var fill = reader.Bind(cursor);
        TRow row = null;
        while (cursor.MoveNext())
        {
            if (!reuseRowObject || row is null)
                row = new TRow();
            fill(row);
            yield return row;
        }
    }
}
