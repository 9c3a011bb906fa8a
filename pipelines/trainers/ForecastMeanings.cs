using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Training.Models;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>What a forecaster's inputs and outputs mean, in words for its card.</summary>
internal static class ForecastMeanings
{
    /// <summary>One input or output by its name.</summary>
    public static string Of(string name, CardSeries series, ForecasterOptions model) =>
        name switch
        {
            "series" =>
                $"{string.Join(", ", series.Columns)} as they were measured, oldest first; {Steps(model)}{Gaps(model)}.",
            "times" =>
                $"When each step was or will be, in seconds since 1970-01-01: those of series, then the {model.Horizon} to forecast.",
            "quantiles" =>
                $"The quantiles of each step at the levels {string.Join(", ", model.Quantiles.Select(q => FormattableString.Invariant($"{q}")))}, increasing.",
            _ =>
                $"The next {model.Horizon} values of {string.Join(", ", series.AllTargets)}, in {Unit(series)}{Median(model)}.",
        };

    /// <summary>How missing values are treated: by the model, or before it.</summary>
    public static string? Missing(TimeSeries series, ForecasterOptions model) =>
        model.Missing == MissingInputs.Mask ? "mask"
        : series.Missing.Values > 0 ? "interpolate"
        : null;

    private static string Steps(ForecasterOptions model) =>
        model.Decoding == ForecastDecoding.Segments
            ? $"a multiple of {model.SegmentLength} steps, trained on {model.LookBack}"
            : $"trained on {model.LookBack} steps";

    private static string Gaps(ForecasterOptions model) =>
        model.Missing == MissingInputs.Mask ? "; NaN where a value is missing" : "";

    private static string Unit(CardSeries series) => series.AllTargets.Count == 1 ? "its own unit" : "their own units";

    private static string Median(ForecasterOptions model) => model.Quantiles.Count > 0 ? "; the median" : "";
}
