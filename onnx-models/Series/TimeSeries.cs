namespace Rnn.Onnx.Models.Series;

/// <summary>A series in order of time: one row a step, one or more columns, in one array.</summary>
public sealed class TimeSeries
{
    private float[]? gathered;

    /// <summary>A series with one column to forecast. Takes over the arrays; they are not copied.</summary>
    /// <param name="path">The file it came from, for messages and cards; empty where it came from none.</param>
    /// <param name="columns">Names of the columns, C of them.</param>
    /// <param name="target">Index of the column to forecast.</param>
    /// <param name="values">Row-major values [T, C].</param>
    /// <param name="dates">A date a row, or null.</param>
    /// <param name="step">From one date to the next, or null.</param>
    /// <exception cref="ArgumentException">The sizes do not fit together.</exception>
    public TimeSeries(
        string path,
        IReadOnlyList<string> columns,
        int target,
        float[] values,
        IReadOnlyList<DateTime>? dates = null,
        TimeStep? step = null
    )
        : this(path, columns, [target], values, dates, step) { }

    /// <summary>A series with one or more columns to forecast. Takes over the arrays; they are not copied.</summary>
    /// <param name="path">The file it came from, for messages and cards; empty where it came from none.</param>
    /// <param name="columns">Names of the columns, C of them.</param>
    /// <param name="targets">Indices of the columns to forecast, each once; the first is <see cref="Target"/>.</param>
    /// <param name="values">Row-major values [T, C].</param>
    /// <param name="dates">A date a row, or null.</param>
    /// <param name="step">From one date to the next, or null.</param>
    /// <exception cref="ArgumentException">The sizes do not fit together, or a target is none of the columns or named twice.</exception>
    public TimeSeries(
        string path,
        IReadOnlyList<string> columns,
        IReadOnlyList<int> targets,
        float[] values,
        IReadOnlyList<DateTime>? dates = null,
        TimeStep? step = null
    )
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(values);
        if (
            targets.Count == 0
            || targets.Any(target => target < 0 || target >= columns.Count)
            || targets.Distinct().Count() != targets.Count
        )
            throw Errors.Argument(
                nameof(targets),
                $"Expected one or more of the {columns.Count} columns, each once, found {string.Join(", ", targets)}."
            );
        if (
            columns.Count == 0
            || values.Length % columns.Count != 0
            || (dates is not null && dates.Count * columns.Count != values.Length)
        )
            throw Errors.Argument(
                nameof(values),
                $"Expected rows of {columns.Count} values and a date for each, found {values.Length} values and {dates?.Count} dates."
            );
        (Path, Columns, Targets, Values, Dates, Step) = (path, columns, targets, values, dates, step);
    }

    /// <summary>The file it came from; empty where it came from none.</summary>
    public string Path { get; }

    /// <summary>What messages call it.</summary>
    public string Place => Path.Length > 0 ? $"File '{Path}'" : "The view";

    /// <summary>Names of the columns.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Indices of the columns to forecast, in the order of the forecasts' last dimension.</summary>
    public IReadOnlyList<int> Targets { get; }

    /// <summary>Index of the first or only column to forecast.</summary>
    public int Target => Targets[0];

    /// <summary>Names of the columns to forecast, in the order of <see cref="Targets"/>.</summary>
    public IReadOnlyList<string> TargetNames => [.. Targets.Select(target => Columns[target])];

    /// <summary>Row-major values [T, C]; NaN where a missing value was kept.</summary>
    public ReadOnlyMemory<float> Values { get; }

    /// <summary>A date a row; null where the series has none.</summary>
    public IReadOnlyList<DateTime>? Dates { get; }

    /// <summary>
    /// The columns to forecast alone, row-major [T, targets]: the values themselves where these are all columns in order,
    /// otherwise gathered once.
    /// </summary>
    internal ReadOnlyMemory<float> TargetValues =>
        Targets.SequenceEqual(Enumerable.Range(0, Features)) ? Values : gathered ??= Gather();

    /// <summary>From one date to the next; null where the series has no dates.</summary>
    public TimeStep? Step { get; }

    /// <summary>What was missing in the file, and was filled or kept as NaN. Default: nothing.</summary>
    public MissingCounts Missing { get; init; } = MissingCounts.None;

    /// <summary>Rows, T.</summary>
    public int Count => Values.Length / Columns.Count;

    /// <summary>Columns, C.</summary>
    public int Features => Columns.Count;

    /// <summary>One column as an array of its own [T].</summary>
    public float[] Column(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Features);
        var column = new float[Count];
        var values = Values.Span;
        for (var row = 0; row < column.Length; row++)
            column[row] = values[row * Features + index];
        return column;
    }

    /// <summary>Some rows as a series of their own.</summary>
    /// <param name="start">The first row.</param>
    /// <param name="end">The row behind the last.</param>
    public TimeSeries Part(int start, int end)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfLessThan(end, start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(end, Count);
        return new TimeSeries(
            Path,
            Columns,
            Targets,
            Values[(start * Features)..(end * Features)].ToArray(),
            Dates?.Skip(start).Take(end - start).ToArray(),
            Step
        )
        {
            Missing = Missing,
        };
    }

    /// <summary>
    /// Time stamps from a row on, in seconds since 1970-01-01, the dates taken as UTC. Rows at or behind the end are dated by
    /// <see cref="Step"/>: what is to be forecast has a date, too.
    /// </summary>
    /// <param name="firstRow">The row of the first time stamp, from 0; it may lie behind the end.</param>
    /// <param name="times">Where they go, one a row.</param>
    /// <exception cref="InvalidInputException">The series has no dates, or the last one is past the year 9999.</exception>
    public void CopyTimes(int firstRow, Span<long> times)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstRow);
        for (var i = 0; i < times.Length; i++)
            times[i] = UnixSeconds(DateOf(firstRow + i));
    }

    /// <summary>The date of a row; behind the end as <see cref="Step"/> goes on.</summary>
    /// <param name="row">The row, from 0; <see cref="Count"/> is the first that is not known yet.</param>
    /// <exception cref="InvalidInputException">The series has no dates, or that one is past the year 9999.</exception>
    public DateTime DateOf(int row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        if (Dates is null)
            throw Errors.InvalidInput($"{Place}: expected a column of dates, found none.");
        if (row < Count)
            return Dates[row];
        if (Step is not { } step)
            throw Errors.InvalidInput(
                $"{Place}: expected two or more dates that tell how the series goes on, found {Count}."
            );
        try
        {
            return step.After(Dates[^1], row - Count + 1);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw Errors.InvalidInput(
                $"{Place}: expected dates up to the year 9999, found {row - Count + 1} steps of {step} behind {Dates[^1]:yyyy-MM-dd}.",
                e
            );
        }
    }

    // Ticks are never negative in a DateTime, so the division rounds down, before 1970 as well.
    private static long UnixSeconds(DateTime date) =>
        date.Ticks / TimeSpan.TicksPerSecond - DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerSecond;

    private float[] Gather()
    {
        var result = new float[Count * Targets.Count];
        var values = Values.Span;
        for (var row = 0; row < Count; row++)
        for (var i = 0; i < Targets.Count; i++)
            result[row * Targets.Count + i] = values[row * Features + Targets[i]];
        return result;
    }
}
