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
    public const char Separator = '*';

    /// <summary>For example "Month*DayOfMonth".</summary>
    public override string ToString() => string.Join(Separator, Fields);
}
