using System.Globalization;

namespace Rnn.Onnx.Models.Series;

/// <summary>Chooses the columns that hold the date: as told, or by the names in the header and the values of the first row.</summary>
internal static class DateColumns
{
    private static readonly string[] WholeNames = ["date", "datetime", "timestamp"];

    private static readonly string[][] PartNames =
    [
        ["year"],
        ["month"],
        ["day", "date_of_month", "day_of_month", "mday"],
        ["hour"],
    ];

    /// <summary>One column, or those of year, month, day and hour in this order; none for a series without dates.</summary>
    /// <param name="rows">The file, at its first row.</param>
    /// <param name="options">What was asked for.</param>
    /// <exception cref="InvalidInputException">A column that was asked for is not there, or there are too many.</exception>
    public static int[] Choose(CsvRows rows, SeriesReaderOptions options)
    {
        if (options.DateColumns.Count > PartNames.Length)
            throw Errors.InvalidInput(
                $"Option date: expected one column or the parts year, month, day and hour, found {options.DateColumns.Count} columns."
            );
        if (options.DateColumns.Count > 0)
            return [.. options.DateColumns.Select(rows.Index)];

        var candidates = Enumerable
            .Range(0, rows.Header.Length)
            .Where(i => !options.Targets.Contains(rows.Header[i]) && !options.Features.Contains(rows.Header[i]))
            .ToArray();
        var whole = candidates.Where(i => IsNamed(WholeNames, i) || LooksLikeDate(rows[i])).Take(1).ToArray();
        if (whole.Length > 0)
            return whole;
        var parts = PartNames
            .Select(names => candidates.Where(i => IsNamed(names, i) && IsWhole(rows[i])).FirstOrDefault(-1))
            .TakeWhile(i => i >= 0)
            .ToArray();
        return parts.Length > 1 ? parts : [];

        bool IsNamed(string[] names, int column) =>
            names.Contains(rows.Header[column], StringComparer.OrdinalIgnoreCase);
    }

    // A year in front, so that 1.5 or 8486 is not taken for one.
    private static bool LooksLikeDate(string text) =>
        text.Length > 5
        && text.AsSpan(0, 4).IndexOfAnyExceptInRange('0', '9') < 0
        && text[4] is '-' or '/'
        && DateTime.TryParse(text, CultureInfo.InvariantCulture, out _);

    private static bool IsWhole(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
