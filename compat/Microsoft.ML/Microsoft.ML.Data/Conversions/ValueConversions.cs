using Microsoft.ML.Internal;

namespace Microsoft.ML.Data;

/// <summary>
/// The conversions between types that ML.NET knows: whole numbers stay signed or unsigned, nothing real becomes whole.
/// </summary>
internal static class ValueConversions
{
    private static readonly ConversionTable s_table = ConversionTable.Make();

    public static bool Exists(DataViewType from, DataViewType to) =>
        (from is not KeyDataViewType key || (to as KeyDataViewType)?.Count == key.Count)
        && s_table.ContainsKey((from.RawType, to.RawType));

    /// <summary>A getter of the converted value, or of a vector of converted items.</summary>
    public static Delegate MakeGetter(DataViewRow row, DataViewSchema.Column column, DataViewType to)
    {
        Type[] types = [column.Type.ItemType().RawType, to.ItemType().RawType];
        return column.Type is VectorDataViewType
            ? Generic.Call<Delegate>(types, OfVector<int, int>, row, column)
            : Generic.Call<Delegate>(types, OfScalar<int, int>, row, column);
    }

    private static Func<TFrom, TTo> Get<TFrom, TTo>() => (Func<TFrom, TTo>)s_table[(typeof(TFrom), typeof(TTo))];

    private static ValueGetter<TTo> OfScalar<TFrom, TTo>(DataViewRow row, DataViewSchema.Column column)
    {
        var get = row.GetGetter<TFrom>(column);
        var convert = Get<TFrom, TTo>();
        TFrom source = default;
        return (ref TTo value) =>
        {
            get(ref source);
            value = convert(source);
        };
    }

    /// <summary>What a sparse vector leaves out stays out, so 0 becomes "0" where it is given and "" where not.</summary>
    private static ValueGetter<VBuffer<TTo>> OfVector<TFrom, TTo>(DataViewRow row, DataViewSchema.Column column)
    {
        var get = row.GetGetter<VBuffer<TFrom>>(column);
        var convert = Get<TFrom, TTo>();
        VBuffer<TFrom> source = default;
        return (ref VBuffer<TTo> vector) =>
        {
            get(ref source);
            var values = source.GetValues();
            var editor = VBufferEditor.Create(ref vector, source.Length, values.Length);
            for (var i = 0; i < values.Length; i++)
                editor.Values[i] = convert(values[i]);
            source.GetIndices().CopyTo(editor.Indices);
            vector = editor.Commit();
        };
    }
}
