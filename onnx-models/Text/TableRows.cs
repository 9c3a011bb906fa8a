using Rnn.Onnx.Models.Series;

namespace Rnn.Onnx.Models.Text;

/// <summary>A row of a table, and the line on which it begins, from 1.</summary>
internal sealed record TableRow(long Line, string[] Fields);

/// <summary>Reads tables of texts, the header as the first row; every row has as many fields as the first.</summary>
internal static class TableRows
{
    private const char Tab = '\t';
    private const char Quote = '"';

    /// <summary>The rows of a file: TSV where the first line has a tab, otherwise CSV.</summary>
    /// <exception cref="InvalidInputException">The file is missing, empty or no UTF-8, or a row has another number of fields.</exception>
    public static IEnumerable<TableRow> Read(string path) =>
        TextFile.ReadLines(path).FirstOrDefault("").Contains(Tab) ? OfTabs(path) : OfCommas(path);

    private static IEnumerable<TableRow> OfCommas(string path)
    {
        using var rows = CsvRows.Open(path, ',');
        yield return new TableRow(rows.Line, rows.Header);
        while (rows.Read())
            yield return new TableRow(rows.Line, [.. rows.Header.Select((_, column) => rows[column])]);
    }

    // A line is a row: texts in tab-separated files are full of quotes that mean themselves.
    private static IEnumerable<TableRow> OfTabs(string path)
    {
        var columns = 0;
        var line = 0L;
        long? empty = null;
        foreach (var text in TextFile.ReadLines(path))
        {
            line++;
            if (text.Length == 0)
            {
                empty ??= line;
                continue;
            }
            // Empty lines may follow the last row, and only it.
            if (empty is { } before)
                throw Unequal(path, before, columns, "an empty line");
            string[] fields = [.. text.Split(Tab).Select(Field)];
            columns = columns == 0 ? fields.Length : columns;
            if (fields.Length != columns)
                throw Unequal(path, line, columns, $"{fields.Length}");
            yield return new TableRow(line, fields);
        }
    }

    // Quoted is what begins and ends with a quote and has only doubled ones between.
    private static string Field(string field)
    {
        var text = field.Trim();
        if (text.Length < 2 || text[0] != Quote || text[^1] != Quote)
            return text;
        var inner = text[1..^1].Replace("\"\"", "\0", StringComparison.Ordinal);
        return inner.Contains(Quote) ? text : inner.Replace('\0', Quote);
    }

    private static InvalidInputException Unequal(string path, long line, int columns, string found) =>
        Errors.InvalidInput($"File '{path}', line {line}: expected {columns} fields as in line 1, found {found}.");
}
