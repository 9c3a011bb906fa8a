using Microsoft.ML.Internal;

namespace Microsoft.ML.Data;

/// <summary>A number of a category: 0 is missing, 1 to Count are the categories.</summary>
public sealed class KeyDataViewType : PrimitiveDataViewType
{
    public KeyDataViewType(Type type, ulong count)
        : base(type)
    {
        Check.Param(IsValidDataType(type), nameof(type), "A key is a Byte, UInt16, UInt32 or UInt64");
        Check.Param(
            0 < count && count <= Maximum(type),
            nameof(count),
            $"The count of a key must be positive and fit into {type.Name}, but is {count}"
        );
        Count = count;
    }

    public KeyDataViewType(Type type, int count)
        : this(type, checked((ulong)Math.Max(count, 0))) { }

    public ulong Count { get; }

    public static bool IsValidDataType(Type type) => Maximum(type) > 0;

    public override bool Equals(DataViewType other) =>
        other is KeyDataViewType key && key.RawType == RawType && key.Count == Count;

    public override bool Equals(object other) => other is DataViewType type && Equals(type);

    public override int GetHashCode() => HashCode.Combine(RawType, Count);

    public override string ToString() => $"Key<{RawType.Name}, 0-{Count - 1}>";

    internal static ulong Maximum(Type type) =>
        type == typeof(byte) ? byte.MaxValue
        : type == typeof(ushort) ? ushort.MaxValue
        : type == typeof(uint) ? uint.MaxValue
        : type == typeof(ulong) ? ulong.MaxValue
        : 0;
}
