using Microsoft.ML;

namespace Rnn.Onnx.Pipelines.Scoring;

/// <summary>A view of columns without rows: what an estimator is shown that learns from the schema alone.</summary>
internal sealed class SchemaView(DataViewSchema schema) : IDataView
{
    public DataViewSchema Schema { get; } = schema;

    public bool CanShuffle => false;

    public long? GetRowCount() => 0;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        throw new NotSupportedException("There is no row to read.");

    public DataViewRowCursor[] GetRowCursorSet(
        IEnumerable<DataViewSchema.Column> columnsNeeded,
        int n,
        Random? rand = null
    ) => throw new NotSupportedException("There is no row to read.");
}
