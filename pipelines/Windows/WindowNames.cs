using Microsoft.ML;
using Microsoft.ML.Data;

namespace Rnn.Onnx.Pipelines.Windows;

/// <summary>The names of what a step of a vector holds, kept as an annotation of the column: they stay when a view is filtered or cached.</summary>
internal static class WindowNames
{
    /// <summary>A vector of texts, one for each value of a step.</summary>
    public const string Kind = "ColumnNames";

    public static DataViewSchema.Annotations Annotate(IReadOnlyList<string> names)
    {
        var texts = names.Select(name => name.AsMemory()).ToArray();
        var builder = new DataViewSchema.Annotations.Builder();
        builder.Add(
            Kind,
            new VectorDataViewType(TextDataViewType.Instance, texts.Length),
            (ref VBuffer<ReadOnlyMemory<char>> value) =>
            {
                var editor = VBufferEditor.Create(ref value, texts.Length);
                texts.CopyTo(editor.Values);
                value = editor.Commit();
            }
        );
        return builder.ToAnnotations();
    }

    /// <summary>The names that a column tells; null where it tells none.</summary>
    public static string[]? Of(DataViewSchema.Column column)
    {
        if (
            column.Annotations.Schema.GetColumnOrNull(Kind)?.Type
            is not VectorDataViewType { ItemType: TextDataViewType }
        )
            return null;
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.Annotations.GetValue(Kind, ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }
}
