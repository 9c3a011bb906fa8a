namespace Microsoft.ML.Data;

/// <summary>The value of a text column in the current line.</summary>
internal interface ITextCell
{
    Delegate Getter { get; }

    void Parse(IReadOnlyList<ReadOnlyMemory<char>> fields, long line);
}

/// <summary>
/// An empty field is the type's default. What can not be read is missing where the type knows that (and noted),
/// and an error where it does not.
/// </summary>
internal sealed class TextCell<T>(TextColumn column, TextLoader.Options options, TextReadingNotes notes) : ITextCell
{
    private readonly TextParser<T> _parse = TextValues.Parser<T>(column.ItemType, options.DecimalMarker);
    private readonly T _empty = Empty(column, options);
    private readonly List<T> _values = [];

    public Delegate Getter =>
        column.Type is VectorDataViewType
            ? (ValueGetter<VBuffer<T>>)GetVector
            : (ValueGetter<T>)((ref T value) => value = _values[0]);

    public void Parse(IReadOnlyList<ReadOnlyMemory<char>> fields, long line)
    {
        _values.Clear();
        foreach (var field in column.Select(fields))
            _values.Add(IsEmpty(field) ? _empty : Parse(field, line));
    }

    private bool IsEmpty(ReadOnlyMemory<char> field) => column.IsReal ? field.Span.IsWhiteSpace() : field.IsEmpty;

    private T Parse(ReadOnlyMemory<char> field, long line)
    {
        if (_parse(field, out var value))
            return value;
        var vector = column.Type is VectorDataViewType;
        if (!column.HasMissingValue)
            throw new InvalidOperationException(
                vector
                    ? $"Could not parse value {field} in slot {_values.Count} of column {column.Name} in line {line}"
                    : $"Could not parse value {field} in line {line}, column {column.Name}"
            );
        notes.AddBadValue(line, column.Name, vector ? _values.Count : null);
        return value;
    }

    private void GetVector(ref VBuffer<T> value)
    {
        var editor = VBufferEditor.Create(ref value, _values.Count);
        _values.CopyTo(editor.Values);
        value = editor.Commit();
    }

    private static T Empty(TextColumn column, TextLoader.Options options) =>
        options.MissingRealsAsNaNs && column.IsReal
            ? (T)Convert.ChangeType(double.NaN, typeof(T), System.Globalization.CultureInfo.InvariantCulture)
            : default;
}
