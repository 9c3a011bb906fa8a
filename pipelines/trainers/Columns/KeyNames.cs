using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>What the keys of a column are called, in their order.</summary>
internal static class KeyNames
{
    private const string KeyValues = "KeyValues";

    /// <summary>The values that the keys stand for, as texts; their numbers from 1 on where they stand for none.</summary>
    public static IReadOnlyList<string> Of(DataViewSchema.Column column)
    {
        var count = checked((int)((KeyDataViewType)column.Type).Count);
        return column.Annotations.Schema.GetColumnOrNull(KeyValues)?.Type
                is not VectorDataViewType { ItemType: var item }
                ? [.. Enumerable.Range(1, count).Select(key => key.ToString(CultureInfo.InvariantCulture))]
            : item is TextDataViewType ? Read<ReadOnlyMemory<char>>(column)
            : item == NumberDataViewType.Single ? Read<float>(column)
            : item == NumberDataViewType.Double ? Read<double>(column)
            : item == NumberDataViewType.Int64 ? Read<long>(column)
            : item == NumberDataViewType.Int32 ? Read<int>(column)
            : item is BooleanDataViewType ? Read<bool>(column)
            : throw new Models.InvalidInputException(
                $"Column '{column.Name}': expected keys of texts or numbers, found keys of {item}."
            );
    }

    /// <summary>The class of a row's key, from 0; -1 where the key is missing.</summary>
    public static Func<int> Reader(DataViewRow row, DataViewSchema.Column column)
    {
        var raw = column.Type.RawType;
        return raw == typeof(uint) ? Getter<uint>(key => (int)key)
            : raw == typeof(byte) ? Getter<byte>(key => key)
            : raw == typeof(ushort) ? Getter<ushort>(key => key)
            : Getter<ulong>(key => (int)key);

        Func<int> Getter<T>(Func<T, int> number)
        {
            var read = row.GetGetter<T>(column);
            T key = default!;
            return () =>
            {
                read(ref key);
                return number(key) - 1;
            };
        }
    }

    private static string[] Read<T>(DataViewSchema.Column column)
    {
        VBuffer<T> values = default;
        column.GetKeyValues(ref values);
        return [.. values.DenseValues().Select(value => string.Format(CultureInfo.InvariantCulture, "{0}", value))];
    }
}
