using Microsoft.ML.Internal;

namespace Microsoft.ML.Data;

/// <summary>A column of a text loader: its type, and the fields it is made of.</summary>
internal sealed class TextColumn
{
    private readonly (int First, int End)[] _segments;

    /// <param name="fieldCount">The number of fields of a line, for ranges that go to its end.</param>
    public TextColumn(TextLoader.Column column, int fieldCount)
    {
        Name = Check.NotBlank(column.Name, nameof(column.Name)).Trim();
        Check.Param(column.Source is { Length: > 0 }, nameof(column.Source), "Must specify some source column indices");
        var rawType = PrimitiveTypes.OfKind(column.DataKind);
        ItemType = column.KeyCount is { } key
            ? new KeyDataViewType(rawType.RawType, key.Count ?? KeyDataViewType.Maximum(rawType.RawType))
            : rawType;
        _segments = column.Source.Select(range => Segment(range, fieldCount)).ToArray();
        CheckOverlap();

        var variable = Array.Exists(_segments, segment => segment.End == int.MaxValue);
        var size = variable ? 0 : _segments.Sum(segment => segment.End - segment.First);
        var vector = variable || size > 1 || column.Source[0].ForceVector;
        Type = vector ? new VectorDataViewType(ItemType, size) : ItemType;
    }

    public string Name { get; }

    /// <summary>Runs of fields; one without an end goes to the end of the line.</summary>
    public IReadOnlyCollection<(int First, int End)> Segments => _segments;

    public PrimitiveDataViewType ItemType { get; }

    public DataViewType Type { get; }

    public bool HasMissingValue => MissingValues.Exist(ItemType);

    public bool IsReal => ItemType.RawType == typeof(float) || ItemType.RawType == typeof(double);

    /// <summary>The fields of the column in a line; those that the line lacks are empty.</summary>
    public IEnumerable<ReadOnlyMemory<char>> Select(IReadOnlyList<ReadOnlyMemory<char>> fields)
    {
        foreach (var (first, end) in _segments)
        {
            var last = end == int.MaxValue ? fields.Count : end;
            for (var i = first; i < last; i++)
                yield return i < fields.Count ? fields[i] : default;
        }
    }

    private static (int First, int End) Segment(TextLoader.Range range, int fieldCount)
    {
        if (range.AllOther)
            throw new NotSupportedException("A range of all other fields is not supported here");
        if (range.Max is { } max)
            return (range.Min, max + 1);
        if (range.VariableEnd)
            return (range.Min, int.MaxValue);
        if (!range.AutoEnd)
            return (range.Min, range.Min + 1);
        Check.Param(
            range.Min < fieldCount,
            nameof(range.Min),
            $"Column #{range.Min} not found in the dataset (it only has {fieldCount} columns)"
        );
        return (range.Min, fieldCount);
    }

    private void CheckOverlap()
    {
        var sorted = _segments.OrderBy(segment => segment.First).ToArray();
        for (var i = 1; i < sorted.Length; i++)
            Check.Param(
                sorted[i - 1].End <= sorted[i].First,
                nameof(TextLoader.Column.Source),
                $"Intervals specified for column '{Name}' overlap"
            );
    }
}
