namespace Rnn.Onnx.Cli.Data;

/// <summary>A period after which a series comes again.</summary>
/// <param name="Period">Steps.</param>
/// <param name="Correlation">Autocorrelation at that lag, of the series without its linear trend and with shorter periods averaged out.</param>
internal sealed record Season(int Period, double Correlation);

/// <summary>Finds periods by autocorrelation.</summary>
internal static class Seasonality
{
    private const int LongestLag = 1000;
    private const int MostPeriods = 3;
    private const double Least = 0.2;

    // A valley of the correlation must lie in front of a peak: noise goes up and down by less.
    private const double Depth = 0.1;

    // Noise moves the peak of a long period by some steps.
    private const double Near = 0.03;

    /// <summary>
    /// The periods, the shortest first: the first high peak of the autocorrelation is taken, means of as many steps take the place of
    /// the values, which leaves nothing of it, and longer ones are looked for in what is left.
    /// </summary>
    /// <param name="values">The series; NaN, where a value is missing, counts as the mean.</param>
    /// <param name="usual">Periods of the calendar: what is found near one of them is taken for it.</param>
    public static IReadOnlyList<Season> Find(IReadOnlyList<double> values, IReadOnlyList<int> usual)
    {
        var rest = WithoutTrend(values);
        var found = new List<Season>();
        var longer = 1;
        while (found.Count < MostPeriods)
        {
            var lags = Autocorrelation(rest);
            if (Peak(lags, longer) is not { } peak)
                break;
            var period = usual.FirstOrDefault(one => one < lags.Length && Math.Abs(one - peak) <= Near * one, peak);
            found.Add(new Season(period, lags[period]));
            longer = 2 * period;
            rest = Means(rest, period);
        }
        return found;
    }

    /// <summary>Periods of the calendar, in steps of a time.</summary>
    public static IReadOnlyList<int> Usual(string? step) =>
        step switch
        {
            "1 minute" => [60, 1440],
            "1 hour" => [24, 168],
            "1 day" => [7, 365],
            "7 days" => [52],
            "1 month" => [12],
            "3 months" => [4],
            _ => [],
        };

    /// <summary>Correlation of a series of mean 0 with itself, by lag from 0; empty where it does not move.</summary>
    public static double[] Autocorrelation(IReadOnlyList<double> values)
    {
        var whole = values.Sum(value => value * value);
        // Of a constant, rounding is left over.
        if (whole <= 1e-18 * values.Count)
            return [];
        var lags = new double[Math.Min(values.Count / 2, LongestLag) + 1];
        for (var lag = 0; lag < lags.Length; lag++)
        {
            var sum = 0.0;
            for (var t = lag; t < values.Count; t++)
                sum += values[t] * values[t - lag];
            // As many products as there are, and not fewer the longer the lag is.
            lags[lag] = sum / whole * values.Count / (values.Count - lag);
        }
        return lags;
    }

    // The shortest lag whose peak comes near the highest one: a multiple of a period is as high as itself.
    private static int? Peak(double[] lags, int longerThan)
    {
        var peaks = new List<int>();
        var lowest = double.PositiveInfinity;
        for (var lag = 1; lag < lags.Length - 1; lag++)
        {
            var value = lags[lag];
            var isPeak = value >= lags[lag - 1] && value > lags[lag + 1] && value - lowest > Depth;
            if (lag > longerThan && isPeak && value >= Highest(lags, lag) && value >= Least)
                peaks.Add(lag);
            lowest = Math.Min(lowest, value);
        }
        if (peaks.Count == 0)
            return null;
        var best = peaks.Max(lag => lags[lag]);
        return peaks.First(lag => lags[lag] >= 0.8 * best);
    }

    // Around a lag, a tenth of it to both sides.
    private static double Highest(double[] lags, int lag)
    {
        var (from, to) = (Math.Max(1, lag - lag / 10), Math.Min(lags.Length - 1, lag + lag / 10));
        return lags[from..(to + 1)].Max();
    }

    private static double[] WithoutTrend(IReadOnlyList<double> values)
    {
        var known = values.Index().Where(one => double.IsFinite(one.Item)).ToArray();
        if (known.Length < 2)
            return [.. values.Select(_ => 0.0)];
        var (meanT, mean) = (known.Average(one => (double)one.Index), known.Average(one => one.Item));
        var spread = known.Sum(one => (one.Index - meanT) * (one.Index - meanT));
        var slope = known.Sum(one => (one.Index - meanT) * (one.Item - mean)) / spread;
        return [.. values.Select((value, t) => double.IsFinite(value) ? value - mean - slope * (t - meanT) : 0)];
    }

    // Of each run of as many steps as the period has.
    private static double[] Means(double[] values, int period)
    {
        var sums = new double[values.Length + 1];
        for (var t = 0; t < values.Length; t++)
            sums[t + 1] = sums[t] + values[t];
        double[] means =
        [
            .. Enumerable.Range(0, values.Length - period + 1).Select(t => (sums[t + period] - sums[t]) / period),
        ];
        var mean = means.Average();
        return [.. means.Select(value => value - mean)];
    }
}
