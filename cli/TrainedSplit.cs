using System.Globalization;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Series;

namespace Rnn.Onnx.Cli;

/// <summary>A series cut as it was for the training of a model, as the model's card tells.</summary>
internal static class TrainedSplit
{
    /// <summary>By shares, or by numbers of rows where the parts do not add up to the series.</summary>
    /// <param name="card">The card.</param>
    /// <param name="of">The series in it.</param>
    /// <param name="series">The series that was read.</param>
    /// <param name="test">Another share of rows to test on; null as in training.</param>
    public static SeriesSplit Of(ModelCard card, CardSeries of, TimeSeries series, double? test = null) =>
        test is null
        && card.TrainingData is { } data
        && data.TrainingRows + data.ValidationRows + data.TestRows < data.Rows
            ? SeriesSplit.ByRows(
                series,
                of.LookBack,
                of.Horizon,
                new SeriesRows(data.TrainingRows, data.ValidationRows, data.TestRows)
            )
            : new SeriesSplit(
                series,
                of.LookBack,
                of.Horizon,
                Trained(card, "validation-share", SeriesSplit.DefaultValidation),
                test ?? Trained(card, "test-share", SeriesSplit.DefaultTest)
            );

    /// <summary>Steps of a season.</summary>
    public static int Period(ModelCard card) => (int)Trained(card, "period", 7);

    // What the model was trained with, as its card reply.
    private static double Trained(ModelCard card, string option, double otherwise) =>
        card.Options.TryGetValue(option, out var text)
        && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : otherwise;
}
