using Microsoft.ML.Internal;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A text loader in a model file. Ranges to the end of the line are saved as what they turned out to be.</summary>
internal static class TextLoaderFile
{
    public static void Write(BinaryWriter writer, TextLoader.Options options, TextColumn[] columns)
    {
        writer.Write(options.AllowQuoting);
        writer.Write(options.TrimWhitespace);
        writer.Write(options.HasHeader);
        writer.Write(options.ReadMultilines);
        writer.Write(options.MissingRealsAsNaNs);
        writer.Write(options.MaxRows ?? long.MaxValue);
        writer.Write(options.DecimalMarker);
        writer.Write(options.EscapeChar);
        writer.Write(new string(options.Separators));
        writer.WriteArray(
            columns,
            column =>
            {
                writer.Write(column.Name);
                writer.Write((byte)PrimitiveTypes.KindOf(column.ItemType.RawType));
                writer.Write(column.Type.KeyCount());
                writer.Write(column.Type is VectorDataViewType);
                writer.WriteArray(
                    column.Segments,
                    segment =>
                    {
                        writer.Write(segment.First);
                        writer.Write(segment.End);
                    }
                );
            }
        );
    }

    public static TextLoader Read(IHostEnvironment env, ModelLoadContext ctx)
    {
        var reader = ctx.Reader;
        var options = new TextLoader.Options
        {
            AllowQuoting = reader.ReadBoolean(),
            TrimWhitespace = reader.ReadBoolean(),
            HasHeader = reader.ReadBoolean(),
            ReadMultilines = reader.ReadBoolean(),
            MissingRealsAsNaNs = reader.ReadBoolean(),
            MaxRows = reader.ReadInt64(),
            DecimalMarker = reader.ReadChar(),
            EscapeChar = reader.ReadChar(),
            Separators = reader.ReadString().ToCharArray(),
            Columns = reader.ReadArray(() => ReadColumn(reader)),
        };
        return new TextLoader(env, options, dataSample: null);
    }

    private static TextLoader.Column ReadColumn(BinaryReader reader)
    {
        var (name, kind, keyCount, vector) = (
            reader.ReadString(),
            (DataKind)reader.ReadByte(),
            reader.ReadUInt64(),
            reader.ReadBoolean()
        );
        var ranges = reader.ReadArray(() => ReadRange(reader, vector));
        return new TextLoader.Column(name, kind, ranges, keyCount > 0 ? new KeyCount(keyCount) : null);
    }

    private static TextLoader.Range ReadRange(BinaryReader reader, bool vector)
    {
        var (first, end) = (reader.ReadInt32(), reader.ReadInt32());
        return end == int.MaxValue
            ? new TextLoader.Range { Min = first, VariableEnd = true }
            : new TextLoader.Range
            {
                Min = first,
                Max = end - 1,
                ForceVector = vector,
            };
    }
}
