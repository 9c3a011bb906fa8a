using Microsoft.ML.Internal;

namespace Microsoft.ML.Data;

/// <summary>What counts as missing: NaN, and 0 in a key. Other types have no such value.</summary>
internal static class MissingValues
{
    public static bool Exist(DataViewType type) =>
        type.ItemType() is KeyDataViewType
        || type.ItemType().RawType == typeof(float)
        || type.ItemType().RawType == typeof(double);

    /// <summary>Whether the value, or any item of the vector, is missing.</summary>
    public static Func<bool> MakeTest(DataViewRow row, DataViewSchema.Column column)
    {
        var item = column.Type.ItemType();
        return column.Type is VectorDataViewType
            ? Generic.Call<Func<bool>>(item.RawType, OfVector<int>, row, column)
            : Generic.Call<Func<bool>>(item.RawType, OfScalar<int>, row, column);
    }

    private static Func<bool> OfScalar<T>(DataViewRow row, DataViewSchema.Column column)
    {
        var getter = row.GetGetter<T>(column);
        T value = default;
        return () =>
        {
            getter(ref value);
            return IsMissing(value);
        };
    }

    private static Func<bool> OfVector<T>(DataViewRow row, DataViewSchema.Column column)
    {
        var getter = row.GetGetter<VBuffer<T>>(column);
        VBuffer<T> value = default;
        return () =>
        {
            getter(ref value);
            foreach (var item in value.DenseValues())
            {
                if (IsMissing(item))
                    return true;
            }
            return false;
        };
    }

    private static bool IsMissing<T>(T value) =>
        value switch
        {
            float number => float.IsNaN(number),
            double number => double.IsNaN(number),
            _ => EqualityComparer<T>.Default.Equals(value, default),
        };
}
