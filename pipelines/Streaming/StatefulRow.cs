using Microsoft.ML;
using Microsoft.ML.Data;

namespace Rnn.Onnx.Pipelines.Streaming;

/// <summary>A row, and behind its own columns the states.</summary>
internal sealed class StatefulRow(DataViewRow input, DataViewSchema schema, StateColumns columns, float[] states)
    : DataViewRow
{
    public override DataViewSchema Schema => schema;

    public override long Position => input.Position;

    public override long Batch => input.Batch;

    public override bool IsColumnActive(DataViewSchema.Column column) =>
        column.Index >= input.Schema.Count || input.IsColumnActive(input.Schema[column.Index]);

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (column.Index < input.Schema.Count)
            return input.GetGetter<TValue>(input.Schema[column.Index]);
        var (start, length) = columns.Place(column.Index - input.Schema.Count);
        ValueGetter<VBuffer<float>> getter = (ref VBuffer<float> value) =>
        {
            var editor = VBufferEditor.Create(ref value, length);
            states.AsSpan(start, length).CopyTo(editor.Values);
            value = editor.Commit();
        };
        return getter as ValueGetter<TValue>
            ?? throw new InvalidOperationException(
                $"Column '{column.Name}': expected to be read as {column.Type.RawType}, found {typeof(TValue)}."
            );
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            input.Dispose();
        base.Dispose(disposing);
    }
}
