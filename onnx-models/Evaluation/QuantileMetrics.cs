using Rnn.Onnx.Models.Cards;

namespace Rnn.Onnx.Models.Evaluation;

/// <summary>How good forecasts of quantiles are.</summary>
/// <param name="Pinball">Mean pinball loss over all levels, steps and windows, in the series' unit (Koenker and Bassett 1978).</param>
/// <param name="Levels">Each quantile alone.</param>
/// <param name="Intervals">The intervals between the outermost two quantiles, the next two, and so on.</param>
public sealed record QuantileMetrics(
    double Pinball,
    IReadOnlyList<QuantileRow> Levels,
    IReadOnlyList<IntervalMetrics> Intervals
)
{
    /// <summary>The same for a card.</summary>
    public IReadOnlyList<CardInterval> ForCard() =>
        [.. Intervals.Select(i => new CardInterval(i.Lower, i.Upper, i.Coverage, i.MeanWidth))];
}

/// <summary>One quantile: calibrated where the share of the truth below it is its level.</summary>
/// <param name="Level">Between 0 and 1.</param>
/// <param name="Pinball">Mean pinball loss, in the series' unit.</param>
/// <param name="Below">Share of the true values at it or below.</param>
public sealed record QuantileRow(double Level, double Pinball, double Below);

/// <summary>A prediction interval: calibrated where its coverage is its nominal level.</summary>
/// <param name="Lower">Level of the lower quantile.</param>
/// <param name="Upper">Level of the upper quantile.</param>
/// <param name="Coverage">Share of the true values inside, bounds included.</param>
/// <param name="MeanWidth">Mean distance of the bounds, in the series' unit.</param>
public sealed record IntervalMetrics(double Lower, double Upper, double Coverage, double MeanWidth)
{
    /// <summary>Further from the nominal level than this is called too narrow or too wide.</summary>
    private const double Tolerance = 0.05;

    /// <summary>Share of the true values that should lie inside.</summary>
    public double Nominal => Upper - Lower;

    /// <summary>One sentence for people.</summary>
    public override string ToString()
    {
        var verdict =
            Coverage < Nominal - Tolerance ? "too narrow"
            : Coverage > Nominal + Tolerance ? "too wide"
            : "well calibrated";
        return FormattableString.Invariant(
            $"The {100 * Nominal:0.#} % interval held {100 * Coverage:0.0} % of the true values and was {MeanWidth:G4} wide on average: {verdict}."
        );
    }
}
