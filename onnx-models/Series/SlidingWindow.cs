namespace Rnn.Onnx.Models.Series;

/// <summary>The windows of one part of a series, one for each step, or each so-many-th, at which a forecast can begin; read in place, never copied.</summary>
public sealed class SlidingWindow : IWindowSource
{
    private readonly TimeSeries series;
    private readonly ReadOnlyMemory<float> targets;
    private readonly int firstOrigin;

    /// <summary>Windows whose targets all lie in the rows from <paramref name="start"/> to below <paramref name="end"/>.</summary>
    /// <param name="series">The series.</param>
    /// <param name="lookBack">Steps of an input, T.</param>
    /// <param name="horizon">Steps of a target.</param>
    /// <param name="start">First row of the part; inputs may lie before it.</param>
    /// <param name="end">Row behind the part.</param>
    /// <param name="stride">Steps from one window to the next; 1 by default.</param>
    public SlidingWindow(TimeSeries series, int lookBack, int horizon, int start, int end, int stride = 1)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(lookBack);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(horizon);
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(end, series.Count);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stride);
        this.series = series;
        (LookBack, Horizon, Stride) = (lookBack, horizon, stride);
        targets = series.TargetValues;
        firstOrigin = Math.Max(start, lookBack);
        Count = end - horizon < firstOrigin ? 0 : (end - horizon - firstOrigin) / stride + 1;
    }

    /// <summary>The whole series.</summary>
    public TimeSeries Series => series;

    /// <summary>Windows, N.</summary>
    public int Count { get; }

    /// <summary>Steps of an input, T.</summary>
    public int LookBack { get; }

    /// <summary>Steps of a target.</summary>
    public int Horizon { get; }

    /// <summary>Steps from one window to the next.</summary>
    public int Stride { get; }

    /// <summary>Columns, C.</summary>
    public int Features => series.Features;

    /// <summary>Columns that are forecast.</summary>
    public int Targets => series.Targets.Count;

    /// <summary>Whether the rows have dates.</summary>
    public bool HasDates => series.Dates is not null;

    /// <summary>What a model reads [T, C]: a slice of the series.</summary>
    public ReadOnlyMemory<float> Input(int window) =>
        series.Values.Slice((Origin(window) - LookBack) * Features, LookBack * Features);

    /// <summary>What came to pass, row-major [horizon, targets]: a slice of the columns that are forecast.</summary>
    public ReadOnlyMemory<float> Target(int window) => targets.Slice(Origin(window) * Targets, Horizon * Targets);

    /// <summary>
    /// All values of the columns that are forecast before the window's first target, row-major [rows, targets], for forecasts
    /// that look far back.
    /// </summary>
    public ReadOnlyMemory<float> History(int window) => targets[..(Origin(window) * Targets)];

    /// <summary>Time stamps of a window's T + horizon steps, in seconds since 1970-01-01, the dates taken as UTC.</summary>
    /// <param name="window">The window.</param>
    /// <param name="times">Where they go, T + horizon of them.</param>
    /// <exception cref="InvalidInputException">The series has no dates.</exception>
    public void CopyTimes(int window, Span<long> times)
    {
        if (times.Length != LookBack + Horizon)
            throw Errors.Argument(
                nameof(times),
                $"Expected room for {LookBack} + {Horizon} time stamps, found {times.Length}."
            );
        series.CopyTimes(Origin(window) - LookBack, times);
    }

    /// <summary>Date of the window's first target.</summary>
    /// <exception cref="InvalidOperationException">The series has no dates.</exception>
    public DateTime TargetDate(int window) =>
        series.Dates is { } dates
            ? dates[Origin(window)]
            : throw Errors.InvalidOperation($"Series '{series.Path}' has no dates.");

    /// <inheritdoc/>
    public TimeSeries Rows(int apart = 0) =>
        Count == 0 ? series.Part(0, 0) : series.Part(firstOrigin - LookBack, Origin(Count - 1) + Horizon);

    /// <summary>Windows that follow each other, over the same series.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="count">How many, 1 or more.</param>
    public SlidingWindow Range(int first, int count) =>
        new(series, LookBack, Horizon, Origin(first), Origin(first + count - 1) + Horizon, Stride);

    IWindowSource IWindowSource.Range(int first, int count) => Range(first, count);

    private int Origin(int window)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(window);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(window, Count);
        return firstOrigin + window * Stride;
    }
}
