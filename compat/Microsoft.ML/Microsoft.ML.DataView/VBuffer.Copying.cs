using Microsoft.ML.Internal;

namespace Microsoft.ML.Data;

public readonly partial struct VBuffer<T>
{
    public void CopyToDense(ref VBuffer<T> destination)
    {
        var editor = VBufferEditor.Create(ref destination, Length);
        CopyTo(editor.Values);
        destination = editor.Commit();
    }

    public void CopyTo(ref VBuffer<T> destination)
    {
        var editor = VBufferEditor.Create(ref destination, Length, _count);
        GetValues().CopyTo(editor.Values);
        GetIndices().CopyTo(editor.Indices);
        destination = editor.Commit();
    }

    public void CopyTo(ref VBuffer<T> destination, int sourceIndex, int length)
    {
        Check.Param(0 <= sourceIndex && sourceIndex <= Length, nameof(sourceIndex));
        Check.Param(0 <= length && sourceIndex <= Length - length, nameof(length));

        // A dense buffer's values stand at their own index; a sparse one's range is found by bisection.
        var first = IsDense ? sourceIndex : PlaceOf(sourceIndex);
        var count = IsDense ? length : PlaceOf(sourceIndex + length) - first;
        var editor = VBufferEditor.Create(ref destination, length, count);
        GetValues().Slice(first, count).CopyTo(editor.Values);
        for (var i = 0; i < editor.Indices.Length; i++)
            editor.Indices[i] = _indices[first + i] - sourceIndex;
        destination = editor.Commit();
    }

    public void CopyTo(Span<T> destination) => CopyTo(destination, 0);

    public void CopyTo(Span<T> destination, int destinationIndex, T defaultValue = default)
    {
        Check.Param(
            0 <= destinationIndex && destinationIndex <= destination.Length - Length,
            nameof(destination),
            "Not large enough to hold these values."
        );
        destination = destination.Slice(destinationIndex, Length);
        if (IsDense)
        {
            GetValues().CopyTo(destination);
            return;
        }
        destination.Fill(defaultValue);
        for (var i = 0; i < _count; i++)
            destination[_indices[i]] = _values[i];
    }

    public static void Copy(T[] source, int sourceIndex, ref VBuffer<T> destination, int length)
    {
        var size = source?.Length ?? 0;
        Check.Param(0 <= length && length <= size, nameof(length));
        Check.Param(0 <= sourceIndex && sourceIndex <= size - length, nameof(sourceIndex));
        var editor = VBufferEditor.Create(ref destination, length);
        source.AsSpan(sourceIndex, length).CopyTo(editor.Values);
        destination = editor.Commit();
    }

    private int PlaceOf(int slot)
    {
        if (_count == 0)
            return 0;
        var place = Array.BinarySearch(_indices, 0, _count, slot);
        return place < 0 ? ~place : place;
    }

    internal VBufferEditor<T> Edit(
        int length,
        int? valuesCount,
        int? maxValuesCapacity,
        bool keepOldOnResize,
        bool requireIndicesOnDense
    )
    {
        Check.Param(length >= 0, nameof(length), "Must be non-negative.");
        var count = valuesCount ?? length;
        Check.Param(0 <= count && count <= length, nameof(valuesCount), "Must be from 0 to the length.");

        var values = Grown(_values, count, maxValuesCapacity, keepOldOnResize);
        var indices =
            count == length && !requireIndicesOnDense
                ? _indices
                : Grown(_indices, count, maxValuesCapacity, keepOldOnResize);
        return new VBufferEditor<T>(
            length,
            count,
            values,
            indices,
            requireIndicesOnDense,
            !ReferenceEquals(values, _values),
            !ReferenceEquals(indices, _indices)
        );
    }

    internal VBufferEditor<T> EditInPlace() => Edit(Length, _count, null, false, false);

    private static TItem[] Grown<TItem>(TItem[] array, int needed, int? capacity, bool keep)
    {
        var size = array?.Length ?? 0;
        if (size >= needed)
            return array;
        // Doubling pays only where old items move along, that is where a buffer grows step by step.
        var grown = new TItem[keep ? Math.Max(needed, (int)Math.Min(2L * size, capacity ?? Array.MaxLength)) : needed];
        if (keep && size > 0)
            Array.Copy(array, grown, size);
        return grown;
    }
}
