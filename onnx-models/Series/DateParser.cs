using System.Globalization;

namespace Rnn.Onnx.Models.Series;

/// <summary>Collects the dates of a series' rows and holds them to one step, given by the first two.</summary>
internal sealed class DateParser(string path, (string Name, int Index)[] columns)
{
    private readonly List<DateTime> dates = [];

    public IReadOnlyList<DateTime> Dates => dates;

    /// <summary>From one date to the next; null for a single row.</summary>
    public TimeStep? Step { get; private set; }

    public void Add(long line, Func<int, string> field)
    {
        var date = columns.Length == 1 ? Whole(line, field) : Parts(line, field);
        if (dates.Count > 0)
            CheckStep(line, date);
        dates.Add(date);
    }

    private void CheckStep(long line, DateTime date)
    {
        var previous = dates[^1];
        if (date <= previous)
            throw Wrong(line, $"a date after {Text(previous)}", Text(date));
        Step ??= TimeStep.Between(previous, date);
        // Counted from the first date, so that months of different lengths do not drift.
        var expected = Step.Value.After(dates[0], dates.Count);
        if (date != expected)
            throw Wrong(line, $"{Text(expected)}, {Step} after the row before", Text(date));
    }

    private DateTime Whole(long line, Func<int, string> field)
    {
        var text = field(columns[0].Index);
        if (DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var date))
            return date;
        throw Wrong(line, "a date such as 2021-03-31", text.Length == 0 ? "nothing" : $"'{text}'");
    }

    private DateTime Parts(long line, Func<int, string> field)
    {
        int[] parts = [1, 1, 1, 0];
        for (var i = 0; i < columns.Length; i++)
        {
            var text = field(columns[i].Index);
            if (!int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out parts[i]))
                throw Errors.InvalidInput(
                    $"File '{path}', line {line}, column '{columns[i].Name}': expected a whole number, found '{text}'."
                );
        }
        try
        {
            return new DateTime(parts[0], parts[1], parts[2], parts[3], 0, 0, DateTimeKind.Unspecified);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw Wrong(line, "a date of the calendar", string.Join('-', parts.Take(columns.Length)));
        }
    }

    private InvalidInputException Wrong(long line, string expected, string found) =>
        Errors.InvalidInput(
            $"File '{path}', line {line}, column '{string.Join("', '", columns.Select(c => c.Name))}': expected {expected}, found {found}."
        );

    private static string Text(DateTime date) =>
        date.ToString(
            date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss",
            CultureInfo.InvariantCulture
        );
}
