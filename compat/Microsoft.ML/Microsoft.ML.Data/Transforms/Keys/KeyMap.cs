using Microsoft.ML.Internal;

namespace Microsoft.ML.Data;

/// <summary>The values of a column that have keys: the first one key 1, and so on. All others are missing.</summary>
internal abstract class KeyMap(PrimitiveDataViewType itemType, int count)
{
    public PrimitiveDataViewType ItemType => itemType;

    public int Count => count;

    /// <summary>There is no key type without keys: an empty map has one key, which no value gets.</summary>
    public KeyDataViewType KeyType { get; } = new(typeof(uint), Math.Max(count, 1));

    /// <summary>Of the key of a scalar, or of the keys of a vector's items.</summary>
    public abstract Delegate MakeGetter(DataViewRow row, DataViewSchema.Column input);

    public abstract void AddKeyValues(
        DataViewSchema.Annotations.Builder annotations,
        DataViewSchema.Column input,
        bool asText
    );

    public void Save(BinaryWriter writer)
    {
        TypeFile.Write(writer, itemType);
        SaveValues(writer);
    }

    public static KeyMap Load(BinaryReader reader)
    {
        var itemType = (PrimitiveDataViewType)TypeFile.Read(reader);
        return Generic.Call<KeyMap>(itemType.RawType, LoadTyped<int>, reader, itemType);
    }

    protected abstract void SaveValues(BinaryWriter writer);

    private static KeyMap LoadTyped<T>(BinaryReader reader, PrimitiveDataViewType itemType) =>
        new KeyMap<T>(itemType, reader.ReadArray(() => ValueFile.Of<T>().Read(reader)));
}

internal sealed class KeyMap<T> : KeyMap
{
    private readonly T[] _values;
    private readonly Dictionary<T, uint> _keys;

    public KeyMap(PrimitiveDataViewType itemType, T[] values)
        : base(itemType, values.Length)
    {
        _values = values;
        _keys = new Dictionary<T, uint>(values.Length, KeyItems<T>.Of(itemType).Equality);
        foreach (var value in values)
            _keys.Add(value, (uint)_keys.Count + 1);
    }

    public override Delegate MakeGetter(DataViewRow row, DataViewSchema.Column input) =>
        input.Type is VectorDataViewType vector ? OfVector(row, input, vector) : OfScalar(row, input);

    /// <summary>The values; for keys of keys that have values, these.</summary>
    public override void AddKeyValues(
        DataViewSchema.Annotations.Builder annotations,
        DataViewSchema.Column input,
        bool asText
    )
    {
        if (Count == 0)
            return;
        var named = input.Annotations.Schema.GetColumnOrNull(AnnotationKinds.KeyValues)?.Type as VectorDataViewType;
        if (ItemType is KeyDataViewType key && named is not null && (ulong)named.Size == key.Count)
            Generic.Call<object>(named.ItemType.RawType, AddNames<int>, annotations, input, named.ItemType, asText);
        else
            Add(annotations, ItemType, _values, asText);
    }

    protected override void SaveValues(BinaryWriter writer) =>
        writer.WriteArray(_values, value => ValueFile.Of<T>().Write(writer, value));

    private uint KeyOf(T value) => _keys.GetValueOrDefault(value);

    private ValueGetter<uint> OfScalar(DataViewRow row, DataViewSchema.Column input)
    {
        var get = row.GetGetter<T>(input);
        T value = default;
        return (ref uint key) =>
        {
            get(ref value);
            key = KeyOf(value);
        };
    }

    private ValueGetter<VBuffer<uint>> OfVector(DataViewRow row, DataViewSchema.Column input, VectorDataViewType type)
    {
        var get = row.GetGetter<VBuffer<T>>(input);
        var builder = new VectorBuilder<uint>();
        VBuffer<T> vector = default;
        T[] values = [];
        return (ref VBuffer<uint> keys) =>
        {
            get(ref vector);
            Check.That(
                !type.IsKnownSize || type.Size == vector.Length,
                $"Column '{input.Name}': expected {type.Size} slots, but got {vector.Length}"
            );
            if (values.Length < vector.Length)
                values = new T[vector.Length];
            vector.CopyTo(values);
            builder.Reset(vector.Length);
            for (var slot = 0; slot < vector.Length; slot++)
                builder.Add(slot, KeyOf(values[slot]));
            builder.Commit(ref keys);
        };
    }

    private object AddNames<TName>(
        DataViewSchema.Annotations.Builder annotations,
        DataViewSchema.Column input,
        PrimitiveDataViewType nameType,
        bool asText
    )
    {
        VBuffer<TName> names = default;
        input.GetKeyValues(ref names);
        var ofKeys = _values.Select(key => names.GetItemOrDefault((int)(Convert.ToUInt64(key) - 1))).ToArray();
        Add(annotations, nameType, ofKeys, asText);
        return null;
    }

    private static void Add<TValue>(
        DataViewSchema.Annotations.Builder annotations,
        PrimitiveDataViewType type,
        TValue[] values,
        bool asText
    )
    {
        if (asText && type is not TextDataViewType)
            annotations.AddKeyValues(
                TextDataViewType.Instance,
                values.Select(value => ValueTexts.Of(type, value).AsMemory()).ToArray()
            );
        else
            annotations.AddKeyValues(type, values);
    }
}
