namespace Rnn.Onnx.Models.Series;

/// <summary>
/// The Gregorian calendar in whole numbers, from seconds since 1970-01-01 00:00 (Unix time, UTC, no leap seconds). Written once
/// and used in C#, in training and in the exported graph, so the three can not differ. Exact for the years 1 to 9999.
/// </summary>
/// <remarks>
/// Days are counted from 0000-03-01, so that a leap day is the last of its year and no date of the range is negative; years are
/// found in cycles of 400 years of 146,097 days (Hinnant, "chrono-compatible low-level date algorithms", civil_from_days).
/// </remarks>
/// <typeparam name="T">What holds the numbers.</typeparam>
public sealed class CalendarFormula<T>
{
    private const long SecondsPerDay = 86_400;

    /// <summary>Days from 0000-03-01 to 1970-01-01.</summary>
    private const long DaysToEpoch = 719_468;

    private readonly IIntegerArithmetic<T> of;
    private readonly Lazy<T> day;
    private readonly Lazy<T> secondOfDay;
    private readonly Lazy<T> hour;
    private readonly Lazy<T> yearFromMarch;
    private readonly Lazy<T> dayFromMarch;
    private readonly Lazy<T> monthFromMarch;
    private readonly Lazy<T> newYear;
    private readonly Lazy<T> year;
    private readonly Lazy<T> leap;
    private readonly Lazy<T> dayOfMonth;
    private readonly Lazy<T> daysInMonth;

    /// <summary>Prepares the fields; each is computed when it is first asked for, with what it shares with others only once.</summary>
    /// <param name="arithmetic">How whole numbers are computed with.</param>
    /// <param name="seconds">Seconds since 1970-01-01, below 0 before.</param>
    public CalendarFormula(IIntegerArithmetic<T> arithmetic, T seconds)
    {
        ArgumentNullException.ThrowIfNull(arithmetic);
        of = arithmetic;
        var shifted = new Lazy<T>(() => of.Add(seconds, DaysToEpoch * SecondsPerDay));
        day = new(() => of.Divide(shifted.Value, SecondsPerDay));
        secondOfDay = new(() => of.Subtract(shifted.Value, of.Multiply(day.Value, SecondsPerDay)));
        hour = new(() => of.Divide(secondOfDay.Value, 3600));

        var cycle = new Lazy<T>(() => of.Divide(day.Value, 146_097));
        var dayOfCycle = new Lazy<T>(() => of.Subtract(day.Value, of.Multiply(cycle.Value, 146_097)));
        var yearOfCycle = new Lazy<T>(() => YearOfCycle(dayOfCycle.Value));
        yearFromMarch = new(() => of.Add(of.Multiply(cycle.Value, 400), yearOfCycle.Value));
        dayFromMarch = new(() => of.Subtract(dayOfCycle.Value, DaysBefore(yearOfCycle.Value)));
        // Months from March are 31, 30, 31, 30, 31 days and again: month m begins at day (153 m + 2) / 5.
        monthFromMarch = new(() => of.Divide(of.Add(of.Multiply(dayFromMarch.Value, 5), 2), 153));
        newYear = new(() => of.Divide(monthFromMarch.Value, 10)); // 1 in January and February, else 0
        year = new(() => of.Add(yearFromMarch.Value, newYear.Value));
        leap = new(() => of.Subtract(LeapYears(year.Value), LeapYears(of.Add(year.Value, -1)))); // 1 in a leap year, else 0
        dayOfMonth = new(() => of.Subtract(dayFromMarch.Value, MonthStart(monthFromMarch.Value)));
        daysInMonth = new(MonthLength);
    }

    /// <summary>The year, 1 to 9999.</summary>
    public T Year => year.Value;

    /// <summary>Days of the month, 28 to 31.</summary>
    public T DaysInMonth => daysInMonth.Value;

    /// <summary>A field, from 0 on.</summary>
    public T this[CalendarField field] =>
        field switch
        {
            CalendarField.MinuteOfHour => of.Divide(of.Subtract(secondOfDay.Value, of.Multiply(hour.Value, 3600)), 60),
            CalendarField.HourOfDay => hour.Value,
            CalendarField.WeekDay => Remainder(of.Add(day.Value, 2), 7), // 0000-03-01 was a Wednesday
            CalendarField.DayOfMonth => dayOfMonth.Value,
            // March is 2, December 11; January, ten months after March, is 0 again.
            CalendarField.MonthOfYear => of.Add(of.Subtract(monthFromMarch.Value, of.Multiply(newYear.Value, 12)), 2),
            CalendarField.DayOfYear => DayOfYear(),
            CalendarField.WeekOfMonth => of.Divide(dayOfMonth.Value, 7),
            CalendarField.WeeksLeftInMonth => of.Divide(
                of.Add(of.Subtract(daysInMonth.Value, dayOfMonth.Value), -1),
                7
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(field), field, "Expected a field of the calendar."),
        };

    // (d - d/1460 + d/36524 - d/146096) / 365: 4, 100 and 400 years less a day.
    private T YearOfCycle(T d) =>
        of.Divide(
            of.Subtract(of.Add(of.Subtract(d, of.Divide(d, 1460)), of.Divide(d, 36_524)), of.Divide(d, 146_096)),
            365
        );

    private T DaysBefore(T y) => of.Subtract(of.Add(of.Multiply(y, 365), of.Divide(y, 4)), of.Divide(y, 100));

    private T LeapYears(T y) => of.Add(of.Subtract(of.Divide(y, 4), of.Divide(y, 100)), of.Divide(y, 400));

    private T MonthStart(T month) => of.Divide(of.Add(of.Multiply(month, 153), 2), 5);

    // February, the last month, would have 30 days by the rule: two too many, or one in a leap year.
    private T MonthLength()
    {
        var month = monthFromMarch.Value;
        var byRule = of.Subtract(MonthStart(of.Add(month, 1)), MonthStart(month));
        var february = of.Divide(month, 11);
        return of.Add(of.Subtract(byRule, of.Multiply(february, 2)), LeapIf(february));
    }

    // January 1 is day 306 from March; March 1 is day 59 of the year, or 60 in a leap year.
    private T DayOfYear()
    {
        var shift = of.Add(of.Multiply(newYear.Value, -365), 59);
        var leapDay = of.Subtract(leap.Value, LeapIf(newYear.Value));
        return of.Add(of.Add(dayFromMarch.Value, shift), leapDay);
    }

    // 1 where the condition and the leap year both are 1: (a + b) / 2.
    private T LeapIf(T condition) => of.Divide(of.Add(condition, leap.Value), 2);

    private T Remainder(T a, long b) => of.Subtract(a, of.Multiply(of.Divide(a, b), b));
}
