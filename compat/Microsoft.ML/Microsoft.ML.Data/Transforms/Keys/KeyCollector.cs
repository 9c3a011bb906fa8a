using Microsoft.ML.Internal;

namespace Microsoft.ML.Data;

/// <summary>Collects the distinct values of a column from the rows of a cursor, up to a number of them.</summary>
internal abstract class KeyCollector
{
    /// <summary>Whether there is room for more values, so that another row is worth reading.</summary>
    public abstract bool IsOpen { get; }

    public abstract void ReadRow();

    public abstract KeyMap Finish(bool sorted);

    public static KeyCollector Make(DataViewRow row, DataViewSchema.Column column, int maximum) =>
        Generic.Call<KeyCollector>(column.Type.ItemType().RawType, MakeTyped<int>, row, column, maximum);

    private static KeyCollector MakeTyped<T>(DataViewRow row, DataViewSchema.Column column, int maximum) =>
        new KeyCollector<T>(row, column, maximum);
}

internal sealed class KeyCollector<T> : KeyCollector
{
    private readonly PrimitiveDataViewType _itemType;
    private readonly KeyItems<T> _items;
    private readonly Action _read;
    private readonly int _maximum;
    private readonly HashSet<T> _known;
    private readonly List<T> _values = [];
    private bool _sawImplicitItems;

    public KeyCollector(DataViewRow row, DataViewSchema.Column column, int maximum)
    {
        _itemType = (PrimitiveDataViewType)column.Type.ItemType();
        _items = KeyItems<T>.Of(_itemType);
        _known = new HashSet<T>(_items.Equality);
        _maximum = maximum;
        _read = column.Type is VectorDataViewType ? ReaderOfVectors(row, column) : ReaderOfScalars(row, column);
    }

    public override bool IsOpen => _values.Count < _maximum;

    public override void ReadRow() => _read();

    public override KeyMap Finish(bool sorted)
    {
        // ML.NET does not expect to sort nothing, unless it is text.
        if (sorted && _values.Count == 0 && _itemType is not TextDataViewType)
            throw new ArgumentNullException("keys");
        if (sorted)
            _values.Sort(_items.Order);
        return new KeyMap<T>(_itemType, _values.ToArray());
    }

    private Action ReaderOfScalars(DataViewRow row, DataViewSchema.Column column)
    {
        var get = row.GetGetter<T>(column);
        T value = default;
        return () =>
        {
            get(ref value);
            Add(value);
        };
    }

    private Action ReaderOfVectors(DataViewRow row, DataViewSchema.Column column)
    {
        var get = row.GetGetter<VBuffer<T>>(column);
        VBuffer<T> vector = default;
        return () =>
        {
            get(ref vector);
            // What a sparse vector leaves out is the default value, which counts where it is first left out.
            var indices = vector.GetIndices();
            var values = vector.GetValues();
            for (var i = 0; i < values.Length; i++)
            {
                if (!vector.IsDense && indices[i] != i)
                    AddImplicit();
                Add(values[i]);
            }
            if (!vector.IsDense)
                AddImplicit();
        };
    }

    private void AddImplicit()
    {
        if (!_sawImplicitItems)
            Add(default);
        _sawImplicitItems = true;
    }

    private void Add(T value)
    {
        if (!IsOpen || _items.IsMissing(value) || _known.Contains(value))
            return;
        value = _items.Copy(value);
        _known.Add(value);
        _values.Add(value);
    }
}
