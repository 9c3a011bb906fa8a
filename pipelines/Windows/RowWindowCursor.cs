using Microsoft.ML;
using Microsoft.ML.Data;

namespace Rnn.Onnx.Pipelines.Windows;

/// <summary>Makes windows while it reads rows; it keeps as many rows as a window has.</summary>
internal sealed class RowWindowCursor : DataViewRowCursor
{
    private readonly RowWindowView view;
    private readonly RowSteps steps;
    private readonly WindowBuffer buffer;
    private readonly bool[] active;
    private readonly int lookBack;
    private readonly int horizon;
    private long next = -1;
    private long position = -1;
    private bool ended;

    public RowWindowCursor(RowWindowView view, IEnumerable<DataViewSchema.Column> asked)
    {
        this.view = view;
        (lookBack, horizon) = (view.Options.LookBack, view.Options.Horizon);
        active = new bool[view.Schema.Count];
        foreach (var column in asked)
            active[column.Index] = true;
        buffer = new WindowBuffer(lookBack + horizon, view.Columns.Names.Count);
        steps = view.OpenSteps();
    }

    public override DataViewSchema Schema => view.Schema;

    public override long Position => position;

    public override long Batch => 0;

    // The first step to forecast, and the step behind the last one.
    private long Origin => view.FirstOrigin + Current() * view.Options.Stride;

    private long End => Origin + horizon;

    public override bool MoveNext()
    {
        if (next >= 0 && position < 0)
            return false;
        position = ++next;
        if (End > view.End)
            return Stop();
        while (!ended && steps.Count < End)
        {
            if (steps.Read())
                buffer.Add(steps.Values);
            else
                ended = true;
        }
        return steps.Count >= End || (!view.Options.RequireTarget && steps.Count >= Origin) || Stop();
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => active[column.Index];

    public override ValueGetter<DataViewRowId> GetIdGetter() =>
        (ref DataViewRowId value) => value = new DataViewRowId((ulong)Current(), 0);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!active[column.Index])
            throw new InvalidOperationException(
                $"Column '{column.Name}' was not asked for when the cursor was opened."
            );
        Delegate getter = column.Index switch
        {
            0 => new ValueGetter<VBuffer<float>>(Series),
            1 => new ValueGetter<VBuffer<float>>(Target),
            2 => new ValueGetter<DateTime>((ref DateTime value) => value = steps.DateOf(Origin)),
            _ => new ValueGetter<VBuffer<long>>(Times),
        };
        return getter as ValueGetter<TValue>
            ?? throw new InvalidOperationException(
                $"Column '{column.Name}': expected to be read as {column.Type.RawType}, found {typeof(TValue)}."
            );
    }

    private bool Stop()
    {
        position = -1;
        return false;
    }

    private long Current() =>
        position >= 0
            ? position
            : throw new InvalidOperationException("The cursor stands on no row: call MoveNext first.");

    // Steps of the target that were read.
    private int Known() => (int)(Math.Min(steps.Count, End) - Origin);

    private void Series(ref VBuffer<float> value)
    {
        var rows = buffer.Rows(lookBack, Known());
        var editor = VBufferEditor.Create(ref value, rows.Length);
        rows.CopyTo(editor.Values);
        value = editor.Commit();
    }

    private void Target(ref VBuffer<float> value)
    {
        var known = Known();
        var targets = view.Columns.Targets;
        var rows = buffer.Rows(known, 0);
        var width = view.Columns.Names.Count;
        var editor = VBufferEditor.Create(ref value, horizon * targets.Count);
        editor.Values.Fill(float.NaN);
        for (var step = 0; step < known; step++)
        for (var i = 0; i < targets.Count; i++)
            editor.Values[step * targets.Count + i] = rows[step * width + targets[i]];
        value = editor.Commit();
    }

    private void Times(ref VBuffer<long> value)
    {
        var first = Origin - lookBack;
        var editor = VBufferEditor.Create(ref value, lookBack + horizon);
        for (var i = 0; i < editor.Values.Length; i++)
            editor.Values[i] = UnixTime.Seconds(steps.DateOf(first + i));
        value = editor.Commit();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            steps.Dispose();
        base.Dispose(disposing);
    }
}
