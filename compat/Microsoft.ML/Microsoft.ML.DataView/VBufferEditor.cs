using Microsoft.ML.Internal;

namespace Microsoft.ML.Data;

/// <summary>Fills a <see cref="VBuffer{T}"/> while using its arrays again where they are large enough.</summary>
public static class VBufferEditor
{
    public static VBufferEditor<T> CreateFromBuffer<T>(scoped ref VBuffer<T> destination) => destination.EditInPlace();

    public static VBufferEditor<T> Create<T>(
        scoped ref VBuffer<T> destination,
        int newLogicalLength,
        int? valuesCount = null,
        int? maxValuesCapacity = null,
        bool keepOldOnResize = false,
        bool requireIndicesOnDense = false
    ) => destination.Edit(newLogicalLength, valuesCount, maxValuesCapacity, keepOldOnResize, requireIndicesOnDense);
}

public readonly ref struct VBufferEditor<T>
{
    private readonly int _length;
    private readonly T[] _values;
    private readonly int[] _indices;

    public readonly Span<T> Values;

    public readonly Span<int> Indices;

    internal VBufferEditor(
        int length,
        int count,
        T[] values,
        int[] indices,
        bool indicesOnDense,
        bool createdNewValues,
        bool createdNewIndices
    )
    {
        _length = length;
        _values = values;
        _indices = indices;
        Values = values.AsSpan(0, count);
        Indices = count < length || indicesOnDense ? indices.AsSpan(0, count) : default;
        CreatedNewValues = createdNewValues;
        CreatedNewIndices = createdNewIndices;
    }

    public bool CreatedNewValues { get; }

    public bool CreatedNewIndices { get; }

    public VBuffer<T> Commit() => new(_length, Values.Length, _values, _indices);

    /// <summary>Commits only the first values; the buffer becomes sparse when they are fewer than its length.</summary>
    public VBuffer<T> CommitTruncated(int physicalValuesCount)
    {
        Check.Param(
            physicalValuesCount <= Values.Length,
            nameof(physicalValuesCount),
            "Can not be more than the editor was created for."
        );
        return new VBuffer<T>(_length, physicalValuesCount, _values, _indices);
    }
}
