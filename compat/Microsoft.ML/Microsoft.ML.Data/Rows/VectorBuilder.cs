namespace Microsoft.ML.Data;

/// <summary>
/// Collects the items of a vector in the order of their slots. The vector gets dense when at least half of its items
/// are not default, as in ML.NET, and sparse otherwise.
/// </summary>
internal sealed class VectorBuilder<T>
{
    private T[] _values = new T[8];
    private int[] _slots = new int[8];
    private int _length;
    private int _count;

    public void Reset(int length)
    {
        _length = length;
        _count = 0;
    }

    public void Add(int slot, T value)
    {
        if (EqualityComparer<T>.Default.Equals(value, default))
            return;
        if (_count == _values.Length)
        {
            Array.Resize(ref _values, 2 * _count);
            Array.Resize(ref _slots, 2 * _count);
        }
        _values[_count] = value;
        _slots[_count++] = slot;
    }

    public void Commit(ref VBuffer<T> vector)
    {
        var dense = _length == 0 || _count >= Math.Max(1, _length / 2);
        var editor = VBufferEditor.Create(ref vector, _length, dense ? _length : _count);
        if (dense)
        {
            editor.Values.Clear();
            for (var i = 0; i < _count; i++)
                editor.Values[_slots[i]] = _values[i];
        }
        else
        {
            _values.AsSpan(0, _count).CopyTo(editor.Values);
            _slots.AsSpan(0, _count).CopyTo(editor.Indices);
        }
        vector = editor.Commit();
    }
}
