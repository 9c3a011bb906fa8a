using Microsoft.ML;
using Microsoft.ML.Data;

namespace Rnn.Onnx.Pipelines.Serving;

/// <summary>
/// What a transformer makes of rows, row by row on the thread that reads. ML.NET's own views read ahead on other threads, which must
/// not be where batches come one by one: they would read rows before they are there.
/// </summary>
internal sealed class MappedView : IDataView
{
    private readonly IDataView source;
    private readonly IRowToRowMapper mapper;

    /// <summary>Binds the columns.</summary>
    /// <param name="transformer">One that makes a row of each row.</param>
    /// <param name="source">The rows.</param>
    public MappedView(ITransformer transformer, IDataView source)
    {
        this.source = source;
        mapper = transformer.GetRowToRowMapper(source.Schema);
    }

    public DataViewSchema Schema => mapper.OutputSchema;

    public bool CanShuffle => false;

    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        DataViewSchema.Column[] columns = [.. columnsNeeded];
        return new MappedCursor(source.GetRowCursor(mapper.GetDependencies(columns)), mapper, columns);
    }

    public DataViewRowCursor[] GetRowCursorSet(
        IEnumerable<DataViewSchema.Column> columnsNeeded,
        int n,
        Random? rand = null
    ) => [GetRowCursor(columnsNeeded, rand)];

    /// <summary>Moves on in the source; the columns are those of the mapped row.</summary>
    private sealed class MappedCursor : DataViewRowCursor
    {
        private readonly DataViewRowCursor source;
        private readonly DataViewRow row;

        public MappedCursor(
            DataViewRowCursor source,
            IRowToRowMapper mapper,
            IEnumerable<DataViewSchema.Column> columns
        )
        {
            this.source = source;
            row = mapper.GetRow(source, columns);
        }

        public override DataViewSchema Schema => row.Schema;

        public override long Position => source.Position;

        public override long Batch => source.Batch;

        public override bool MoveNext() => source.MoveNext();

        public override bool IsColumnActive(DataViewSchema.Column column) => row.IsColumnActive(column);

        public override ValueGetter<DataViewRowId> GetIdGetter() => row.GetIdGetter();

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
            row.GetGetter<TValue>(column);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                row.Dispose();
                source.Dispose();
            }
            base.Dispose(disposing);
        }
    }
}
