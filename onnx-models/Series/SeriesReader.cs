using System.Globalization;

namespace Rnn.Onnx.Models.Series;

/// <summary>Reads a series from a CSV file with a header, and refuses what a model could not learn from.</summary>
public static class SeriesReader
{
    internal static readonly string[] MissingTexts = ["", "NA", "NaN", "N/A", "null"];

    /// <summary>Reads a whole file.</summary>
    /// <param name="path">The CSV file.</param>
    /// <param name="options">Which columns to read.</param>
    /// <exception cref="InvalidInputException">
    /// The file is missing or empty, a column is missing or named twice, a row has more or fewer fields than the header, a
    /// number or date is none, a value is infinite, or missing values or rows are to be refused. The message says file, line and column.
    /// </exception>
    public static TimeSeries Read(string path, SeriesReaderOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(options);
        using var rows = CsvRows.Open(path, options.Separator);
        if (!rows.Read())
            throw Errors.InvalidInput($"File '{path}': expected rows behind the header, found none.");
        var dateColumns = DateColumns.Choose(rows, options);
        var dates = dateColumns.Length > 0 ? new DateParser(rows, dateColumns) : null;
        var targets = TargetColumns(rows, dateColumns, options);
        var columns = ValueColumns(rows, dateColumns, targets, options);

        var values = new List<float>();
        do
        {
            foreach (var column in columns)
                values.Add(Number(rows, column, options.Missing));
            dates?.Add();
        } while (rows.Read());

        string[] names = [.. columns.Select(column => rows.Header[column])];
        var step = dates?.Step(options.Missing);
        var inserted = (dates?.Dates.Count - dates?.Places.Count) ?? 0;
        var table = dates is null ? [.. values] : WithMissingRows([.. values], names.Length, dates);
        var missing = new GapFiller(path, names, table, options).Run(inserted);
        return new TimeSeries(path, names, [.. Enumerable.Range(0, targets.Length)], table, dates?.Dates, step)
        {
            Missing = missing,
        };
    }

    // Where dates were inserted, a row of NaN.
    private static float[] WithMissingRows(float[] values, int columns, DateParser dates)
    {
        if (dates.Dates.Count * columns == values.Length)
            return values;
        var table = new float[dates.Dates.Count * columns];
        Array.Fill(table, float.NaN);
        for (var row = 0; row < dates.Places.Count; row++)
            values.AsSpan(row * columns, columns).CopyTo(table.AsSpan(dates.Places[row] * columns));
        return table;
    }

    private static int[] TargetColumns(CsvRows rows, int[] dateColumns, SeriesReaderOptions options)
    {
        int[] named = [.. options.Targets.Select(rows.Index).Distinct()];
        if (named.Length > 0 && !options.AllNumericTargets)
            return named;
        var rest = Enumerable
            .Range(0, rows.Header.Length)
            .Except(dateColumns)
            .Except(named)
            .Where(column => !options.Features.Contains(rows.Header[column]));
        if (options.AllNumericTargets)
            return [.. named, .. rest.Where(column => IsNumber(rows[column], out _))];
        return rest.LastOrDefault(-1) is >= 0 and var last
            ? [last]
            : throw Errors.InvalidInput(
                $"File '{rows.Path}', line 1: expected a column to forecast beside dates and features, found {string.Join(", ", rows.Header.Select(h => $"'{h}'"))}."
            );
    }

    // The targets first, then the features as asked for.
    private static int[] ValueColumns(CsvRows rows, int[] dateColumns, int[] targets, SeriesReaderOptions options)
    {
        List<int> columns = [.. targets, .. options.Features.Select(rows.Index)];
        if (options.AllNumericFeatures)
        {
            var all = Enumerable.Range(0, rows.Header.Length).Except(dateColumns);
            columns.AddRange(all.Where(column => IsNumber(rows[column], out _)));
        }
        return [.. columns.Distinct()];
    }

    private static float Number(CsvRows rows, int column, MissingValues missing)
    {
        var text = rows[column];
        if (IsNumber(text, out var value) && float.IsFinite(value))
            return value;
        var isMissing = Array.Exists(MissingTexts, word => word.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (isMissing && missing != MissingValues.Refuse)
            return float.NaN;
        var found = text.Length == 0 ? "nothing" : $"'{text}'";
        var hint = isMissing ? DateParser.MissingHint : "";
        throw Errors.InvalidInput(
            $"File '{rows.Path}', line {rows.Line}, column '{rows.Header[column]}': expected a finite number, found {found}{hint}."
        );
    }

    private static bool IsNumber(string text, out float value) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}
