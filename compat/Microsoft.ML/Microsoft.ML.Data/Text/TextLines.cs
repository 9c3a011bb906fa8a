namespace Microsoft.ML.Data;

/// <summary>
/// The lines of the sources that hold data, and the header. Empty lines and those that begin with // are passed over,
/// and those with # too as long as no other line has been read.
/// </summary>
internal sealed class TextLines(TextLoader.Options options)
{
    /// <summary>Each line with its number in its file, from 1.</summary>
    public IEnumerable<(string Text, long Number)> Read(IMultiStreamSource source)
    {
        for (var i = 0; i < source.Count; i++)
        {
            var header = options.HasHeader;
            foreach (var line in ReadOne(source, i))
            {
                if (!header)
                    yield return line;
                header = false;
            }
        }
    }

    public string Header(IMultiStreamSource source) =>
        source.Count == 0 ? null : ReadOne(source, 0).FirstOrDefault().Text;

    private IEnumerable<(string Text, long Number)> ReadOne(IMultiStreamSource source, int index)
    {
        using var reader = source.OpenTextReader(index);
        var first = true;
        for (var number = 1L; reader.ReadLine() is { } text; number++)
        {
            if (text.Length == 0 || text.StartsWith("//", StringComparison.Ordinal) || (first && text[0] == '#'))
                continue;
            first = false;
            var start = number;
            while (options is { AllowQuoting: true, ReadMultilines: true } && TextFields.EndsInQuotes(text, options))
            {
                var next =
                    reader.ReadLine()
                    ?? throw new FormatException(
                        "Stream reading encountered exception",
                        new EndOfStreamException($"A quoted field opened on line {start} was never closed")
                    );
                text += "\n" + next;
                number++;
            }
            yield return (text, start);
        }
    }
}
