using System.Numerics;

namespace Microsoft.ML.Data;

/// <summary>A 128-bit identity of a row. Next, Fork and Combine are rounds of the 128-bit Murmur 3 hash.</summary>
public readonly struct DataViewRowId : IComparable<DataViewRowId>, IEquatable<DataViewRowId>
{
    private const ulong C1 = 0x87c37b91114253d5;
    private const ulong C2 = 0x4cf5ad432745937f;

    public readonly ulong Low;
    public readonly ulong High;

    public DataViewRowId(ulong low, ulong high)
    {
        Low = low;
        High = high;
    }

    public override string ToString() => $"{High:x16}{Low:x16}";

    public int CompareTo(DataViewRowId other) =>
        High == other.High ? Low.CompareTo(other.Low) : High.CompareTo(other.High);

    public bool Equals(DataViewRowId other) => Low == other.Low && High == other.High;

    public override bool Equals(object obj) => obj is DataViewRowId other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Low, High);

    /// <summary>An id for a new row that stems from this one.</summary>
    public DataViewRowId Fork() => Round(1, 0);

    /// <summary>The id that follows, for generating many of them.</summary>
    public DataViewRowId Next() => Round(0, 0);

    public DataViewRowId Combine(DataViewRowId other)
    {
        other = other.Fork();
        return Round(other.Low, other.High);
    }

    private DataViewRowId Round(ulong k1, ulong k2)
    {
        var h1 = BitOperations.RotateLeft(Low ^ BitOperations.RotateLeft(k1 * C1, 31) * C2, 27) + High;
        h1 = h1 * 5 + 0x52dce729;
        var h2 = BitOperations.RotateLeft(High ^ BitOperations.RotateLeft(k2 * C2, 33) * C1, 31) + h1;
        h2 = h2 * 5 + 0x38495ab5;
        return new DataViewRowId(h1, h2);
    }
}
