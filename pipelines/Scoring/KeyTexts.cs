using Microsoft.ML;
using Microsoft.ML.Data;

namespace Rnn.Onnx.Pipelines.Scoring;

/// <summary>Columns of keys that stand for texts, alone or in vectors, read as the texts.</summary>
internal static class KeyTexts
{
    /// <summary>Whether a column holds such keys.</summary>
    public static bool Has(DataViewSchema.Column column) =>
        Item(column) is KeyDataViewType key && key.RawType == typeof(uint) && column.HasKeyValues();

    /// <summary>A getter of the texts of a row; a missing key is an empty text.</summary>
    public static ValueGetter<VBuffer<ReadOnlyMemory<char>>> Getter(DataViewRow source, DataViewSchema.Column column)
    {
        VBuffer<ReadOnlyMemory<char>> values = default;
        column.GetKeyValues(ref values);
        ReadOnlyMemory<char>[] texts = [default, .. values.DenseValues()];
        if (column.Type is not VectorDataViewType)
        {
            var readOne = source.GetGetter<uint>(column);
            uint key = 0;
            return (ref VBuffer<ReadOnlyMemory<char>> value) =>
            {
                readOne(ref key);
                var editor = VBufferEditor.Create(ref value, 1);
                editor.Values[0] = texts[key];
                value = editor.Commit();
            };
        }
        var read = source.GetGetter<VBuffer<uint>>(column);
        VBuffer<uint> keys = default;
        return (ref VBuffer<ReadOnlyMemory<char>> value) =>
        {
            read(ref keys);
            var editor = VBufferEditor.Create(ref value, keys.Length);
            foreach (var (slot, key) in keys.Items(all: true))
                editor.Values[slot] = texts[key];
            value = editor.Commit();
        };
    }

    private static DataViewType Item(DataViewSchema.Column column) =>
        column.Type is VectorDataViewType vector ? vector.ItemType : column.Type;
}
