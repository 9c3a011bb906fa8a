using Microsoft.ML.Internal;

namespace Microsoft.ML.Data;

/// <summary>All values of a column.</summary>
internal abstract class CachedColumn
{
    public static CachedColumn For(DataViewRowCursor cursor, DataViewSchema.Column column) =>
        Generic.Call<CachedColumn>(column.Type.RawType, Make<int>, cursor, column);

    /// <summary>Appends the value of the cursor's current row.</summary>
    public abstract void Read();

    public abstract Delegate MakeGetter(Func<int> row);

    private static CachedColumn Make<T>(DataViewRowCursor cursor, DataViewSchema.Column column) =>
        new Values<T>(cursor.GetGetter<T>(column));

    private sealed class Values<T>(ValueGetter<T> source) : CachedColumn
    {
        private readonly ValueCopier<T> _copy = ValueCopier.Of<T>();
        private readonly List<T> _values = [];

        public override void Read()
        {
            T value = default;
            source(ref value);
            _values.Add(value);
        }

        public override Delegate MakeGetter(Func<int> row) =>
            (ValueGetter<T>)((ref T value) => _copy(_values[row()], ref value));
    }
}
