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
        if (period < 1 || period >= split.ValidationStart)
            throw Errors.InvalidInput(
                $"Option period: expected 1 or more and less than the {split.ValidationStart} rows of the training part, found {period}."
            );
        return new ForecastScale([.. split.Series.Targets.Select(Measure)]);

        TargetScale Measure(int column)
        {
            var training = split.Series.Column(column).AsSpan(0, split.ValidationStart);
            return new TargetScale(
                split.Series.Columns[column],
                NaiveForecasts.Scale(training, period),
                Deviation(training)
            );
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
