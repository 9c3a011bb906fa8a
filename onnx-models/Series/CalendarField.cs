namespace Rnn.Onnx.Models.Series;

/// <summary>What a calendar tells of a time stamp; each field counts from 0, so that it can be embedded or encoded as it is.</summary>
public enum CalendarField
{
    /// <summary>0 to 59.</summary>
    MinuteOfHour,

    /// <summary>0 to 23.</summary>
    HourOfDay,

    /// <summary>0 (Monday) to 6 (Sunday).</summary>
    WeekDay,

    /// <summary>0 to 30: the day of the month less one.</summary>
    DayOfMonth,

    /// <summary>0 (January) to 11 (December).</summary>
    MonthOfYear,

    /// <summary>0 (January 1) to 365.</summary>
    DayOfYear,

    /// <summary>0 to 4: how many days of this weekday the month had before. Thanksgiving is Thursday 3 of November.</summary>
    WeekOfMonth,

    /// <summary>0 to 4: how many days of this weekday the month still has. Memorial Day is Monday 0 of May.</summary>
    WeeksLeftInMonth,
}
