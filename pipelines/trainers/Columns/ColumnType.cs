using Microsoft.ML;
using Microsoft.ML.Data;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>What a column holds, be it of a schema or of the shape of one.</summary>
/// <param name="Item">What a value, or an item of a vector, is held as; a key by its number.</param>
/// <param name="IsVector">Whether it holds vectors.</param>
/// <param name="IsKey">Whether it holds keys.</param>
internal sealed record ColumnType(Type Item, bool IsVector, bool IsKey)
{
    /// <summary>How ML.NET calls it.</summary>
    public required string Name { get; init; }

    public bool IsText => Item == typeof(ReadOnlyMemory<char>);

    public static ColumnType Of(DataViewSchema.Column column)
    {
        var item = column.Type is VectorDataViewType vector ? vector.ItemType : column.Type;
        return new(item.RawType, column.Type is VectorDataViewType, item is KeyDataViewType)
        {
            Name = $"{column.Type}",
        };
    }

    public static ColumnType Of(SchemaShape.Column column)
    {
        var isVector = column.Kind != SchemaShape.Column.VectorKind.Scalar;
        var item = column.IsKey ? $"Key<{column.ItemType}>" : $"{column.ItemType}";
        return new(column.ItemType.RawType, isVector, column.IsKey) { Name = isVector ? $"Vector<{item}>" : item };
    }
}
