using System.Globalization;

namespace Rnn.Onnx.Models.Series;

/// <summary>From one date of a series to the next: a number of calendar months, or a fixed time.</summary>
/// <param name="Months">Calendar months; 0 for a fixed time.</param>
/// <param name="Time">Fixed time; zero for months.</param>
public readonly record struct TimeStep(int Months, TimeSpan Time)
{
    /// <summary>Whether every date is the last day of its month, however long the month is.</summary>
    public bool EndOfMonth { get; init; }

    /// <summary>The step between two dates: whole months where the day of the month and the time stay.</summary>
    public static TimeStep Between(DateTime first, DateTime second)
    {
        var months = (second.Year - first.Year) * 12 + second.Month - first.Month;
        return months > 0 && first.AddMonths(months) == second
            ? new TimeStep(months, TimeSpan.Zero)
            : new TimeStep(0, second - first);
    }

    /// <summary>
    /// The step between most neighbors; of equally frequent ones the shortest, since a missing row makes a step longer. Null
    /// for less than two dates.
    /// </summary>
    /// <param name="dates">Increasing dates.</param>
    internal static TimeStep? MostFrequent(IReadOnlyList<DateTime> dates)
    {
        ArgumentNullException.ThrowIfNull(dates);
        if (dates.Count < 2)
            return null;
        // Months from the ends of shorter to those of longer ones are no whole months otherwise.
        var endOfMonth = dates.All(date => date.AddDays(1).Day == 1);
        return dates
            .Skip(1)
            .Zip(dates, (second, first) => endOfMonth ? BetweenEnds(first, second) : Between(first, second))
            .CountBy(step => step)
            .OrderByDescending(entry => entry.Value)
            .ThenBy(entry => entry.Key.Months)
            .ThenBy(entry => entry.Key.Time)
            .First()
            .Key;
    }

    /// <summary>The date <paramref name="steps"/> steps after <paramref name="date"/>.</summary>
    public DateTime After(DateTime date, int steps = 1)
    {
        if (Months == 0)
            return date + Time * steps;
        var after = date.AddMonths(Months * steps);
        return EndOfMonth ? after.AddDays(DateTime.DaysInMonth(after.Year, after.Month) - after.Day) : after;
    }

    /// <summary>For example "1 day", "2 hours" or "1 month".</summary>
    public override string ToString() =>
        Months switch
        {
            > 0 when Months % 12 == 0 => Count(Months / 12, "year"),
            > 0 => Count(Months, "month"),
            _ when Time.Ticks % TimeSpan.TicksPerDay == 0 => Count(Time.Days, "day"),
            _ when Time.Ticks % TimeSpan.TicksPerHour == 0 => Count((int)Time.TotalHours, "hour"),
            _ when Time.Ticks % TimeSpan.TicksPerMinute == 0 => Count((int)Time.TotalMinutes, "minute"),
            _ => Time.ToString("c", CultureInfo.InvariantCulture),
        };

    private static TimeStep BetweenEnds(DateTime first, DateTime second) =>
        Between(first.AddDays(1), second.AddDays(1)) with
        {
            EndOfMonth = true,
        };

    private static string Count(int number, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {unit}{(number == 1 ? "" : "s")}");
}
