using Microsoft.ML;
using Microsoft.ML.Data;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>Readers of a column's values, each a copy that stays.</summary>
internal static class ValueReaders
{
    /// <summary>A text.</summary>
    public static Func<string> Text(DataViewRow row, DataViewSchema.Column column)
    {
        var read = row.GetGetter<ReadOnlyMemory<char>>(column);
        ReadOnlyMemory<char> text = default;
        return () =>
        {
            read(ref text);
            return text.ToString();
        };
    }

    /// <summary>A vector of texts.</summary>
    public static Func<string[]> Texts(DataViewRow row, DataViewSchema.Column column)
    {
        var read = Vector<ReadOnlyMemory<char>>(row, column);
        return () => Array.ConvertAll(read(), text => text.ToString());
    }

    /// <summary>A vector of numbers.</summary>
    public static Func<T[]> Vector<T>(DataViewRow row, DataViewSchema.Column column)
    {
        var read = row.GetGetter<VBuffer<T>>(column);
        VBuffer<T> values = default;
        return () =>
        {
            read(ref values);
            return [.. values.DenseValues()];
        };
    }
}
