namespace Microsoft.ML.Data;

public enum DataKind : byte
{
    SByte = 1,
    Byte = 2,
    Int16 = 3,
    UInt16 = 4,
    Int32 = 5,
    UInt32 = 6,
    Int64 = 7,
    UInt64 = 8,
    Single = 9,
    Double = 10,
    String = 11,
    Boolean = 12,
    TimeSpan = 13,
    DateTime = 14,
    DateTimeOffset = 15,
}

/// <summary>The data view types of .NET types and of data kinds.</summary>
internal static class PrimitiveTypes
{
    private static readonly Dictionary<DataKind, PrimitiveDataViewType> s_ofKind = new()
    {
        [DataKind.SByte] = NumberDataViewType.SByte,
        [DataKind.Byte] = NumberDataViewType.Byte,
        [DataKind.Int16] = NumberDataViewType.Int16,
        [DataKind.UInt16] = NumberDataViewType.UInt16,
        [DataKind.Int32] = NumberDataViewType.Int32,
        [DataKind.UInt32] = NumberDataViewType.UInt32,
        [DataKind.Int64] = NumberDataViewType.Int64,
        [DataKind.UInt64] = NumberDataViewType.UInt64,
        [DataKind.Single] = NumberDataViewType.Single,
        [DataKind.Double] = NumberDataViewType.Double,
        [DataKind.String] = TextDataViewType.Instance,
        [DataKind.Boolean] = BooleanDataViewType.Instance,
        [DataKind.TimeSpan] = TimeSpanDataViewType.Instance,
        [DataKind.DateTime] = DateTimeDataViewType.Instance,
        [DataKind.DateTimeOffset] = DateTimeOffsetDataViewType.Instance,
    };

    private static readonly Dictionary<Type, PrimitiveDataViewType> s_ofRawType = s_ofKind
        .Values.Append(RowIdDataViewType.Instance)
        .ToDictionary(type => type.RawType);

    public static PrimitiveDataViewType OfKind(DataKind kind) => s_ofKind[kind];

    public static DataKind KindOf(Type rawType) => s_ofKind.First(pair => pair.Value.RawType == rawType).Key;

    public static bool HasDataViewType(Type rawType) => s_ofRawType.ContainsKey(rawType);

    public static PrimitiveDataViewType OfRawType(Type rawType) =>
        s_ofRawType.TryGetValue(rawType, out var type)
            ? type
            : throw new InvalidOperationException($"There is no data view type for {rawType}");

    /// <summary>The type of a vector's items, or the type itself.</summary>
    public static DataViewType ItemType(this DataViewType type) => (type as VectorDataViewType)?.ItemType ?? type;

    /// <summary>1 for a scalar, 0 for a vector of unknown size.</summary>
    public static int ValueCount(this DataViewType type) => (type as VectorDataViewType)?.Size ?? 1;

    /// <summary>The number of categories of a key or of a vector of keys; 0 for everything else.</summary>
    public static ulong KeyCount(this DataViewType type) => (type.ItemType() as KeyDataViewType)?.Count ?? 0;
}
