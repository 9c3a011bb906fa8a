namespace Rnn.Onnx.Models.Evaluation;

/// <summary>Forecasts that need no model: what any model has to beat.</summary>
public static class NaiveForecasts
{
    /// <summary>
    /// Repeats the last season: y[T+h] = y[T+h-m*k] with the smallest k that lies in the past (Hyndman and Athanasopoulos 2021,
    /// section 5.2). A period of 1 repeats the last value.
    /// </summary>
    /// <param name="history">All values before the forecast, oldest first, row-major [rows, targets].</param>
    /// <param name="period">Steps of a season, m.</param>
    /// <param name="forecast">Where the forecast goes, row-major [horizon, targets].</param>
    /// <param name="targets">Values of a step; 1 by default.</param>
    /// <exception cref="ArgumentException">The history is shorter than the period.</exception>
    /// <remarks>A missing value (NaN) is replaced by that of the season before, or else by the last known one.</remarks>
    public static void Seasonal(ReadOnlySpan<float> history, int period, Span<float> forecast, int targets = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(period);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(targets);
        var season = period * targets;
        if (history.Length < season)
            throw Errors.Argument(
                nameof(history),
                $"Expected a history of at least one season of {period} steps, found {history.Length / targets}."
            );
        for (var i = 0; i < forecast.Length; i++)
        {
            var last = history.Length - season + i % season;
            var value = LastKnown(history, last, season);
            forecast[i] = float.IsNaN(value)
                ? LastKnown(history, history.Length - targets + i % targets, targets)
                : value;
        }
    }

    private static float LastKnown(ReadOnlySpan<float> history, int from, int back)
    {
        while (from >= back && float.IsNaN(history[from]))
            from -= back;
        return history[from];
    }

    /// <summary>Mean absolute error of repeating the season within a series: what MASE divides by.</summary>
    /// <param name="values">The training part; where one of two values is missing (NaN), they do not count.</param>
    /// <param name="period">Steps of a season, m.</param>
    /// <exception cref="ArgumentException">There is not one value behind the first season.</exception>
    public static double Scale(ReadOnlySpan<float> values, int period)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(period);
        if (values.Length <= period)
            throw Errors.Argument(
                nameof(values),
                $"Expected more values than a season of {period} steps, found {values.Length}."
            );
        var (sum, count) = (0.0, 0);
        for (var i = period; i < values.Length; i++)
        {
            var difference = Math.Abs((double)values[i] - values[i - period]);
            if (!double.IsNaN(difference))
                (sum, count) = (sum + difference, count + 1);
        }
        return sum / count;
    }
}
