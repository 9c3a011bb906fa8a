using Microsoft.ML.Internal;

namespace Microsoft.ML.Data;

/// <summary>A schema in a model file: names, types and annotations, hidden columns included.</summary>
internal static class SchemaFile
{
    public static void Write(BinaryWriter writer, DataViewSchema schema)
    {
        writer.Write(schema.Count);
        foreach (var column in schema)
        {
            writer.Write(column.Name);
            TypeFile.Write(writer, column.Type);
            Write(writer, column.Annotations.Schema);
            foreach (var annotation in column.Annotations.Schema)
                Generic.Call<object>(annotation.Type.RawType, WriteValue<int>, writer, column.Annotations, annotation);
        }
    }

    public static DataViewSchema Read(BinaryReader reader)
    {
        var builder = new DataViewSchema.Builder();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var name = reader.ReadString();
            var type = TypeFile.Read(reader);
            var annotations = new DataViewSchema.Annotations.Builder();
            foreach (var annotation in Read(reader))
                Generic.Call<object>(annotation.Type.RawType, ReadValue<int>, reader, annotations, annotation);
            builder.AddColumn(name, type, annotations.ToAnnotations());
        }
        return builder.ToSchema();
    }

    private static object WriteValue<T>(
        BinaryWriter writer,
        DataViewSchema.Annotations annotations,
        DataViewSchema.Column annotation
    )
    {
        T value = default;
        annotations.GetGetter<T>(annotation)(ref value);
        ValueFile.Of<T>().Write(writer, value);
        return null;
    }

    private static object ReadValue<T>(
        BinaryReader reader,
        DataViewSchema.Annotations.Builder annotations,
        DataViewSchema.Column annotation
    )
    {
        var value = ValueFile.Of<T>().Read(reader);
        var copy = ValueCopier.Of<T>();
        annotations.Add<T>(annotation.Name, annotation.Type, (ref T destination) => copy(value, ref destination));
        return null;
    }
}
