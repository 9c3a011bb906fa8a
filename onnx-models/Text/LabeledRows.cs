using System.Globalization;
using Rnn.Onnx.Models.Series;

namespace Rnn.Onnx.Models.Text;

/// <summary>A text with its label, and where it stands.</summary>
internal sealed record LabeledRow(string Text, string Label, string Path, long Line);

/// <summary>Reads texts with labels, row by row.</summary>
internal static class LabeledRows
{
    /// <summary>A text a line, all of one label.</summary>
    public static IEnumerable<LabeledRow> OfClass(ClassFile file) =>
        TextFile.ReadLines(file.Path).Select((line, i) => new LabeledRow(line, file.Label, file.Path, i + 1));

    /// <summary>Two columns of a table.</summary>
    public static IEnumerable<LabeledRow> OfTable(string path, LabeledTextOptions options)
    {
        (int Text, int Label)? columns = null;
        foreach (var row in TableRows.Read(path))
        {
            if (columns is null)
            {
                columns = Columns(path, row.Fields, options, out var isHeader);
                if (isHeader)
                    continue;
            }
            var (text, label) = (row.Fields[columns.Value.Text], row.Fields[columns.Value.Label]);
            if (label.Length == 0)
                throw Errors.InvalidInput($"File '{path}', line {row.Line}: expected a label, found none.");
            yield return new LabeledRow(text, label, path, row.Line);
        }
    }

    private static (int Text, int Label) Columns(
        string path,
        string[] first,
        LabeledTextOptions options,
        out bool isHeader
    )
    {
        var (text, label) = (Number(path, first, options.TextColumn), Number(path, first, options.LabelColumn));
        isHeader = text is null && label is null;
        if (isHeader)
            return (CsvRows.Index(path, first, options.TextColumn), CsvRows.Index(path, first, options.LabelColumn));
        return text is { } t && label is { } l
            ? (t, l)
            : throw Errors.InvalidInput(
                $"Options text-column and label-column: expected two names of columns, or two numbers in a table without a header, found '{options.TextColumn}' and '{options.LabelColumn}'."
            );
    }

    // A number is a place, from 1 on, unless it is a name.
    private static int? Number(string path, string[] first, string column)
    {
        if (
            first.Contains(column)
            || !int.TryParse(column, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        )
            return null;
        return number >= 1 && number <= first.Length
            ? number - 1
            : throw Errors.InvalidInput(
                $"File '{path}', line 1: expected a column {number}, found {first.Length} columns."
            );
    }
}
