using Rnn.Onnx.Models.Series;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>What a forecaster is trained and measured on.</summary>
/// <param name="Series">The rows of the training part or more of them: names, dates and where they came from.</param>
/// <param name="Training">Windows to learn from.</param>
/// <param name="Validation">Windows that choose the epoch.</param>
/// <param name="Test">Windows that only the final figures are measured on; null where there are none.</param>
/// <param name="Rows">Rows of each part.</param>
/// <param name="RowCount">Rows of the series, those of no part among them.</param>
internal sealed record ForecastParts(
    TimeSeries Series,
    IWindowSource Training,
    IWindowSource Validation,
    IWindowSource? Test,
    SeriesRows Rows,
    int RowCount
)
{
    /// <summary>What the final figures are measured on.</summary>
    public IWindowSource Measured => Test ?? Validation;

    /// <summary>What the card calls it.</summary>
    public string MeasuredPart => Test is null ? "validation" : "test";

    public static ForecastParts Of(SeriesSplit split) =>
        new(
            split.Series,
            split.Training,
            split.Validation,
            split.Test,
            new SeriesRows(split.ValidationStart, split.TestStart - split.ValidationStart, split.End - split.TestStart),
            split.Series.Count
        );
}
