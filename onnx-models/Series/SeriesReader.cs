using System.Globalization;
using CsvHelper;

namespace Rnn.Onnx.Models.Series;

/// <summary>Reads a series from a CSV file with a header, and refuses what a model could not learn from.</summary>
public static class SeriesReader
{
    private static readonly string[] DateNames = ["date", "datetime", "timestamp"];

    /// <summary>Reads a whole file.</summary>
    /// <param name="path">The CSV file.</param>
    /// <param name="options">Which columns to read.</param>
    /// <exception cref="InvalidInputException">
    /// The file is missing or empty, a column is missing or named twice, a row has more or fewer fields than the header, a
    /// number or date is none, a value is missing or infinite, or dates have gaps. The message says file, line and column.
    /// </exception>
    public static TimeSeries Read(string path, SeriesReaderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!File.Exists(path))
            throw Errors.InvalidInput($"File '{path}': expected a CSV file, found none.");
        using var csv = CsvReader.FromFile(
            path,
            new CsvReaderOptions
            {
                Separator = options.Separator,
                TrackLineNumbers = true,
                TrimWhitespace = true,
                MalformedData = CsvMalformedDataHandling.Throw,
            }
        );
        try
        {
            return Read(path, csv, options);
        }
        catch (CsvFormatException e)
        {
            throw Errors.InvalidInput($"File '{path}': expected comma-separated values, found: {e.Message}", e);
        }
    }

    private static TimeSeries Read(string path, CsvReader csv, SeriesReaderOptions options)
    {
        var header = csv.Headers.ToArray();
        if (header.Length == 0)
            throw Errors.InvalidInput($"File '{path}': expected a header and rows, found an empty file.");
        var columns = new HeaderLookup(path, header);
        string[] names = [options.Target, .. options.Features.Where(f => f != options.Target)];
        var indices = names.Select(columns.Index).ToArray();
        var dates = DateColumns(columns, header, options) is { Length: > 0 } parts ? new DateParser(path, parts) : null;

        var values = new List<float>();
        while (csv.Read())
        {
            var line = csv.LineNumber;
            if (csv.FieldCount != header.Length)
                throw Errors.InvalidInput(
                    $"File '{path}', line {line}: expected {header.Length} fields as in the header, found {csv.FieldCount}."
                );
            foreach (var index in indices)
                values.Add(Number(path, line, header[index], csv.GetString(index)));
            dates?.Add(line, csv.GetString);
        }
        if (values.Count == 0)
            throw Errors.InvalidInput($"File '{path}': expected rows behind the header, found none.");
        return new TimeSeries(path, names, 0, [.. values], dates?.Dates, dates?.Step);
    }

    private static (string Name, int Index)[] DateColumns(
        HeaderLookup columns,
        string[] header,
        SeriesReaderOptions options
    )
    {
        if (options.DateColumns.Count > 4)
            throw Errors.InvalidInput(
                $"Option date: expected one column or the parts year, month, day and hour, found {options.DateColumns.Count} columns."
            );
        if (options.DateColumns.Count > 0)
            return [.. options.DateColumns.Select(name => (name, columns.Index(name)))];
        var found = Array.FindIndex(header, h => DateNames.Contains(h, StringComparer.OrdinalIgnoreCase));
        return found < 0 ? [] : [(header[found], found)];
    }

    private static float Number(string path, long line, string column, string text)
    {
        if (
            float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && float.IsFinite(value)
        )
            return value;
        var found = text.Length == 0 ? "nothing" : $"'{text}'";
        throw Errors.InvalidInput(
            $"File '{path}', line {line}, column '{column}': expected a finite number, found {found}."
        );
    }
}
