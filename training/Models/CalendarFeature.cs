using System.Text.Json;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Series;

namespace Rnn.Onnx.Training.Models;

/// <summary>
/// One thing a <see cref="Forecaster"/> is told of a date, learned as an embedding: a calendar field, or several together
/// where it is their meeting that counts. Month and day of the month together know Christmas; month, week of the month and
/// weekday together know Thanksgiving.
/// </summary>
/// <param name="Fields">The fields; each combination of their values has an embedding of its own.</param>
public sealed record CalendarFeature(params IReadOnlyList<CalendarField> Fields)
{
    /// <summary>Between the names of fields that belong together.</summary>
    private const char Separator = '+';

    private static readonly CalendarFeature[] Daily =
    [
        new(CalendarField.WeekDay),
        new(CalendarField.MonthOfYear, CalendarField.DayOfMonth),
        new(CalendarField.MonthOfYear, CalendarField.WeekOfMonth, CalendarField.WeekDay),
    ];

    /// <summary>
    /// What can tell something of a series with this step: of a daily one the weekday, the day of the year and the n-th weekday
    /// of each month, so that holidays can be learned; of others each field of <see cref="Calendar.FieldsFor"/> alone.
    /// </summary>
    public static IReadOnlyList<CalendarFeature> For(TimeStep step) =>
        step == new TimeStep(0, TimeSpan.FromDays(1))
            ? Daily
            : [.. Calendar.FieldsFor(step).Select(field => new CalendarFeature(field))];

    /// <summary>Reads what <see cref="ToString"/> writes, such as "month-of-year+day-of-month".</summary>
    /// <exception cref="InvalidInputException">A word is no field.</exception>
    public static CalendarFeature Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var known = Enum.GetValues<CalendarField>().ToDictionary(Name, field => field, StringComparer.Ordinal);
        return new CalendarFeature([.. text.Split(Separator).Select(Field)]);

        CalendarField Field(string word) =>
            known.TryGetValue(word, out var field)
                ? field
                : throw new InvalidInputException(
                    $"Option calendar: expected auto, none or fields of {string.Join(", ", known.Keys)}, several joined by '{Separator}', found '{word}'."
                );
    }

    /// <summary>For example "month-of-year+day-of-month".</summary>
    public override string ToString() => string.Join(Separator, Fields.Select(Name));

    private static string Name(CalendarField field) => JsonNamingPolicy.KebabCaseLower.ConvertName(field.ToString());
}
