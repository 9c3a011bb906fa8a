using Rnn.Onnx.Models.Series;

namespace Rnn.Onnx.Models.Evaluation;

/// <summary>
/// Adds up the errors of forecasts one by one, in double precision and in the order given. Targets that are missing (NaN) do
/// not count.
/// </summary>
/// <param name="horizon">Steps of a forecast.</param>
/// <param name="scale">The targets and what their errors are divided by, from <see cref="ForecastScale.Of(TimeSeries, int)"/>.</param>
public sealed class ForecastErrors(int horizon, ForecastScale scale)
{
    private readonly ErrorSums[] targets = [.. scale.Targets.Select(_ => new ErrorSums())];
    private readonly ErrorSums[] steps = [.. Enumerable.Range(0, horizon).Select(_ => new ErrorSums())];
    private long count;

    /// <summary>Counts one forecast.</summary>
    /// <param name="target">What came to pass, row-major [horizon, targets].</param>
    /// <param name="forecast">What was forecast, row-major [horizon, targets].</param>
    /// <exception cref="ArgumentException">One of them has not as many values as horizon and targets ask for.</exception>
    public void Add(ReadOnlySpan<float> target, ReadOnlySpan<float> forecast)
    {
        var size = horizon * targets.Length;
        if (target.Length != size || forecast.Length != size)
            throw Errors.Argument(
                nameof(forecast),
                $"Expected {size} values of target and forecast, found {target.Length} and {forecast.Length}."
            );
        for (var i = 0; i < size; i++)
        {
            if (float.IsNaN(target[i]))
                continue;
            targets[i % targets.Length].Add(target[i], forecast[i]);
            steps[i / targets.Length].Add(target[i], forecast[i]);
        }
        count++;
    }

    /// <summary>The metrics of all forecasts counted so far.</summary>
    /// <exception cref="InvalidOperationException">There was none, or no value of them came to pass.</exception>
    public ForecastMetrics Metrics()
    {
        var values = targets.Sum(target => target.Count);
        if (values == 0)
            throw Errors.InvalidOperation($"Expected at least one forecast to measure, found none.");
        var rows = targets.Zip(scale.Targets, Row).ToArray();
        // A target without any known value has no row to average.
        var known = rows.Where(row => row.Values > 0).ToArray();
        return new ForecastMetrics(
            targets.Sum(target => target.Absolute) / values,
            Math.Sqrt(targets.Sum(target => target.Squared) / values),
            targets.Sum(target => target.Percentage) / values,
            known.Average(row => row.Mase),
            [.. steps.Select(step => step.Absolute / step.Count)],
            count
        )
        {
            ScaledMse = known.Sum(row => row.ScaledMse * row.Values) / values,
            ScaledMae = known.Sum(row => row.ScaledMae * row.Values) / values,
            Targets = rows,
        };
    }

    private static TargetMetrics Row(ErrorSums sums, TargetScale scale)
    {
        var (mae, mse) = (sums.Absolute / sums.Count, sums.Squared / sums.Count);
        return new TargetMetrics(
            scale.Name,
            mae,
            Math.Sqrt(mse),
            mae / scale.Naive,
            mse / (scale.Deviation * scale.Deviation),
            mae / scale.Deviation,
            sums.Count
        );
    }

    private sealed class ErrorSums
    {
        public double Absolute { get; private set; }

        public double Squared { get; private set; }

        public double Percentage { get; private set; }

        public long Count { get; private set; }

        public void Add(double target, double forecast)
        {
            var error = Math.Abs(target - forecast);
            var size = Math.Abs(target) + Math.Abs(forecast);
            Absolute += error;
            Squared += error * error;
            Percentage += size == 0 ? 0 : 200 * error / size;
            Count++;
        }
    }
}
