using System.Globalization;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Series;

namespace Rnn.Onnx.Cli.Serve;

/// <summary>The time stamps of a series' rows, from a start and the step in a card ("1 day").</summary>
internal sealed class StepTimes
{
    private static readonly Dictionary<string, TimeStep> Units = new()
    {
        ["minute"] = new(0, TimeSpan.FromMinutes(1)),
        ["hour"] = new(0, TimeSpan.FromHours(1)),
        ["day"] = new(0, TimeSpan.FromDays(1)),
        ["month"] = new(1, TimeSpan.Zero),
        ["year"] = new(12, TimeSpan.Zero),
    };

    private readonly TimeStep step;

    private StepTimes(TimeStep step) => this.step = step;

    /// <summary>Reads what <see cref="TimeStep.ToString"/> wrote; null where there is none.</summary>
    public static StepTimes? Parse(string? text)
    {
        if (TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var time))
            return new(new TimeStep(0, time));
        return
            text?.Split(' ') is [var count, var unit]
            && int.TryParse(count, CultureInfo.InvariantCulture, out var number)
            && Units.TryGetValue(unit.TrimEnd('s'), out var one)
            ? new(new TimeStep(one.Months * number, one.Time * number))
            : null;
    }

    /// <summary>Seconds since 1970 of some rows.</summary>
    /// <param name="start">The date of row 0, as text.</param>
    /// <param name="first">The first row.</param>
    /// <param name="count">Rows.</param>
    /// <exception cref="InvalidInputException">The start is no date, or a row lies behind the year 9999.</exception>
    public long[] From(string start, int first, int count)
    {
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (!DateTime.TryParse(start, CultureInfo.InvariantCulture, utc, out var date))
            throw new InvalidInputException($"Field 'start': expected a date such as 2021-03-31, found '{start}'.");
        try
        {
            return
            [
                .. Enumerable
                    .Range(first, count)
                    .Select(row => new DateTimeOffset(step.After(date, row), TimeSpan.Zero).ToUnixTimeSeconds()),
            ];
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new InvalidInputException(
                $"Field 'start': expected dates up to the year 9999, found {first + count - 1} steps of {step} behind '{start}'.",
                e
            );
        }
    }
}
