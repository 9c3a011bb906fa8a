using Microsoft.ML;
using Rnn.Onnx.Models;
using Rnn.Onnx.Pipelines.Scoring;

namespace Rnn.Onnx.Pipelines.Serving;

/// <summary>
/// A scored view of batches that come one by one: its cursor reads exactly the rows of the present batch before it hands out the
/// first, and stays open for the next one. What it takes to open a cursor is paid once and not for every batch.
/// </summary>
internal sealed class RequestView : IDataView
{
    private readonly ScoreSequencesTransformer transformer;
    private readonly IDataView source;
    private readonly IRequestBatch batch;
    private readonly int capacity;

    private RequestView(ScoreSequencesTransformer transformer, IDataView source, IRequestBatch batch, int capacity)
    {
        (this.transformer, this.source, this.batch, this.capacity) = (transformer, source, batch, capacity);
        Schema = transformer.GetOutputSchema(source.Schema);
    }

    public DataViewSchema Schema { get; }

    public bool CanShuffle => false;

    /// <summary>What a transformer, or a chain that contains one of ours, makes of the rows.</summary>
    /// <param name="transformer">The transformer.</param>
    /// <param name="source">A view of the rows.</param>
    /// <param name="batch">The batch that is read now.</param>
    /// <param name="capacity">Rows of a batch at the most.</param>
    /// <exception cref="InvalidInputException">A column is missing, or something in the chain is not done row by row.</exception>
    public static IDataView Of(ITransformer transformer, IDataView source, IRequestBatch batch, int capacity) =>
        transformer switch
        {
            ScoreSequencesTransformer scoring => new RequestView(scoring, source, batch, capacity),
            IEnumerable<ITransformer> chain => chain.Aggregate(source, (view, link) => Of(link, view, batch, capacity)),
            { IsRowToRowMapper: true } => new MappedView(transformer, source),
            _ => throw new InvalidInputException(
                $"Transformer {transformer.GetType().Name}: expected one that makes a row of each row, found one that does not."
            ),
        };

    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var active = new ActiveColumns(transformer.Binding, source.Schema, Schema, columnsNeeded);
        return new RequestCursor(transformer, Schema, source.GetRowCursor(active.Needed), active, batch, capacity);
    }

    public DataViewRowCursor[] GetRowCursorSet(
        IEnumerable<DataViewSchema.Column> columnsNeeded,
        int n,
        Random? rand = null
    ) => [GetRowCursor(columnsNeeded, rand)];
}
