using Microsoft.ML;
using Microsoft.ML.Data;

namespace Rnn.Onnx.Pipelines.Scoring;

/// <summary>
/// The shapes of prediction columns before there is data. Only ML.NET can make the column of a shape: a mapping that is never run
/// adds columns of these types.
/// </summary>
internal static class PredictionShapes
{
    /// <summary>A schema's shape with the columns of predictions.</summary>
    public static SchemaShape Add(
        TransformsCatalog catalog,
        SchemaShape input,
        IReadOnlyList<PredictionColumn> predictions
    )
    {
        foreach (var prediction in predictions)
        {
            input = prediction.Type switch
            {
                BooleanDataViewType => Add<Flag>(catalog, input, prediction),
                KeyDataViewType => Add<Key>(catalog, input, prediction),
                VectorDataViewType => Add<Vector>(catalog, input, prediction),
                _ => Add<Number>(catalog, input, prediction),
            };
        }
        return input;
    }

    private static SchemaShape Add<TColumn>(TransformsCatalog catalog, SchemaShape input, PredictionColumn prediction)
        where TColumn : class, new()
    {
        var output = SchemaDefinition.Create(typeof(TColumn));
        var column = output[0];
        (column.ColumnName, column.ColumnType) = (prediction.Name, prediction.Type);
        foreach (var annotation in prediction.Annotations.Schema)
        {
            if (annotation.Type is VectorDataViewType)
                column.AddAnnotation(annotation.Name, Texts(prediction.Annotations, annotation.Name), annotation.Type);
            else
                column.AddAnnotation(annotation.Name, Text(prediction.Annotations, annotation.Name), annotation.Type);
        }
        return catalog
            .CustomMapping<Nothing, TColumn>((_, _) => { }, null, outputSchemaDefinition: output)
            .GetOutputSchema(input);
    }

    private static string[] Texts(DataViewSchema.Annotations annotations, string kind)
    {
        VBuffer<ReadOnlyMemory<char>> values = default;
        annotations.GetValue(kind, ref values);
        return [.. values.DenseValues().Select(value => value.ToString())];
    }

    private static string Text(DataViewSchema.Annotations annotations, string kind)
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
}
