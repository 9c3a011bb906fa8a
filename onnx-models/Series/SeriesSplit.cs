namespace Rnn.Onnx.Models.Series;

/// <summary>
/// A series cut in order of time into training, validation and test part, each as windows. All targets of a window lie in
/// its own part; its look-back may reach into the part before. Nothing is learned or measured from a later part.
/// </summary>
public sealed class SeriesSplit
{
    /// <summary>Share of the rows that validate: 0.1, in front of the test part.</summary>
    public const double DefaultValidation = 0.1;

    /// <summary>Share of the rows that test: 0.2, the last fifth.</summary>
    public const double DefaultTest = 0.2;

    /// <summary>Cuts a series.</summary>
    /// <param name="series">The series.</param>
    /// <param name="lookBack">Steps that a model reads, T.</param>
    /// <param name="horizon">Steps that it forecasts.</param>
    /// <param name="validation">Share of the rows that choose the best epoch; 0.1 by default.</param>
    /// <param name="test">Share of the rows at the end that only the final figures are measured on; 0.2 by default.</param>
    /// <exception cref="InvalidInputException">A share is out of its range, or the series is too short for a window in each part.</exception>
    public SeriesSplit(
        TimeSeries series,
        int lookBack,
        int horizon,
        double validation = DefaultValidation,
        double test = DefaultTest
    )
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(lookBack);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(horizon);
        if (!(validation > 0 && test > 0 && validation + test < 1))
            throw Errors.InvalidInput(
                $"Options validation and test: expected shares above 0 that leave something to train on, found {validation} and {test}."
            );
        Series = series;
        End = series.Count;
        TestStart = End - (int)Math.Round(End * test);
        ValidationStart = TestStart - (int)Math.Round(End * validation);
        (Training, Validation, Test) = Windows(lookBack, horizon);
    }

    private SeriesSplit(TimeSeries series, int lookBack, int horizon, SeriesRows rows)
    {
        Series = series;
        ValidationStart = rows.Training;
        TestStart = ValidationStart + rows.Validation;
        End = TestStart + rows.Test;
        (Training, Validation, Test) = Windows(lookBack, horizon);
    }

    /// <summary>Cuts a series by numbers of rows, as published results often do; rows behind the three parts are not used.</summary>
    /// <param name="series">The series.</param>
    /// <param name="lookBack">Steps that a model reads, T.</param>
    /// <param name="horizon">Steps that it forecasts.</param>
    /// <param name="rows">Rows of each part.</param>
    /// <exception cref="InvalidInputException">The series has fewer rows, or a part is too short for a window.</exception>
    public static SeriesSplit ByRows(TimeSeries series, int lookBack, int horizon, SeriesRows rows)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(lookBack);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(horizon);
        if (rows.Training < 1 || rows.Validation < 1 || rows.Test < 1 || rows.Sum > series.Count)
            throw Errors.InvalidInput(
                $"{series.Place}: expected 1 or more rows in each part and {series.Count} together at the most, found {rows.Training} to train on, {rows.Validation} to validate, {rows.Test} to test."
            );
        return new SeriesSplit(series, lookBack, horizon, rows);
    }

    /// <summary>The whole series.</summary>
    public TimeSeries Series { get; }

    /// <summary>First row of the validation part: rows to train on.</summary>
    public int ValidationStart { get; }

    /// <summary>First row of the test part.</summary>
    public int TestStart { get; }

    /// <summary>The row behind the test part: the number of rows that are used.</summary>
    public int End { get; }

    /// <summary>Windows to learn from.</summary>
    public SlidingWindow Training { get; }

    /// <summary>Windows that choose the best epoch.</summary>
    public SlidingWindow Validation { get; }

    /// <summary>Windows that the final figures are measured on.</summary>
    public SlidingWindow Test { get; }

    private (SlidingWindow Training, SlidingWindow Validation, SlidingWindow Test) Windows(int lookBack, int horizon)
    {
        var shortest = Math.Min(TestStart - ValidationStart, End - TestStart);
        if (ValidationStart < lookBack + horizon || shortest < horizon)
            throw Errors.InvalidInput(
                $"{Series.Place}: expected at least {lookBack} + {horizon} rows (look-back and horizon) to train on and {horizon} in each of the other parts, found {Series.Count} rows: {ValidationStart} to train on, {TestStart - ValidationStart} to validate, {End - TestStart} to test."
            );
        return (
            new SlidingWindow(Series, lookBack, horizon, 0, ValidationStart),
            new SlidingWindow(Series, lookBack, horizon, ValidationStart, TestStart),
            new SlidingWindow(Series, lookBack, horizon, TestStart, End)
        );
    }
}
