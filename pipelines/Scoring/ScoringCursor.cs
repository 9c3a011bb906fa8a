using Microsoft.ML;
using Microsoft.ML.Data;

namespace Rnn.Onnx.Pipelines.Scoring;

/// <summary>Hands out the rows of a source in their order, with the model's answers, a window at a time.</summary>
internal sealed class ScoringCursor : DataViewRowCursor
{
    private readonly ActiveColumns active;
    private readonly WindowQueue queue;
    private RowWindow? window;
    private int slot = -1;
    private long position = -1;
    private bool ended;

    public ScoringCursor(
        ScoreSequencesTransformer transformer,
        DataViewSchema schema,
        DataViewRowCursor source,
        ActiveColumns active,
        int parallel
    )
    {
        this.active = active;
        Schema = schema;
        queue = new WindowQueue(transformer, source, active, parallel);
    }

    public override DataViewSchema Schema { get; }

    public override long Position => position;

    public override long Batch => window?.Batch(slot) ?? 0;

    public override bool MoveNext()
    {
        if (ended)
            return false;
        if (window is not null && slot + 1 < window.Count)
        {
            slot++;
        }
        else
        {
            var next = position + 1;
            // Where reading fails it ends: no row is left out in silence.
            (window, slot, position, ended) = (null, -1, -1, true);
            window = queue.Next();
            if (window is null)
                return false;
            (slot, position, ended) = (0, next, false);
            return true;
        }
        position++;
        return true;
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => active.IsActive(column.Index);

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) => value = Window().Id(slot);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        active.Demand(column);
        var getters = queue.Windows.ToDictionary(
            window => window,
            window =>
                window.Getter(column, () => slot) as ValueGetter<TValue>
                ?? throw new InvalidOperationException(
                    $"Column '{column.Name}': expected to be read as {column.Type.RawType}, found {typeof(TValue)}."
                )
        );
        // Looked up once a window, not once a row.
        var (latest, getter) = (queue.Windows[0], getters[queue.Windows[0]]);
        return (ref TValue value) =>
        {
            if (Window() is var current && current != latest)
                (latest, getter) = (current, getters[current]);
            getter(ref value);
        };
    }

    private RowWindow Window() =>
        window ?? throw new InvalidOperationException("The cursor stands on no row: call MoveNext first.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            queue.Dispose();
        base.Dispose(disposing);
    }
}
