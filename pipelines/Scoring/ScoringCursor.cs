using Microsoft.ML;
using Microsoft.ML.Data;

namespace Rnn.Onnx.Pipelines.Scoring;

/// <summary>
/// Hands rows out in their order, a window at a time; while the rows of one window are handed out, the next one is read and scored
/// in the background. Windows grow from one batch to the look-ahead, so that who wants a few rows waits for a few.
/// </summary>
internal sealed class ScoringCursor : DataViewRowCursor
{
    private readonly DataViewRowCursor source;
    private readonly ActiveColumns active;
    private readonly ScoreSequencesOptions options;
    private readonly int parallel;
    private readonly RowWindow[] windows;
    private Task? filling;
    private int current;
    private int limit;
    private int slot = -1;
    private long position = -1;
    private bool done;
    private volatile bool ended;

    public ScoringCursor(
        ScoreSequencesTransformer transformer,
        DataViewSchema schema,
        DataViewRowCursor source,
        ActiveColumns active,
        int parallel
    )
    {
        (this.source, this.active, this.parallel) = (source, active, active.Scores ? parallel : 1);
        options = transformer.Options;
        Schema = schema;
        var capacity = Math.Max(options.LookAhead, options.BatchSize);
        limit = Math.Min(options.BatchSize * this.parallel, capacity);
        windows =
        [
            .. Enumerable
                .Range(0, this.parallel > 1 ? 2 : 1)
                .Select(_ => new RowWindow(transformer, source, active, capacity)),
        ];
        Capacity = capacity;
    }

    public override DataViewSchema Schema { get; }

    public override long Position => position;

    public override long Batch => slot >= 0 ? windows[current].Batch(slot) : 0;

    private int Capacity { get; }

    public override bool MoveNext()
    {
        if (done)
            return false;
        if (slot + 1 < windows[current].Count || NextWindow())
        {
            slot++;
            position++;
            return true;
        }
        done = true;
        (slot, position) = (-1, -1);
        return false;
    }

    private bool NextWindow()
    {
        slot = -1;
        if (windows.Length == 1)
        {
            Fill(windows[0]);
            return windows[0].Count > 0;
        }
        filling ??= Task.Run(() => Fill(windows[1 - current]));
        var filled = filling;
        filling = null;
        filled.GetAwaiter().GetResult();
        current = 1 - current;
        if (!ended)
            filling = Task.Run(() => Fill(windows[1 - current]));
        else
            windows[1 - current].Clear();
        return windows[current].Count > 0;
    }

    private void Fill(RowWindow window)
    {
        window.Clear();
        while (window.Count < limit && !ended)
        {
            options.Cancellation.ThrowIfCancellationRequested();
            if (!source.MoveNext())
            {
                ended = true;
                break;
            }
            window.Pull(source);
        }
        limit = Math.Min(2 * limit, Capacity);
        window.Score(parallel);
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => active.IsActive(column.Index);

    public override ValueGetter<DataViewRowId> GetIdGetter() =>
        (ref DataViewRowId value) => value = windows[current].Id(Current());

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        active.Demand(column);
        var getters = Array.ConvertAll(
            windows,
            window =>
                window.Getter(column, Current) as ValueGetter<TValue>
                ?? throw new InvalidOperationException(
                    $"Column '{column.Name}': expected to be read as {column.Type.RawType}, found {typeof(TValue)}."
                )
        );
        return (ref TValue value) => getters[current](ref value);
    }

    private int Current() =>
        slot >= 0 ? slot : throw new InvalidOperationException("The cursor stands on no row: call MoveNext first.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            // The source must not be torn down while the background reads it; what it still finds is nobody's any more.
            ended = true;
            try
            {
                filling?.GetAwaiter().GetResult();
            }
            catch (Exception) { }
            filling = null;
            source.Dispose();
        }
        base.Dispose(disposing);
    }
}
