namespace Microsoft.ML.Data;

/// <summary>As many of the added items as it has room for, each with the same chance to be kept.</summary>
internal sealed class RandomSample<T>(int capacity, Random random)
{
    private readonly List<T> _items = [];
    private long _added;

    public IReadOnlyCollection<T> Items => _items;

    public void Add(T item)
    {
        _added++;
        if (_items.Count < capacity)
            _items.Add(item);
        else if (random.NextDouble() * _added < capacity)
            _items[random.Next(capacity)] = item;
    }
}
