namespace Rnn.Onnx.Models.Evaluation;

/// <summary>
/// Measures forecasts of quantiles one by one: their pinball loss, and how often the truth lay in the intervals between them.
/// Targets that are missing (NaN) do not count.
/// </summary>
public sealed class QuantileErrors
{
    private readonly double[] levels;
    private readonly double[] pinball;
    private readonly long[] below;
    private readonly long[] inside;
    private readonly double[] width;
    private long count;

    /// <summary>Begins with nothing counted.</summary>
    /// <param name="levels">The quantiles' levels, rising, each between 0 and 1, Q of them.</param>
    /// <exception cref="ArgumentException">They are none such.</exception>
    public QuantileErrors(IReadOnlyList<double> levels)
    {
        ArgumentNullException.ThrowIfNull(levels);
        var rising = levels.Zip(levels.Skip(1), (low, high) => low < high).All(rises => rises);
        if (levels.Count == 0 || !rising || levels.Any(level => level is not (> 0 and < 1)))
            throw Errors.Argument(
                nameof(levels),
                $"Expected rising levels between 0 and 1, found {string.Join(", ", levels)}."
            );
        this.levels = [.. levels];
        pinball = new double[levels.Count];
        below = new long[levels.Count];
        inside = new long[levels.Count / 2];
        width = new double[levels.Count / 2];
    }

    /// <summary>Counts one forecast.</summary>
    /// <param name="target">What came to pass [horizon].</param>
    /// <param name="quantiles">The quantiles, row-major [horizon, Q].</param>
    /// <exception cref="ArgumentException">There are not Q quantiles for each step.</exception>
    public void Add(ReadOnlySpan<float> target, ReadOnlySpan<float> quantiles)
    {
        if (quantiles.Length != target.Length * levels.Length)
            throw Errors.Argument(
                nameof(quantiles),
                $"Expected {levels.Length} quantiles for each of {target.Length} steps, found {quantiles.Length} values."
            );
        for (var step = 0; step < target.Length; step++)
        {
            if (!float.IsNaN(target[step]))
                Add(target[step], quantiles.Slice(step * levels.Length, levels.Length));
        }
    }

    /// <summary>The metrics of all forecasts counted so far.</summary>
    /// <exception cref="InvalidOperationException">There was none.</exception>
    public QuantileMetrics Metrics()
    {
        if (count == 0)
            throw Errors.InvalidOperation($"Expected at least one forecast to measure, found none.");
        return new QuantileMetrics(
            pinball.Sum() / count / levels.Length,
            [.. levels.Select((level, i) => new QuantileRow(level, pinball[i] / count, (double)below[i] / count))],
            [
                .. inside.Select(
                    (hits, i) =>
                        new IntervalMetrics(levels[i], levels[^(i + 1)], (double)hits / count, width[i] / count)
                ),
            ]
        );
    }

    private void Add(double target, ReadOnlySpan<float> quantiles)
    {
        for (var i = 0; i < levels.Length; i++)
        {
            // Koenker and Bassett 1978: too low costs the level, too high what is left to 1.
            var error = target - quantiles[i];
            pinball[i] += Math.Max(levels[i] * error, (levels[i] - 1) * error);
            below[i] += target <= quantiles[i] ? 1 : 0;
        }
        for (var i = 0; i < inside.Length; i++)
        {
            var (lower, upper) = (quantiles[i], quantiles[^(i + 1)]);
            inside[i] += target >= lower && target <= upper ? 1 : 0;
            width[i] += (double)upper - lower;
        }
        count++;
    }
}
