using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Rnn.Onnx.Pipelines.Windows;

/// <summary>Reads a column of any kind of numbers as single-precision ones.</summary>
internal abstract class NumberReader
{
    /// <summary>Copies the values of the row's present position.</summary>
    public abstract void Read(Span<float> values);

    public static NumberReader Create(DataViewRow row, DataViewSchema.Column column)
    {
        var reader = column.Type is VectorDataViewType vector
            ? typeof(Vectors<>).MakeGenericType(vector.ItemType.RawType)
            : typeof(Scalars<>).MakeGenericType(column.Type.RawType);
        return (NumberReader)Activator.CreateInstance(reader, row, column)!;
    }

    private sealed class Scalars<T>(DataViewRow row, DataViewSchema.Column column) : NumberReader
        where T : struct, INumber<T>
    {
        private readonly ValueGetter<T> read = row.GetGetter<T>(column);
        private T value;

        public override void Read(Span<float> values)
        {
            read(ref value);
            values[0] = float.CreateTruncating(value);
        }
    }

    private sealed class Vectors<T>(DataViewRow row, DataViewSchema.Column column) : NumberReader
        where T : struct, INumber<T>
    {
        private readonly ValueGetter<VBuffer<T>> read = row.GetGetter<VBuffer<T>>(column);
        private readonly T[] dense = new T[((VectorDataViewType)column.Type).Size];
        private VBuffer<T> vector;

        public override void Read(Span<float> values)
        {
            read(ref vector);
            vector.CopyTo(dense);
            for (var i = 0; i < dense.Length; i++)
                values[i] = float.CreateTruncating(dense[i]);
        }
    }
}
