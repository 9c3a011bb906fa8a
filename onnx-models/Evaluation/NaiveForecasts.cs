namespace Rnn.Onnx.Models.Evaluation;

/// <summary>Forecasts that need no model: what any model has to beat.</summary>
public static class NaiveForecasts
{
    /// <summary>
    /// Repeats the last season: y[T+h] = y[T+h-m*k] with the smallest k that lies in the past (Hyndman and Athanasopoulos 2021,
    /// section 5.2). A period of 1 repeats the last value.
    /// </summary>
    /// <param name="history">All values before the forecast, oldest first.</param>
    /// <param name="period">Steps of a season, m.</param>
    /// <param name="forecast">Where the forecast goes, a value a step.</param>
    /// <exception cref="ArgumentException">The history is shorter than the period.</exception>
    public static void Seasonal(ReadOnlySpan<float> history, int period, Span<float> forecast)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(period);
        if (history.Length < period)
            throw Errors.Argument(
                nameof(history),
                $"Expected a history of at least one season of {period} steps, found {history.Length}."
            );
        var season = history[^period..];
        for (var step = 0; step < forecast.Length; step++)
            forecast[step] = season[step % period];
    }

    /// <summary>Mean absolute error of repeating the season within a series: what MASE divides by.</summary>
    /// <param name="values">The training part.</param>
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
        var sum = 0.0;
        for (var i = period; i < values.Length; i++)
            sum += Math.Abs((double)values[i] - values[i - period]);
        return sum / (values.Length - period);
    }
}
