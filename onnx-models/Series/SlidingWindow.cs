namespace Rnn.Onnx.Models.Series;

/// <summary>The windows of one part of a series, one for each step at which a forecast can begin; read in place, never copied.</summary>
public sealed class SlidingWindow
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
    public SlidingWindow(TimeSeries series, int lookBack, int horizon, int start, int end)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(lookBack);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(horizon);
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(end, series.Count);
        this.series = series;
        (LookBack, Horizon) = (lookBack, horizon);
        // One column already lies as it is needed; of several, the target is gathered once for all windows.
        targets = series.Features == 1 ? series.Values : series.Column(series.Target);
        firstOrigin = Math.Max(start, lookBack);
        Count = Math.Max(0, end - horizon - firstOrigin + 1);
    }

    /// <summary>Windows, N.</summary>
    public int Count { get; }

    /// <summary>Steps of an input, T.</summary>
    public int LookBack { get; }

    /// <summary>Steps of a target.</summary>
    public int Horizon { get; }

    /// <summary>Columns, C.</summary>
    public int Features => series.Features;

    /// <summary>Whether the rows have dates.</summary>
    public bool HasDates => series.Dates is not null;

    /// <summary>What a model reads [T, C]: a slice of the series.</summary>
    public ReadOnlyMemory<float> Input(int window) =>
        series.Values.Slice((Origin(window) - LookBack) * Features, LookBack * Features);

    /// <summary>What came to pass [horizon]: a slice of the target column.</summary>
    public ReadOnlyMemory<float> Target(int window) => targets.Slice(Origin(window), Horizon);

    /// <summary>All values of the target column before the window's first target, for forecasts that look far back.</summary>
    public ReadOnlyMemory<float> History(int window) => targets[..Origin(window)];

    /// <summary>Date of the window's first target.</summary>
    /// <exception cref="InvalidOperationException">The series has no dates.</exception>
    public DateTime TargetDate(int window) =>
        series.Dates is { } dates
            ? dates[Origin(window)]
            : throw Errors.InvalidOperation($"Series '{series.Path}' has no dates.");

    private int Origin(int window)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(window);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(window, Count);
        return firstOrigin + window;
    }
}
