using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace TorchSharp.Utils;

/// <summary>A dictionary that keeps the order of insertion, with Python's method names beside .NET's.</summary>
public class OrderedDict<TKey, TValue> : IDictionary<TKey, TValue>, IList<(TKey, TValue)>
    where TKey : notnull
{
    private readonly List<(TKey Key, TValue Value)> entries = [];
    private readonly Dictionary<TKey, TValue> lookup = [];

    public (TKey, TValue) this[int index]
    {
        get => entries[index];
        set
        {
            lookup.Remove(entries[index].Key);
            lookup.Add(value.Item1, value.Item2);
            entries[index] = value;
        }
    }

    public TValue this[TKey key]
    {
        get => lookup[key];
        set
        {
            if (lookup.ContainsKey(key))
                entries[Position(key)] = (key, value);
            else
                entries.Add((key, value));
            lookup[key] = value;
        }
    }

    public int Count => entries.Count;

    public bool IsReadOnly => false;

    public ICollection<TKey> Keys => [.. keys()];

    public ICollection<TValue> Values => [.. values()];

    public IEnumerable<TKey> keys() => entries.Select(entry => entry.Key);

    public IEnumerable<TValue> values() => entries.Select(entry => entry.Value);

    public void clear() => Clear();

    public IEnumerator<(TKey, TValue)> items() => entries.GetEnumerator();

    public void Add(TKey key, TValue value)
    {
        lookup.Add(key, value);
        entries.Add((key, value));
    }

    public void Add((TKey, TValue) item) => Add(item.Item1, item.Item2);

    public void Add(KeyValuePair<TKey, TValue> item) => Add(item.Key, item.Value);

    public void Insert(int index, (TKey, TValue) item)
    {
        lookup.Add(item.Item1, item.Item2);
        entries.Insert(index, item);
    }

    public bool Remove(TKey key)
    {
        if (!lookup.Remove(key))
            return false;
        entries.RemoveAt(Position(key));
        return true;
    }

    public bool Remove((TKey, TValue) item) => Remove(item.Item1);

    public bool Remove(KeyValuePair<TKey, TValue> item) => Remove(item.Key);

    public void RemoveAt(int index) => Remove(entries[index].Key);

    public void Clear()
    {
        entries.Clear();
        lookup.Clear();
    }

    public bool ContainsKey(TKey key) => lookup.ContainsKey(key);

    public bool Contains((TKey, TValue) item) => entries.Contains(item);

    public bool Contains(KeyValuePair<TKey, TValue> item) => entries.Contains((item.Key, item.Value));

    public int IndexOf((TKey, TValue) item) => entries.IndexOf(item);

    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value) => lookup.TryGetValue(key, out value);

    public void CopyTo((TKey, TValue)[] array, int arrayIndex) => entries.CopyTo(array, arrayIndex);

    public void CopyTo(KeyValuePair<TKey, TValue>[] array, int arrayIndex)
    {
        foreach (var (key, value) in entries)
            array[arrayIndex++] = new(key, value);
    }

    public IEnumerator<(TKey, TValue)> GetEnumerator() => entries.GetEnumerator();

    IEnumerator<KeyValuePair<TKey, TValue>> IEnumerable<KeyValuePair<TKey, TValue>>.GetEnumerator() =>
        entries.Select(entry => KeyValuePair.Create(entry.Key, entry.Value)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int Position(TKey key) => entries.FindIndex(entry => EqualityComparer<TKey>.Default.Equals(entry.Key, key));
}
