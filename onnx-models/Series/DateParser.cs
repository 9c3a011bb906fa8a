using System.Globalization;

namespace Rnn.Onnx.Models.Series;

/// <summary>Collects the dates of a series' rows, from one column or from its parts, and holds them to one step.</summary>
internal sealed class DateParser(CsvRows rows, int[] columns)
{
    // A date with an offset becomes UTC, and not the time of the place where the program happens to run.
    private const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    /// <summary>What a message adds where something is only missing.</summary>
    public const string MissingHint = "; the option missing fills (interpolate) or keeps (keep) what is missing";

    // A wrong year in one row must not fill the memory.
    private const int MostRows = 10_000_000;

    private readonly List<long> lines = [];
    private List<DateTime> dates = [];

    /// <summary>The dates so far; after <see cref="Step"/> those of missing rows as well.</summary>
    public IReadOnlyList<DateTime> Dates => dates;

    /// <summary>The row of the series that each row of the file is.</summary>
    public List<int> Places { get; } = [];

    /// <summary>Takes the date of the current row.</summary>
    /// <exception cref="InvalidInputException">It is no date, or not after the one before.</exception>
    public void Add()
    {
        var date = columns.Length == 1 ? Whole() : Parts();
        // A placeholder for "no date"; and no step may lead out of the calendar.
        if (date.Year == DateTime.MaxValue.Year)
            throw Wrong(rows.Line, "a date before the year 9999", Text(date));
        if (dates.Count > 0 && date <= dates[^1])
            throw Wrong(rows.Line, $"a date after {Text(dates[^1])}", Text(date));
        Places.Add(dates.Count);
        dates.Add(date);
        lines.Add(rows.Line);
    }

    /// <summary>
    /// The step that most rows keep; null for a single row. Unless they are refused, dates of missing rows are inserted, and
    /// <see cref="Places"/> says where the rows of the file are then.
    /// </summary>
    /// <exception cref="InvalidInputException">A row does not keep it.</exception>
    public TimeStep? Step(MissingValues missing)
    {
        if (TimeStep.MostFrequent(dates) is not { } step)
            return null;
        var whole = new List<DateTime>(dates.Count) { dates[0] };
        for (var row = 1; row < dates.Count; row++)
        {
            // Counted from the first date, so that months of different lengths do not drift.
            var expected = step.After(dates[0], whole.Count);
            var gap = new List<DateTime>();
            for (var date = expected; date < dates[row]; date = step.After(dates[0], whole.Count + gap.Count))
            {
                gap.Add(date);
                if (whole.Count + gap.Count > MostRows)
                    throw Wrong(lines[row], $"at most {MostRows} steps of {step} in all", Text(dates[row]));
            }
            var isOnStep = step.After(dates[0], whole.Count + gap.Count) == dates[row];
            if (!isOnStep || (gap.Count > 0 && missing == MissingValues.Refuse))
                throw Wrong(
                    lines[row],
                    $"{Text(expected)}, {step} after the row before",
                    Text(dates[row]) + (isOnStep ? MissingHint : "")
                );
            whole.AddRange(gap);
            Places[row] = whole.Count;
            whole.Add(dates[row]);
        }
        dates = whole;
        return step;
    }

    private DateTime Whole()
    {
        var text = rows[columns[0]];
        if (
            DateTime.TryParse(text, CultureInfo.InvariantCulture, Utc, out var date)
            || DateTime.TryParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture, Utc, out date)
        )
            return date;
        throw Wrong(rows.Line, "a date such as 2021-03-31", text.Length == 0 ? "nothing" : $"'{text}'");
    }

    private DateTime Parts()
    {
        int[] parts = [1, 1, 1, 0];
        for (var i = 0; i < columns.Length; i++)
        {
            var text = rows[columns[i]];
            if (!int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out parts[i]))
                throw Errors.InvalidInput(
                    $"File '{rows.Path}', line {rows.Line}, column '{rows.Header[columns[i]]}': expected a whole number, found {(text.Length == 0 ? "nothing" : $"'{text}'")}."
                );
        }
        var isDate =
            parts is [>= 1 and <= 9999, >= 1 and <= 12, >= 1, >= 0 and <= 23]
            && parts[2] <= DateTime.DaysInMonth(parts[0], parts[1]);
        return isDate
            ? new DateTime(parts[0], parts[1], parts[2], parts[3], 0, 0, DateTimeKind.Unspecified)
            : throw Wrong(rows.Line, "a date of the calendar", string.Join('-', parts.Take(columns.Length)));
    }

    private InvalidInputException Wrong(long line, string expected, string found) =>
        Errors.InvalidInput(
            $"File '{rows.Path}', line {line}, column '{string.Join("', '", columns.Select(c => rows.Header[c]))}': expected {expected}, found {found}."
        );

    private static string Text(DateTime date) =>
        date.ToString(
            date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss",
            CultureInfo.InvariantCulture
        );
}
