using Rnn.Onnx.Models.Series;

namespace Rnn.Onnx.Models.Evaluation;

/// <summary>A target of the series and what its errors are divided by, measured on the training part.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Naive">Mean absolute error of repeating the season: what MASE divides by.</param>
/// <param name="Deviation">Population standard deviation: the unit of the scaled errors.</param>
public sealed record TargetScale(string Name, double Naive, double Deviation);

/// <summary>What the errors of forecasts are divided by to compare them over series and columns.</summary>
/// <param name="Targets">One for each column that is forecast, in the order of the forecasts.</param>
public sealed record ForecastScale(IReadOnlyList<TargetScale> Targets)
{
    /// <summary>Measures the training part; missing values (NaN) do not count.</summary>
    /// <param name="split">The parts.</param>
    /// <param name="period">Steps of a season, m.</param>
    /// <exception cref="InvalidInputException">The training part is not longer than a season.</exception>
    public static ForecastScale Of(SeriesSplit split, int period)
    {
        ArgumentNullException.ThrowIfNull(split);
        return Of(split.Series, split.ValidationStart, period);
    }

    /// <summary>Measures the rows that a model was trained on; missing values (NaN) do not count.</summary>
    /// <param name="training">The rows.</param>
    /// <param name="period">Steps of a season, m.</param>
    /// <exception cref="InvalidInputException">They are not longer than a season.</exception>
    public static ForecastScale Of(TimeSeries training, int period)
    {
        ArgumentNullException.ThrowIfNull(training);
        return Of(training, training.Count, period);
    }

    private static ForecastScale Of(TimeSeries series, int rows, int period)
    {
        if (period < 1 || period >= rows)
            throw Errors.InvalidInput(
                $"Option period: expected 1 or more and less than the {rows} rows of the training part, found {period}."
            );
        return new ForecastScale([.. series.Targets.Select(Measure)]);

        TargetScale Measure(int column)
        {
            var training = series.Column(column).AsSpan(0, rows);
            return new TargetScale(series.Columns[column], NaiveForecasts.Scale(training, period), Deviation(training));
        }
    }

    private static double Deviation(ReadOnlySpan<float> values)
    {
        var (count, sum, squares) = (0, 0.0, 0.0);
        foreach (var value in values)
            if (!float.IsNaN(value))
                (count, sum) = (count + 1, sum + value);
        foreach (var value in values)
            if (!float.IsNaN(value))
                squares += (value - sum / count) * (value - sum / count);
        return Math.Sqrt(squares / count);
    }
}
