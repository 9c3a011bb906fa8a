using Rnn.Onnx.Models.Series;

namespace Rnn.Onnx.Models.Evaluation;

/// <summary>What MASE divides by, for the parts of a series.</summary>
public static class ForecastScale
{
    /// <summary>Mean absolute error of repeating the season within the training part.</summary>
    /// <param name="split">The parts.</param>
    /// <param name="period">Steps of a season, m.</param>
    /// <exception cref="InvalidInputException">The training part is not longer than a season.</exception>
    public static double Of(SeriesSplit split, int period)
    {
        ArgumentNullException.ThrowIfNull(split);
        if (period < 1 || period >= split.ValidationStart)
            throw Errors.InvalidInput(
                $"Option period: expected 1 or more and less than the {split.ValidationStart} rows of the training part, found {period}."
            );
        var training = split.Series.Column(split.Series.Target).AsSpan(0, split.ValidationStart);
        return NaiveForecasts.Scale(training, period);
    }
}
