using Microsoft.ML.Internal;

namespace Microsoft.ML.Data;

/// <summary>The columns that evaluators read, and labels of every type as numbers.</summary>
internal static class EvaluatedColumns
{
    public static DataViewSchema.Column FindRole(this DataViewSchema schema, string role, string name) =>
        schema.GetColumnOrNull(name)
        ?? throw new ArgumentOutOfRangeException(nameof(schema), $"{name} column '{role}' not found");

    public static void CheckType(DataViewSchema.Column column, string role, bool good, string expected)
    {
        if (!good)
            throw Check.WrongColumn("schema", role, column.Name, expected, $"{column.Type}");
    }

    /// <summary>Keys count from 0, true is 1; NaN is a missing label.</summary>
    public static ValueGetter<float> GetLabelGetter(this DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type is KeyDataViewType)
            return Generic.Call<ValueGetter<float>>(column.Type.RawType, OfKey<int>, row, column);
        if (column.Type is BooleanDataViewType)
            return Converted<bool>(row, column, label => label ? 1 : 0);
        return column.Type.RawType == typeof(double)
            ? Converted<double>(row, column, label => (float)label)
            : row.GetGetter<float>(column);
    }

    private static ValueGetter<float> OfKey<T>(DataViewRow row, DataViewSchema.Column column)
    {
        var count = column.Type.KeyCount();
        return Converted<T>(
            row,
            column,
            value =>
            {
                var key = Convert.ToUInt64(value);
                return 0 < key && key <= count ? key - 1 : float.NaN;
            }
        );
    }

    private static ValueGetter<float> Converted<T>(
        DataViewRow row,
        DataViewSchema.Column column,
        Func<T, float> convert
    )
    {
        var getter = row.GetGetter<T>(column);
        T source = default;
        return (ref float value) =>
        {
            getter(ref source);
            value = convert(source);
        };
    }
}
