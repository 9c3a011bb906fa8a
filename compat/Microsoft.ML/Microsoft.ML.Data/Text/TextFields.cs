using System.Text;

namespace Microsoft.ML.Data;

/// <summary>The fields of a line. Spaces before a field do not count unless a space separates fields.</summary>
internal static class TextFields
{
    /// <summary>A field whose quotes do not fit is empty.</summary>
    public static List<ReadOnlyMemory<char>> Split(string line, TextLoader.Options options) =>
        Split(line, options, out _);

    /// <summary>Whether a quote that was opened in the line is still open at its end.</summary>
    public static bool EndsInQuotes(string line, TextLoader.Options options)
    {
        Split(line, options, out var open);
        return open;
    }

    private static List<ReadOnlyMemory<char>> Split(string line, TextLoader.Options options, out bool openQuote)
    {
        var fields = new List<ReadOnlyMemory<char>>();
        var spaceSeparates = options.Separators.Contains(' ');
        var end = options.TrimWhitespace ? line.AsSpan().TrimEnd().Length : line.Length;
        var i = 0;
        openQuote = false;
        while (true)
        {
            while (!spaceSeparates && i < end && line[i] == ' ')
                i++;
            if (options.AllowQuoting && i < end && line[i] == '"')
            {
                fields.Add(Quoted(line, end, ref i, options, out openQuote));
            }
            else
            {
                var start = i;
                while (i < end && !options.Separators.Contains(line[i]))
                    i++;
                fields.Add(line.AsMemory(start, i - start));
            }
            if (i >= end)
                return fields;
            i++;
        }
    }

    private static ReadOnlyMemory<char> Quoted(
        string line,
        int end,
        ref int i,
        TextLoader.Options options,
        out bool open
    )
    {
        var text = new StringBuilder();
        open = true;
        for (i++; i < end && open; i++)
        {
            var escaped = line[i] == options.EscapeChar && i + 1 < end && line[i + 1] == '"';
            if (escaped)
                text.Append(line[++i]);
            else if (line[i] == '"')
                open = false;
            else
                text.Append(line[i]);
        }
        // After the closing quote only spaces may stand before the separator.
        var good = !open;
        for (; i < end && !options.Separators.Contains(line[i]); i++)
            good &= line[i] == ' ';
        return good ? text.ToString().AsMemory() : default;
    }
}
