using Rnn.Onnx.Models.Series;

namespace Rnn.Onnx.Models.Evaluation;

/// <summary>A forecast that needs no model, with its errors.</summary>
/// <param name="Name">What it repeats, as "last 7 steps".</param>
/// <param name="Period">Steps of the season it repeats.</param>
/// <param name="Metrics">Its errors on the test part.</param>
public sealed record NaiveBaseline(string Name, int Period, ForecastMetrics Metrics);

/// <summary>Measures the naive forecasts on the test part of a series.</summary>
public static class NaiveBaselines
{
    /// <summary>Days of the 52 weeks by which a daily series repeats its year, weekdays in place.</summary>
    private const int YearOfWeeks = 364;

    /// <summary>
    /// Of each target, repeats the last value, the last season and, where a daily series of weeks is long enough, the same weeks of the
    /// year before (364 days).
    /// </summary>
    /// <param name="split">The parts of the series; only the test part is forecast.</param>
    /// <param name="period">Steps of a season.</param>
    /// <exception cref="InvalidInputException">The training part is not longer than a season.</exception>
    public static IReadOnlyList<NaiveBaseline> For(SeriesSplit split, int period)
    {
        ArgumentNullException.ThrowIfNull(split);
        return For(split.Test, ForecastScale.Of(split, period), period);
    }

    /// <summary>The same of any windows, as far as what is known before the first of them reaches back.</summary>
    /// <param name="test">The windows to forecast, one or more.</param>
    /// <param name="scale">What scaled errors are divided by.</param>
    /// <param name="period">Steps of a season.</param>
    public static IReadOnlyList<NaiveBaseline> For(IWindowSource test, ForecastScale scale, int period)
    {
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(scale);
        var known = test.History(0).Length / test.Targets;
        int[] periods = period == 7 ? [1, period, YearOfWeeks] : [1, period];
        return [.. periods.Distinct().Where(p => p <= known).Select(p => Measure(test, p, scale))];
    }

    private static NaiveBaseline Measure(IWindowSource test, int period, ForecastScale scale)
    {
        var errors = new ForecastErrors(test.Horizon, scale);
        var forecast = new float[test.Horizon * test.Targets];
        for (var window = 0; window < test.Count; window++)
        {
            NaiveForecasts.Seasonal(test.History(window).Span, period, forecast, test.Targets);
            errors.Add(test.Target(window).Span, forecast);
        }
        var name = period == 1 ? "last value" : FormattableString.Invariant($"last {period} steps");
        return new NaiveBaseline(name, period, errors.Metrics());
    }
}
