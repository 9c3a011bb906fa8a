namespace Rnn.Onnx.Models.Series;

/// <summary>The fields of a time stamp in C#: what training and the exported graphs compute as well, see <see cref="CalendarFormula{T}"/>.</summary>
public static class Calendar
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    /// <summary>The value of a field, from 0 on; exact for the years 1 to 9999.</summary>
    /// <param name="field">The field.</param>
    /// <param name="seconds">Seconds since 1970-01-01, below 0 before.</param>
    public static int Value(CalendarField field, long seconds) => (int)At(seconds)[field];

    /// <summary>The whole date of a time stamp.</summary>
    /// <param name="seconds">Seconds since 1970-01-01, below 0 before.</param>
    public static CalendarFormula<long> At(long seconds) => new(CalendarNumbers.Instance, seconds);

    /// <summary>How many values a field can have: they are 0 to one less than this.</summary>
    public static int ValueCount(CalendarField field) =>
        field switch
        {
            CalendarField.MinuteOfHour => 60,
            CalendarField.HourOfDay => 24,
            CalendarField.WeekDay => 7,
            CalendarField.DayOfMonth => 31,
            CalendarField.MonthOfYear => 12,
            CalendarField.DayOfYear => 366,
            CalendarField.WeekOfMonth or CalendarField.WeeksLeftInMonth => 5,
            _ => throw new ArgumentOutOfRangeException(nameof(field), field, "Expected a field of the calendar."),
        };

    /// <summary>
    /// The fields that differ from step to step and can tell something: of an hourly series hour, weekday and day of the year;
    /// of a daily one weekday, day of the year, and month with week of the month (holidays that fall on the n-th weekday); of a
    /// weekly one day of the year; of a monthly one the month; of a yearly one none.
    /// </summary>
    public static IReadOnlyList<CalendarField> FieldsFor(TimeStep step) =>
        step switch
        {
            { Months: > 0 } => step.Months % 12 == 0 ? [] : [CalendarField.MonthOfYear],
            { Time: var time } when time.Ticks % Week.Ticks == 0 => [CalendarField.DayOfYear],
            { Time: var time } when time.Ticks % TimeSpan.TicksPerDay == 0 =>
            [
                CalendarField.WeekDay,
                CalendarField.DayOfYear,
                CalendarField.MonthOfYear,
                CalendarField.WeekOfMonth,
            ],
            { Time: var time } when time.Ticks % TimeSpan.TicksPerHour == 0 =>
            [
                CalendarField.HourOfDay,
                CalendarField.WeekDay,
                CalendarField.DayOfYear,
            ],
            _ => [CalendarField.MinuteOfHour, CalendarField.HourOfDay, CalendarField.WeekDay, CalendarField.DayOfYear],
        };
}

/// <summary>Plain C# numbers.</summary>
internal sealed class CalendarNumbers : IIntegerArithmetic<long>
{
    public static readonly CalendarNumbers Instance = new();

    public long Add(long a, long b) => a + b;

    public long Subtract(long a, long b) => a - b;

    public long Multiply(long a, long b) => a * b;

    public long Divide(long a, long b) => a / b;
}
