namespace Microsoft.ML.Data;

/// <summary>How values of a type are told apart, sorted and kept when they are given keys.</summary>
internal sealed record KeyItems<T>(
    IEqualityComparer<T> Equality,
    IComparer<T> Order,
    Func<T, bool> IsMissing,
    Func<T, T> Copy
)
{
    public static KeyItems<T> Of(PrimitiveDataViewType type)
    {
        if (type is TextDataViewType)
            return (KeyItems<T>)(object)KeyItems.Text;
        Func<T, bool> isMissing = type switch
        {
            KeyDataViewType => value => EqualityComparer<T>.Default.Equals(value, default),
            _ when type.RawType == typeof(float) => value => value is float.NaN,
            _ when type.RawType == typeof(double) => value => value is double.NaN,
            _ => _ => false,
        };
        return new KeyItems<T>(EqualityComparer<T>.Default, Comparer<T>.Default, isMissing, value => value);
    }
}

internal static class KeyItems
{
    /// <summary>Text by its characters; the empty one is missing. What is kept is a copy, as buffers are used again.</summary>
    public static KeyItems<ReadOnlyMemory<char>> Text { get; } =
        new(new TextComparer(), new TextComparer(), text => text.IsEmpty, text => text.ToString().AsMemory());

    private sealed class TextComparer : IEqualityComparer<ReadOnlyMemory<char>>, IComparer<ReadOnlyMemory<char>>
    {
        public bool Equals(ReadOnlyMemory<char> x, ReadOnlyMemory<char> y) => x.Span.SequenceEqual(y.Span);

        public int GetHashCode(ReadOnlyMemory<char> text) => string.GetHashCode(text.Span);

        public int Compare(ReadOnlyMemory<char> x, ReadOnlyMemory<char> y) => x.Span.SequenceCompareTo(y.Span);
    }
}
