using Rnn.Onnx.Models.Series;

namespace Rnn.Onnx.Models.Tests.Series;

[TestClass]
public sealed class CalendarTests
{
    [TestMethod]
    public void Value_OfEveryTwelfthDay_AgreesWithDateTime()
    {
        // From 0001-01-01 to 9999-12-31 in steps of 12 days and some hours: 300,000 dates of every month and weekday.
        var step = TimeSpan.FromMinutes(12 * 24 * 60 + 7 * 60 + 11);
        var dates = 0;
        for (var date = DateTime.MinValue; date < DateTime.MaxValue - step; date += step, dates++)
            AssertAgrees(date);
        AssertAgrees(DateTime.MaxValue);
        Assert.IsGreaterThan(290_000, dates);
    }

    [TestMethod]
    public void Value_OfEveryDayAroundTheTurnsOfCenturies_AgreesWithDateTime()
    {
        foreach (var year in new[] { 1, 4, 100, 1600, 1700, 1900, 1970, 2000, 2004, 2100, 9997 })
        {
            var first = new DateTime(year, 1, 1);
            for (var day = 0; day < 1000; day++)
            {
                AssertAgrees(first.AddDays(day));
                AssertAgrees(first.AddDays(day).AddSeconds(86_399));
            }
        }
    }

    [TestMethod]
    public void Value_OfHolidays_IsTheWeekTheyAreNamedBy()
    {
        // Thanksgiving 1988: the fourth Thursday of November. Memorial Day 1988: the last Monday of May.
        var thanksgiving = Seconds(new DateTime(1988, 11, 24));
        var memorialDay = Seconds(new DateTime(1988, 5, 30));

        Assert.AreEqual((3, 3, 10), (Week(thanksgiving), Day(thanksgiving), Month(thanksgiving)));
        Assert.AreEqual(0, Calendar.Value(CalendarField.WeeksLeftInMonth, memorialDay));
        Assert.AreEqual((4, 0, 4), (Week(memorialDay), Day(memorialDay), Month(memorialDay)));

        static int Week(long seconds) => Calendar.Value(CalendarField.WeekOfMonth, seconds);
        static int Day(long seconds) => Calendar.Value(CalendarField.WeekDay, seconds);
        static int Month(long seconds) => Calendar.Value(CalendarField.MonthOfYear, seconds);
    }

    [TestMethod]
    public void ValueCount_OfEveryField_IsOneMoreThanItsLargestValue()
    {
        var largest = new int[Enum.GetValues<CalendarField>().Length];
        // 2016 and 2024 are leap years whose Decembers have a fifth week.
        for (var time = Seconds(new DateTime(2016, 1, 1)); time < Seconds(new DateTime(2025, 1, 1)); time += 3540)
            foreach (var field in Enum.GetValues<CalendarField>())
                largest[(int)field] = Math.Max(largest[(int)field], Calendar.Value(field, time));

        foreach (var field in Enum.GetValues<CalendarField>())
            Assert.AreEqual(Calendar.ValueCount(field), largest[(int)field] + 1, $"{field}");
    }

    [TestMethod]
    [DataRow(0, 15, "MinuteOfHour HourOfDay WeekDay DayOfYear")]
    [DataRow(0, 60, "HourOfDay WeekDay DayOfYear")]
    [DataRow(0, 1440, "WeekDay DayOfYear MonthOfYear WeekOfMonth")]
    [DataRow(0, 10080, "DayOfYear")]
    [DataRow(1, 0, "MonthOfYear")]
    [DataRow(3, 0, "MonthOfYear")]
    [DataRow(12, 0, "")]
    public void FieldsFor_Step_GivesWhatDiffersFromStepToStep(int months, int minutes, string fields) =>
        Assert.AreEqual(
            fields,
            string.Join(' ', Calendar.FieldsFor(new TimeStep(months, TimeSpan.FromMinutes(minutes))))
        );

    private static void AssertAgrees(DateTime date)
    {
        var calendar = Calendar.At(Seconds(date));
        var days = DateTime.DaysInMonth(date.Year, date.Month);
        // One comparison of tuples, for speed.
        var expected = (
            date.Year,
            days,
            (long)date.Minute,
            (long)date.Hour,
            ((long)date.DayOfWeek + 6) % 7,
            date.Day - 1L,
            (date.Month - 1L, date.DayOfYear - 1L, (date.Day - 1L) / 7, (long)(days - date.Day) / 7)
        );
        var found = (
            (int)calendar.Year,
            (int)calendar.DaysInMonth,
            calendar[CalendarField.MinuteOfHour],
            calendar[CalendarField.HourOfDay],
            calendar[CalendarField.WeekDay],
            calendar[CalendarField.DayOfMonth],
            (
                calendar[CalendarField.MonthOfYear],
                calendar[CalendarField.DayOfYear],
                calendar[CalendarField.WeekOfMonth],
                calendar[CalendarField.WeeksLeftInMonth]
            )
        );
        if (expected != found)
            Assert.Fail($"{date:u}: expected {expected}, found {found}.");
    }

    private static long Seconds(DateTime date) =>
        date.Ticks / TimeSpan.TicksPerSecond - DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerSecond;
}
