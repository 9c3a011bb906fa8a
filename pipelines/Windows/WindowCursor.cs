using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Models.Series;

namespace Rnn.Onnx.Pipelines.Windows;

/// <summary>Walks over windows, in order of time or in a given one.</summary>
internal sealed class WindowCursor : DataViewRowCursor
{
    private readonly SlidingWindow windows;
    private readonly int[]? order;
    private readonly bool[] active;
    private int next = -1;
    private int position = -1;

    public WindowCursor(
        SlidingWindow windows,
        DataViewSchema schema,
        IEnumerable<DataViewSchema.Column> asked,
        int[]? order
    )
    {
        this.windows = windows;
        this.order = order;
        Schema = schema;
        active = new bool[schema.Count];
        foreach (var column in asked)
            active[column.Index] = true;
    }

    public override DataViewSchema Schema { get; }

    public override long Position => position;

    public override long Batch => 0;

    private int Row => order is null ? position : order[position];

    public override bool MoveNext()
    {
        next++;
        position = next < windows.Count ? next : -1;
        return position >= 0;
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => active[column.Index];

    public override ValueGetter<DataViewRowId> GetIdGetter() =>
        (ref DataViewRowId value) => value = new DataViewRowId((ulong)Row, 0);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!active[column.Index])
            throw new InvalidOperationException(
                $"Column '{column.Name}' was not asked for when the cursor was opened."
            );
        Delegate getter = column.Index switch
        {
            0 => Vector(row => windows.Input(row)),
            1 => Vector(row => windows.Target(row)),
            2 => new ValueGetter<DateTime>((ref DateTime value) => value = windows.TargetDate(Row)),
            _ => new ValueGetter<VBuffer<long>>(Times),
        };
        return getter as ValueGetter<TValue>
            ?? throw new InvalidOperationException(
                $"Column '{column.Name}': expected to be read as {column.Type.RawType}, found {typeof(TValue)}."
            );
    }

    private void Times(ref VBuffer<long> value)
    {
        var editor = VBufferEditor.Create(ref value, windows.LookBack + windows.Horizon);
        windows.CopyTimes(Row, editor.Values);
        value = editor.Commit();
    }

    private ValueGetter<VBuffer<float>> Vector(Func<int, ReadOnlyMemory<float>> read) =>
        (ref VBuffer<float> value) =>
        {
            var source = read(Row).Span;
            var editor = VBufferEditor.Create(ref value, source.Length);
            source.CopyTo(editor.Values);
            value = editor.Commit();
        };
}
