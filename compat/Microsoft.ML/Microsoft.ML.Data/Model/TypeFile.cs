using Microsoft.ML.Internal;

namespace Microsoft.ML.Data;

/// <summary>A column type in a model file.</summary>
internal static class TypeFile
{
    private const byte Vector = 100;
    private const byte Key = 101;
    private const byte RowId = 102;

    public static void Write(BinaryWriter writer, DataViewType type)
    {
        switch (type)
        {
            case VectorDataViewType vector:
                writer.Write(Vector);
                Write(writer, vector.ItemType);
                writer.WriteArray(vector.Dimensions, writer.Write);
                break;
            case KeyDataViewType key:
                writer.Write(Key);
                writer.Write((byte)PrimitiveTypes.KindOf(key.RawType));
                writer.Write(key.Count);
                break;
            case RowIdDataViewType:
                writer.Write(RowId);
                break;
            case PrimitiveDataViewType when PrimitiveTypes.HasDataViewType(type.RawType):
                writer.Write((byte)PrimitiveTypes.KindOf(type.RawType));
                break;
            default:
                throw new NotSupportedException($"A column of type {type} can not be saved");
        }
    }

    public static DataViewType Read(BinaryReader reader)
    {
        var code = reader.ReadByte();
        return code switch
        {
            Vector => new VectorDataViewType((PrimitiveDataViewType)Read(reader), reader.ReadArray(reader.ReadInt32)),
            Key => new KeyDataViewType(PrimitiveTypes.OfKind((DataKind)reader.ReadByte()).RawType, reader.ReadUInt64()),
            RowId => RowIdDataViewType.Instance,
            _ => PrimitiveTypes.OfKind((DataKind)code),
        };
    }
}
