namespace Rnn.Onnx.Models.Series;

/// <summary>Brings columns to mean 0 and standard deviation 1.</summary>
/// <param name="Means">Mean of each column.</param>
/// <param name="Deviations">Population standard deviation of each column, above 0.</param>
public sealed record Scaler(IReadOnlyList<float> Means, IReadOnlyList<float> Deviations)
{
    /// <summary>Measures the columns over the first rows: the training part, and nothing behind it. Missing values (NaN) do not count.</summary>
    /// <param name="series">The series.</param>
    /// <param name="rows">Rows to measure, from the first.</param>
    /// <exception cref="InvalidInputException">A column is constant there, so nothing could be learned of it.</exception>
    public static Scaler Fit(TimeSeries series, int rows)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, series.Count);
        var means = new float[series.Features];
        var deviations = new float[series.Features];
        for (var column = 0; column < series.Features; column++)
        {
            float[] values = [.. series.Column(column).Take(rows).Where(value => !float.IsNaN(value))];
            if (values.Length == 0)
                throw Errors.InvalidInput(
                    $"{series.Place}, column '{series.Columns[column]}': expected values in the {rows} rows of the training part, found none."
                );
            var mean = Mean(values, value => value);
            var variance = Mean(values, value => (value - mean) * (value - mean));
            (means[column], deviations[column]) = ((float)mean, (float)Math.Sqrt(variance));
            // Rounding of the mean can give a constant column a tiny deviation.
            if (!values.AsSpan().ContainsAnyExcept(values[0]) || !(deviations[column] > 0))
                throw Errors.InvalidInput(
                    $"{series.Place}, column '{series.Columns[column]}': expected values that differ, found {values[0]} in all {values.Length} rows of the training part."
                );
        }
        return new Scaler(means, deviations);
    }

    private static double Mean(float[] values, Func<double, double> of)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += of(value);
        return sum / values.Length;
    }
}
