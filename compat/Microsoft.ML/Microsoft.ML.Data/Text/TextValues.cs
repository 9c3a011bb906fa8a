using System.Globalization;

namespace Microsoft.ML.Data;

internal delegate bool TextParser<T>(ReadOnlyMemory<char> text, out T value);

/// <summary>
/// Reads values of a column type from text. A parser says false for text that is no value; its result is then what
/// stands for a missing value, if the type has one.
/// </summary>
internal static class TextValues
{
    public static TextParser<T> Parser<T>(PrimitiveDataViewType type, char decimalMarker)
    {
        if (type is KeyDataViewType key)
            return (ReadOnlyMemory<char> text, out T value) => TryParseKey(text, key, out value);
        object parser = type.RawType switch
        {
            var raw when raw == typeof(ReadOnlyMemory<char>) => (TextParser<ReadOnlyMemory<char>>)Text,
            var raw when raw == typeof(float) => Real<float>(decimalMarker),
            var raw when raw == typeof(double) => Real<double>(decimalMarker),
            var raw when raw == typeof(bool) => (TextParser<bool>)TryParseBoolean,
            var raw when raw == typeof(sbyte) => (TextParser<sbyte>)Integer,
            var raw when raw == typeof(byte) => (TextParser<byte>)Integer,
            var raw when raw == typeof(short) => (TextParser<short>)Integer,
            var raw when raw == typeof(ushort) => (TextParser<ushort>)Integer,
            var raw when raw == typeof(int) => (TextParser<int>)Integer,
            var raw when raw == typeof(uint) => (TextParser<uint>)Integer,
            var raw when raw == typeof(long) => (TextParser<long>)Integer,
            var raw when raw == typeof(ulong) => (TextParser<ulong>)Integer,
            var raw when raw == typeof(TimeSpan) => (TextParser<TimeSpan>)TryParseTimeSpan,
            var raw when raw == typeof(DateTime) => (TextParser<DateTime>)TryParseDateTime,
            var raw when raw == typeof(DateTimeOffset) => (TextParser<DateTimeOffset>)TryParseDateTimeOffset,
            _ => throw new NotSupportedException($"Text can not be read as {type}"),
        };
        return (TextParser<T>)parser;
    }

    private static bool Text(ReadOnlyMemory<char> text, out ReadOnlyMemory<char> value)
    {
        value = text;
        return true;
    }

    private static bool Integer<T>(ReadOnlyMemory<char> text, out T value)
        where T : System.Numerics.IBinaryInteger<T>
    {
        value = T.Zero;
        // .NET would take a plus sign, and zero characters at the end.
        return text.Span is not ['+', ..] and [.., >= '0' and <= '9']
            && T.TryParse(text.Span, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>White space may follow a number. Before it, ML.NET takes it only when a single digit is left.</summary>
    private static TextParser<T> Real<T>(char decimalMarker)
        where T : struct, System.Numerics.IFloatingPointIeee754<T>
    {
        var format = new NumberFormatInfo { NumberDecimalSeparator = $"{decimalMarker}" };
        return (ReadOnlyMemory<char> text, out T value) =>
        {
            var rest = text.Span.TrimStart();
            var good = rest.Length == text.Length || rest is [>= '0' and <= '9'] or "?";
            value = T.NaN;
            return (rest.IsEmpty || good) && TryParse(rest.TrimEnd(), format, out value) || IsMissing(text.Span);
        };
    }

    /// <summary>The last character tells numbers from other names of infinity, which .NET would read.</summary>
    private static bool TryParse<T>(ReadOnlySpan<char> text, NumberFormatInfo format, out T value)
        where T : struct, System.Numerics.IFloatingPointIeee754<T>
    {
        value = text switch
        {
            "" => T.Zero,
            "Infinity" or "\u221E" => T.PositiveInfinity,
            "-Infinity" or "-\u221E" => T.NegativeInfinity,
            _ => T.NaN,
        };
        if (!T.IsNaN(value) || text is "?" or "NaN")
            return true;
        var isNumber = char.IsAsciiDigit(text[^1]) || text[^1] == format.NumberDecimalSeparator[0];
        if (isNumber && T.TryParse(text, NumberStyles.Float, format, out value))
            return true;
        value = T.NaN;
        return false;
    }

    private static bool IsMissing(ReadOnlySpan<char> text) =>
        text is "?"
        || text.Equals("NA", StringComparison.OrdinalIgnoreCase)
        || text.Equals("N/A", StringComparison.OrdinalIgnoreCase)
        || text.Equals("NaN", StringComparison.OrdinalIgnoreCase);

    private static bool TryParseKey<T>(ReadOnlyMemory<char> text, KeyDataViewType key, out T value)
    {
        var good = Integer(text, out ulong number) && number < key.Count;
        value = (T)Convert.ChangeType(good ? number + 1 : 0, typeof(T), CultureInfo.InvariantCulture);
        return good;
    }

    private static bool TryParseBoolean(ReadOnlyMemory<char> text, out bool value)
    {
        var word = text.ToString().ToUpperInvariant();
        value = word is "T" or "Y" or "1" or "+" or "+1" or "YES" or "TRUE";
        return value || word is "" or "F" or "N" or "0" or "-" or "-1" or "NO" or "FALSE";
    }

    private static bool TryParseTimeSpan(ReadOnlyMemory<char> text, out TimeSpan value) =>
        TimeSpan.TryParse(text.Span, CultureInfo.InvariantCulture, out value);

    private static bool TryParseDateTime(ReadOnlyMemory<char> text, out DateTime value) =>
        DateTime.TryParse(
            text.Span,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out value
        );

    private static bool TryParseDateTimeOffset(ReadOnlyMemory<char> text, out DateTimeOffset value) =>
        DateTimeOffset.TryParse(text.Span, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out value);
}
