namespace Rnn.Onnx.Models.Evaluation;

/// <summary>Adds up the errors of forecasts one by one, in double precision and in the order given.</summary>
/// <param name="horizon">Steps of a forecast.</param>
/// <param name="scale">What MASE divides by, from <see cref="NaiveForecasts.Scale"/>.</param>
public sealed class ForecastErrors(int horizon, double scale)
{
    private readonly double[] absolute = new double[horizon];
    private double squared;
    private double percentage;
    private long count;

    /// <summary>Counts one forecast.</summary>
    /// <param name="target">What came to pass.</param>
    /// <param name="forecast">What was forecast.</param>
    /// <exception cref="ArgumentException">One of them has not as many values as the horizon.</exception>
    public void Add(ReadOnlySpan<float> target, ReadOnlySpan<float> forecast)
    {
        if (target.Length != horizon || forecast.Length != horizon)
            throw Errors.Argument(
                nameof(forecast),
                $"Expected {horizon} values of target and forecast, found {target.Length} and {forecast.Length}."
            );
        for (var step = 0; step < horizon; step++)
        {
            var error = Math.Abs((double)target[step] - forecast[step]);
            var size = Math.Abs((double)target[step]) + Math.Abs((double)forecast[step]);
            absolute[step] += error;
            squared += error * error;
            percentage += size == 0 ? 0 : 200 * error / size;
        }
        count++;
    }

    /// <summary>The metrics of all forecasts counted so far.</summary>
    /// <exception cref="InvalidOperationException">There was none.</exception>
    public ForecastMetrics Metrics()
    {
        if (count == 0)
            throw Errors.InvalidOperation($"Expected at least one forecast to measure, found none.");
        var values = (double)count * horizon;
        var mae = absolute.Sum() / values;
        return new ForecastMetrics(
            mae,
            Math.Sqrt(squared / values),
            percentage / values,
            mae / scale,
            [.. absolute.Select(sum => sum / count)],
            count
        );
    }
}
