using Microsoft.ML;
using Microsoft.ML.Data;

namespace Rnn.Onnx.Pipelines.Scoring;

/// <summary>Reads the source a batch ahead, scores the batch, and hands its rows out in order.</summary>
internal sealed class ScoringCursor : DataViewRowCursor
{
    private readonly DataViewRowCursor source;
    private readonly ActiveColumns active;
    private readonly BatchScorer? scorer;
    private readonly ColumnBuffer?[] buffers;
    private readonly ValueGetter<DataViewRowId> readId;
    private readonly DataViewRowId[] ids;
    private readonly long[] batches;
    private int rows;
    private int slot = -1;
    private long position = -1;
    private bool ended;

    public ScoringCursor(
        ScoreSequencesTransformer transformer,
        DataViewSchema schema,
        DataViewRowCursor source,
        ActiveColumns active
    )
    {
        this.source = source;
        this.active = active;
        Schema = schema;
        var capacity = transformer.BatchSize;
        ids = new DataViewRowId[capacity];
        batches = new long[capacity];
        readId = source.GetIdGetter();
        buffers = new ColumnBuffer?[active.InputCount];
        foreach (var column in active.Carried)
            buffers[column.Index] = ColumnBuffer.Create(source, column, capacity);
        if (active.Scores)
            scorer = new BatchScorer(transformer, source, active, capacity);
    }

    public override DataViewSchema Schema { get; }

    public override long Position => position;

    public override long Batch => slot >= 0 ? batches[slot] : 0;

    public override bool MoveNext()
    {
        if (slot + 1 < rows)
        {
            slot++;
        }
        else if (Fill())
        {
            slot = 0;
        }
        else
        {
            (slot, position) = (-1, -1);
            return false;
        }
        position++;
        return true;
    }

    private bool Fill()
    {
        rows = 0;
        scorer?.Clear();
        while (rows < ids.Length && !ended)
        {
            if (!source.MoveNext())
            {
                ended = true;
                break;
            }
            foreach (var buffer in buffers)
                buffer?.Pull(rows);
            readId(ref ids[rows]);
            batches[rows] = source.Batch;
            scorer?.Pull();
            rows++;
        }
        scorer?.Score();
        return rows > 0;
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => active.IsActive(column.Index);

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) => value = ids[Current()];

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        active.Demand(column);
        var getter =
            column.Index < active.InputCount
                ? buffers[column.Index]!.Getter(Current)
                : scorer!.Getter(column.Name, Current);
        return getter as ValueGetter<TValue>
            ?? throw new InvalidOperationException(
                $"Column '{column.Name}': expected to be read as {column.Type.RawType}, found {typeof(TValue)}."
            );
    }

    private int Current() =>
        slot >= 0 ? slot : throw new InvalidOperationException("The cursor stands on no row: call MoveNext first.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            source.Dispose();
        base.Dispose(disposing);
    }
}
