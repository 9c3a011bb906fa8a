using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Pipelines.Scoring;

namespace Rnn.Onnx.Pipelines.Serving;

/// <summary>Reads a batch, scores it, hands its rows out in order, and then reads the next one. It has no end.</summary>
internal sealed class RequestCursor : DataViewRowCursor
{
    private readonly DataViewRowCursor source;
    private readonly ActiveColumns active;
    private readonly IRequestBatch batch;
    private readonly RowWindow window;
    private int slot = -1;
    private long position = -1;

    public RequestCursor(
        ScoreSequencesTransformer transformer,
        DataViewSchema schema,
        DataViewRowCursor source,
        ActiveColumns active,
        IRequestBatch batch,
        int capacity
    )
    {
        (this.source, this.active, this.batch) = (source, active, batch);
        Schema = schema;
        window = new RowWindow(transformer, source, active, capacity);
    }

    public override DataViewSchema Schema { get; }

    public override long Position => position;

    public override long Batch => window.Batch(slot);

    public override bool MoveNext()
    {
        if (++slot >= window.Count)
        {
            slot = 0;
            Fill();
        }
        position++;
        return true;
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => active.IsActive(column.Index);

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) => value = window.Id(slot);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        active.Demand(column);
        return window.Getter(column, () => slot) as ValueGetter<TValue>
            ?? throw new InvalidOperationException(
                $"Column '{column.Name}': expected to be read as {column.Type.RawType}, found {typeof(TValue)}."
            );
    }

    private void Fill()
    {
        window.Clear();
        while (window.Count < batch.Count && source.MoveNext())
            window.Pull(source);
        var parts = window.Plan();
        for (var part = 0; part < parts; part++)
            window.Score(part);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            source.Dispose();
        base.Dispose(disposing);
    }
}
