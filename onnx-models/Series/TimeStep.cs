using System.Globalization;

namespace Rnn.Onnx.Models.Series;

/// <summary>From one date of a series to the next: a number of calendar months, or a fixed time.</summary>
/// <param name="Months">Calendar months; 0 for a fixed time.</param>
/// <param name="Time">Fixed time; zero for months.</param>
public readonly record struct TimeStep(int Months, TimeSpan Time)
{
    /// <summary>The step between two dates: whole months where the day of the month and the time stay.</summary>
    public static TimeStep Between(DateTime first, DateTime second)
    {
        var months = (second.Year - first.Year) * 12 + second.Month - first.Month;
        return months > 0 && first.AddMonths(months) == second
            ? new TimeStep(months, TimeSpan.Zero)
            : new TimeStep(0, second - first);
    }

    /// <summary>The date <paramref name="steps"/> steps after <paramref name="date"/>.</summary>
    public DateTime After(DateTime date, int steps = 1) =>
        Months > 0 ? date.AddMonths(Months * steps) : date + Time * steps;

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

    private static string Count(int number, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {unit}{(number == 1 ? "" : "s")}");
}
