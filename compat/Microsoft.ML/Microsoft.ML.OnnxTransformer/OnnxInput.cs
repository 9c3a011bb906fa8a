using Microsoft.ML.Data;
using Microsoft.ML.Internal;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.Transforms.Onnx;

/// <summary>Makes the current value of a column a tensor. A scalar becomes one of shape [1, 1].</summary>
internal static class OnnxInput
{
    private static readonly int[] s_scalarShape = [1, 1];

    public static Func<NamedOnnxValue> Make(DataViewRow row, DataViewSchema.Column column, int[] shape)
    {
        if (column.Type is not VectorDataViewType vector)
            return Generic.Call<Func<NamedOnnxValue>>(column.Type.RawType, OfScalar<int>, row, column);
        return Generic.Call<Func<NamedOnnxValue>>(vector.ItemType.RawType, OfVector<int>, row, column, shape);
    }

    private static Func<NamedOnnxValue> OfScalar<T>(DataViewRow row, DataViewSchema.Column column)
    {
        var getter = row.GetGetter<T>(column);
        return () =>
        {
            T value = default;
            getter(ref value);
            return Tensor(column.Name, [value], s_scalarShape);
        };
    }

    private static Func<NamedOnnxValue> OfVector<T>(DataViewRow row, DataViewSchema.Column column, int[] shape)
    {
        var getter = row.GetGetter<VBuffer<T>>(column);
        var known = ((VectorDataViewType)column.Type).IsKnownSize;
        var unknown = Array.IndexOf(shape, 0);
        var others = shape.Where(d => d > 0).Aggregate((x, y) => x * y);
        shape = shape.ToArray();
        VBuffer<T> value = default;
        return () =>
        {
            getter(ref value);
            // A column of known size is not fitted to an unknown dimension: the tensor refuses it, as in ML.NET.
            if (!known)
                shape[unknown] = value.Length / others;
            var items = new T[value.Length];
            value.CopyTo(items);
            return Tensor(column.Name, items, shape);
        };
    }

    private static NamedOnnxValue Tensor<T>(string name, T[] items, int[] shape)
    {
        if (items is ReadOnlyMemory<char>[] texts)
            return Tensor(name, Array.ConvertAll(texts, text => text.ToString()), shape);
        return NamedOnnxValue.CreateFromTensor(name, new DenseTensor<T>(items, shape));
    }
}
