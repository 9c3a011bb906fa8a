using Rnn.Onnx.Models;
using Rnn.Onnx.Training.Modules;

namespace Rnn.Onnx.Training.Models;

/// <summary>What a <see cref="Forecaster"/> is made of.</summary>
public sealed record ForecasterOptions
{
    /// <summary>The level that is the forecast itself.</summary>
    private const double Median = 0.5;

    /// <summary>The recurrent layers; their features are the columns of the series. Default: one LSTM layer of 64 units.</summary>
    public RecurrentOptions Recurrent { get; init; } = new();

    /// <summary>Steps read, T of a training window. Default: 28.</summary>
    public int LookBack { get; init; } = 28;

    /// <summary>Steps forecast. Default: 14.</summary>
    public int Horizon { get; init; } = 14;

    /// <summary>Columns of the input that are forecast. Default: the first.</summary>
    public IReadOnlyList<int> Targets { get; init; } = [0];

    /// <summary>From the last state to the steps ahead. Default: all at once.</summary>
    public ForecastDecoding Decoding { get; init; }

    /// <summary>Steps of a segment, for <see cref="ForecastDecoding.Segments"/> only. Default: 24.</summary>
    public int SegmentLength { get; init; } = 24;

    /// <summary>
    /// Whether each target is forecast from its own past alone, by weights that all share and an embedding that tells them
    /// apart. Columns that are not forecast are not read then. Default: no.
    /// </summary>
    public bool ChannelIndependent { get; init; }

    /// <summary>
    /// Levels of the quantiles to forecast, increasing, between 0 and 1, with 0.5 among them: the median is the forecast. One
    /// target only. Default: none, a single forecast.
    /// </summary>
    public IReadOnlyList<double> Quantiles { get; init; } = [];

    /// <summary>What the model is told of the date of each step, of those read and of those ahead. Default: nothing.</summary>
    public IReadOnlyList<CalendarFeature> Calendar { get; init; } = [];

    /// <summary>Size of the embedding of a calendar field. Default: 4.</summary>
    public int CalendarSize { get; init; } = 4;

    /// <summary>What is taken from each window and given back to the forecast. Default: its mean and deviation.</summary>
    public WindowNormalization Normalization { get; init; } = WindowNormalization.Mean;

    /// <summary>Whether a learned gain and shift of each column follow the normalization (RevIN, equation 2). Default: no.</summary>
    public bool AffineNormalization { get; init; }

    /// <summary>What to do with missing values. Default: there are none.</summary>
    public MissingInputs Missing { get; init; }

    /// <summary>Units of the layer in which the state meets the calendar of a step ahead. Default: 64.</summary>
    public int HeadSize { get; init; } = 64;

    /// <summary>Probability of dropping a value before the last layer, and of the calendar's embedding, while training. Default: 0.</summary>
    public double HeadDropout { get; init; }

    /// <summary>Position of the median in <see cref="Quantiles"/>; 0 without quantiles.</summary>
    internal int MedianIndex => Quantiles.Count == 0 ? 0 : Quantiles.ToList().IndexOf(Median);

    /// <summary>Values forecast of a target and step: the quantiles, or one.</summary>
    internal int Levels => Math.Max(1, Quantiles.Count);

    /// <summary>Refuses values that no network can be built from.</summary>
    /// <exception cref="InvalidInputException">A value is out of its range, or two do not go together.</exception>
    public ForecasterOptions Validate()
    {
        Recurrent.Validate();
        OptionRange.AtLeast(LookBack, 1, "look-back");
        OptionRange.AtLeast(Horizon, 1, "horizon");
        OptionRange.AtLeast(CalendarSize, 1, "calendar-size");
        OptionRange.AtLeast(HeadSize, 1, "head-size");
        OptionRange.Within(HeadDropout, 0, 1, "head-dropout");
        if (Calendar.Any(feature => feature is null || feature.Fields.Count == 0))
            throw new InvalidInputException("Option calendar: expected at least one field in a feature, found none.");
        ValidateTargets();
        ValidateQuantiles();
        ValidateDecoding();
        return this;
    }

    private void ValidateTargets()
    {
        var columns = Recurrent.Features;
        if (
            Targets.Count == 0
            || Targets.Distinct().Count() != Targets.Count
            || Targets.Any(t => t < 0 || t >= columns)
        )
            throw new InvalidInputException(
                $"Option targets: expected different columns from 0 to {columns - 1}, found {(Targets.Count == 0 ? "none" : string.Join(", ", Targets))}."
            );
    }

    private void ValidateQuantiles()
    {
        if (Quantiles.Count == 0)
            return;
        var increasing = Quantiles.Zip(Quantiles.Skip(1)).All(pair => pair.First < pair.Second);
        if (!(increasing && Quantiles[0] > 0 && Quantiles[^1] < 1 && Quantiles.Contains(Median)))
            throw new InvalidInputException(
                FormattableString.Invariant(
                    $"Option quantiles: expected increasing levels between 0 and 1 with 0.5 among them, found {string.Join(", ", Quantiles.Select(q => FormattableString.Invariant($"{q}")))}."
                )
            );
        if (Targets.Count > 1)
            throw new InvalidInputException(
                $"Option quantiles: expected a single target with them, found {Targets.Count} targets."
            );
    }

    private void ValidateDecoding()
    {
        if (Decoding != ForecastDecoding.Direct && Recurrent.Bidirectional)
            throw new InvalidInputException(
                $"Option bidirectional: expected decoding direct with it, found {Decoding.ToString().ToLowerInvariant()}, which continues the forward states alone."
            );
        if (Decoding == ForecastDecoding.Recursive && !ChannelIndependent && Targets.Count != Recurrent.Features)
            throw new InvalidInputException(
                $"Option decoding: expected recursive only where every column read is forecast as well, found {Targets.Count} targets of {Recurrent.Features} columns."
            );
        if (Decoding != ForecastDecoding.Segments)
            return;
        OptionRange.AtLeast(SegmentLength, 1, "segment-length");
        if (LookBack % SegmentLength != 0)
            throw new InvalidInputException(
                $"Option look-back: expected a multiple of the segment length {SegmentLength}, found {LookBack}."
            );
    }
}
