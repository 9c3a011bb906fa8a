using System.Globalization;

namespace Microsoft.ML.Contract.Tests.Transforms;

/// <summary>Views, annotations and shapes as text, which is what the tests of transforms compare.</summary>
internal static class Views
{
    public static IDataView Apply<T>(this IEstimator<T> estimator, IDataView data)
        where T : ITransformer => estimator.Fit(data).Transform(data);

    /// <summary>The values of a column: a vector as [a, b] when dense, as [length: slot=value] when sparse.</summary>
    public static string[] Texts(this IDataView view, string column)
    {
        using var cursor = view.GetRowCursor([view.Schema[column]]);
        var read = Reader(cursor, view.Schema[column]);
        var texts = new List<string>();
        while (cursor.MoveNext())
            texts.Add(read());
        return texts.ToArray();
    }

    /// <summary>The column's type and its annotations with their values.</summary>
    public static string Describe(this DataViewSchema.Column column)
    {
        var annotations = column.Annotations.Schema.Select(annotation =>
            $" {annotation.Name}={Annotation(column, annotation)}"
        );
        return $"{column.Type}{string.Concat(annotations)}";
    }

    /// <summary>The shape of a column that an estimator promises for rows of a class.</summary>
    public static string Promise<TRow, T>(this IEstimator<T> estimator, MLContext ml, string column)
        where TRow : class, new()
        where T : ITransformer
    {
        var rows = ml.Transforms.CustomMapping<Nothing, TRow>((_, _) => { }, null);
        var shape = estimator.GetOutputSchema(rows.GetOutputSchema(new SchemaShape([])));
        return Describe(shape.Single(c => c.Name == column));
    }

    public static Func<string> Reader(DataViewRow row, DataViewSchema.Column column)
    {
        var vector = column.Type as VectorDataViewType;
        Func<DataViewRow, DataViewSchema.Column, Func<string>> make = vector is null ? Scalar<int> : Vector<int>;
        return (Func<string>)
            make
                .Method.GetGenericMethodDefinition()
                .MakeGenericMethod(vector?.ItemType.RawType ?? column.Type.RawType)
                .Invoke(null, [row, column]);
    }

    private static Func<string> Scalar<T>(DataViewRow row, DataViewSchema.Column column)
    {
        var getter = row.GetGetter<T>(column);
        T value = default;
        return () =>
        {
            getter(ref value);
            return Text(value);
        };
    }

    private static Func<string> Vector<T>(DataViewRow row, DataViewSchema.Column column)
    {
        var getter = row.GetGetter<VBuffer<T>>(column);
        VBuffer<T> value = default;
        return () =>
        {
            getter(ref value);
            return Text(value);
        };
    }

    private static string Annotation(DataViewSchema.Column column, DataViewSchema.Column annotation)
    {
        var vector = annotation.Type as VectorDataViewType;
        Func<DataViewSchema.Annotations, DataViewSchema.Column, string> read = vector is null ? One<int> : Many<int>;
        return (string)
            read
                .Method.GetGenericMethodDefinition()
                .MakeGenericMethod(vector?.ItemType.RawType ?? annotation.Type.RawType)
                .Invoke(null, [column.Annotations, annotation]);
    }

    private static string One<T>(DataViewSchema.Annotations annotations, DataViewSchema.Column annotation)
    {
        T value = default;
        annotations.GetGetter<T>(annotation)(ref value);
        return Text(value);
    }

    private static string Many<T>(DataViewSchema.Annotations annotations, DataViewSchema.Column annotation)
    {
        VBuffer<T> value = default;
        annotations.GetGetter<VBuffer<T>>(annotation)(ref value);
        return Text(value);
    }

    private static string Describe(SchemaShape.Column column)
    {
        var annotations = column.Annotations.Select(annotation => $" {annotation.Name}=({Describe(annotation)})");
        return $"{column.Kind} {(column.IsKey ? "key " : "")}{column.ItemType}{string.Concat(annotations)}";
    }

    private static string Text<T>(VBuffer<T> vector) =>
        vector.IsDense
            ? $"[{string.Join(", ", vector.DenseValues().Select(Text))}]"
            : $"[{vector.Length}:{string.Concat(vector.Items().Select(item => $" {item.Key}={Text(item.Value)}"))}]";

    private static string Text<T>(T value) =>
        value switch
        {
            // Zero without its sign: which zero comes out is nobody's promise.
            0f or 0d => "0",
            DateTime day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture),
        };

    public sealed class Nothing;
}
