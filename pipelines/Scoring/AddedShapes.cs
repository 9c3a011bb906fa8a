using Microsoft.ML;
using Microsoft.ML.Data;

namespace Rnn.Onnx.Pipelines.Scoring;

/// <summary>
/// The shapes of added columns before there is data. Only ML.NET can make the column of a shape: a mapping that is never run
/// adds columns of these types.
/// </summary>
internal static class AddedShapes
{
    /// <summary>A schema's shape with the added columns.</summary>
    public static SchemaShape Add(TransformsCatalog catalog, SchemaShape input, IReadOnlyList<AddedColumn> columns)
    {
        foreach (var column in columns)
        {
            input = column.Type switch
            {
                BooleanDataViewType => Add<Flag>(catalog, input, column),
                KeyDataViewType => Add<Key>(catalog, input, column),
                VectorDataViewType { ItemType: TextDataViewType } => Add<Texts>(catalog, input, column),
                VectorDataViewType { ItemType.RawType: var item } when item == typeof(long) => Add<Longs>(
                    catalog,
                    input,
                    column
                ),
                VectorDataViewType => Add<Vector>(catalog, input, column),
                _ => Add<Number>(catalog, input, column),
            };
        }
        return input;
    }

    private static SchemaShape Add<TColumn>(TransformsCatalog catalog, SchemaShape input, AddedColumn column)
        where TColumn : class, new()
    {
        var output = SchemaDefinition.Create(typeof(TColumn));
        var made = output[0];
        (made.ColumnName, made.ColumnType) = (column.Name, column.Type);
        foreach (var annotation in column.Annotations.Schema)
        {
            if (annotation.Type is VectorDataViewType)
                made.AddAnnotation(annotation.Name, TextsOf(column.Annotations, annotation.Name), annotation.Type);
            else
                made.AddAnnotation(annotation.Name, TextOf(column.Annotations, annotation.Name), annotation.Type);
        }
        return catalog
            .CustomMapping<Nothing, TColumn>((_, _) => { }, null, outputSchemaDefinition: output)
            .GetOutputSchema(input);
    }

    private static string[] TextsOf(DataViewSchema.Annotations annotations, string kind)
    {
        VBuffer<ReadOnlyMemory<char>> values = default;
        annotations.GetValue(kind, ref values);
        return [.. values.DenseValues().Select(value => value.ToString())];
    }

    private static string TextOf(DataViewSchema.Annotations annotations, string kind)
    {
        ReadOnlyMemory<char> value = default;
        annotations.GetValue(kind, ref value);
        return value.ToString();
    }

    private sealed class Nothing;

    private sealed class Flag
    {
        public bool Value { get; set; }
    }

    private sealed class Key
    {
        public uint Value { get; set; }
    }

    private sealed class Number
    {
        public float Value { get; set; }
    }

    private sealed class Vector
    {
        public float[] Value { get; set; } = [];
    }

    private sealed class Longs
    {
        public long[] Value { get; set; } = [];
    }

    private sealed class Texts
    {
        public string[] Value { get; set; } = [];
    }
}
