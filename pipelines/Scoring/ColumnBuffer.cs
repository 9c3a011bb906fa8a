using Microsoft.ML;
using Microsoft.ML.Data;

namespace Rnn.Onnx.Pipelines.Scoring;

/// <summary>Holds one passed-on column of the rows of a batch, since the source has moved on when they are handed out.</summary>
internal abstract class ColumnBuffer
{
    /// <summary>Copies the value of the source's present row into a slot.</summary>
    public abstract void Pull(int slot);

    /// <summary>A getter of the slot that <paramref name="slot"/> names at the time of the call.</summary>
    public abstract Delegate Getter(Func<int> slot);

    public static ColumnBuffer Create(DataViewRowCursor source, DataViewSchema.Column column, int capacity)
    {
        var buffer = column.Type is VectorDataViewType vector
            ? typeof(VectorBuffer<>).MakeGenericType(vector.ItemType.RawType)
            : typeof(ValueBuffer<>).MakeGenericType(column.Type.RawType);
        return (ColumnBuffer)Activator.CreateInstance(buffer, source, column, capacity)!;
    }

    private sealed class ValueBuffer<T>(DataViewRowCursor source, DataViewSchema.Column column, int capacity)
        : ColumnBuffer
    {
        private readonly T[] slots = new T[capacity];
        private readonly ValueGetter<T> read = source.GetGetter<T>(column);

        public override void Pull(int slot) => read(ref slots[slot]);

        public override Delegate Getter(Func<int> slot) => new ValueGetter<T>((ref T value) => value = slots[slot()]);
    }

    private sealed class VectorBuffer<T>(DataViewRowCursor source, DataViewSchema.Column column, int capacity)
        : ColumnBuffer
    {
        private readonly VBuffer<T>[] slots = new VBuffer<T>[capacity];
        private readonly ValueGetter<VBuffer<T>> read = source.GetGetter<VBuffer<T>>(column);

        public override void Pull(int slot) => read(ref slots[slot]);

        public override Delegate Getter(Func<int> slot) =>
            new ValueGetter<VBuffer<T>>((ref VBuffer<T> value) => slots[slot()].CopyTo(ref value));
    }
}
