using System.Globalization;

namespace Rnn.Onnx.Models.Tensors;

/// <summary>One dimension of a tensor: a number, a name ("batch", "time") shared by equal dimensions, or unknown (the default value).</summary>
public readonly record struct Dim
{
    /// <summary>A dimension of a fixed size, 0 or more.</summary>
    public Dim(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        Value = value;
    }

    /// <summary>A dimension whose size is known only when the graph runs.</summary>
    public Dim(string symbol)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(symbol);
        Symbol = symbol;
    }

    /// <summary>The size, or null when it is not fixed.</summary>
    public long? Value { get; }

    /// <summary>The name, or null when there is none.</summary>
    public string? Symbol { get; }

    /// <summary>A dimension of a fixed size.</summary>
    public static implicit operator Dim(long value) => new(value);

    /// <summary>A dimension with a name.</summary>
    public static implicit operator Dim(string symbol) => new(symbol);

    /// <summary>The size, the name, or "?".</summary>
    public override string ToString() => Value?.ToString(CultureInfo.InvariantCulture) ?? Symbol ?? "?";
}
