using Microsoft.ML.Data;
using Microsoft.ML.Internal;

namespace Microsoft.ML.Transforms.Text;

/// <summary>What the text transforms share: their input is text or a vector of it.</summary>
internal static class TextInput
{
    public static SchemaShape.Column Find(SchemaShape shape, string name, string expected)
    {
        var column = shape.Find(name);
        return column.ItemType is TextDataViewType
            ? column
            : throw Check.WrongColumn("inputSchema", "input", name, expected, $"{column.ItemType}");
    }

    public static void CheckAll(DataViewSchema schema, (string Output, string Input)[] pairs, string expected)
    {
        foreach (var (_, input) in pairs)
        {
            var type = schema.Find(input).Type;
            if (type.ItemType() is not TextDataViewType)
                throw Check.WrongColumn("inputSchema", "input", input, expected, $"{type}");
        }
    }

    /// <summary>A getter of what a function makes of the text, or of the given items of a vector.</summary>
    public static ValueGetter<VBuffer<T>> MakeGetter<T>(
        DataViewRow row,
        DataViewSchema.Column input,
        TextsToItems<T> addItems
    )
    {
        var items = new List<T>();
        if (input.Type is not VectorDataViewType)
        {
            var getText = row.GetGetter<ReadOnlyMemory<char>>(input);
            ReadOnlyMemory<char> text = default;
            return (ref VBuffer<T> vector) =>
            {
                getText(ref text);
                items.Clear();
                addItems([text], items);
                Put(items, ref vector);
            };
        }
        var getTexts = row.GetGetter<VBuffer<ReadOnlyMemory<char>>>(input);
        VBuffer<ReadOnlyMemory<char>> texts = default;
        return (ref VBuffer<T> vector) =>
        {
            getTexts(ref texts);
            items.Clear();
            addItems(texts.GetValues(), items);
            Put(items, ref vector);
        };
    }

    private static void Put<T>(List<T> items, ref VBuffer<T> vector)
    {
        var editor = VBufferEditor.Create(ref vector, items.Count);
        items.CopyTo(editor.Values);
        vector = editor.Commit();
    }
}

internal delegate void TextsToItems<T>(ReadOnlySpan<ReadOnlyMemory<char>> texts, List<T> items);
