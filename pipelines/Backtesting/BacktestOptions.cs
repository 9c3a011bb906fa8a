using Rnn.Onnx.Models;

namespace Rnn.Onnx.Pipelines.Backtesting;

/// <summary>How a forecaster is tested on the past: from several origins, one after the other, as if each were today.</summary>
public sealed record BacktestOptions
{
    /// <summary>Origins, the last of which lies <see cref="FoldRows"/> before the end of the rows. Default: 5.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>
    /// Rows from one origin to the next: those behind an origin are forecast by the model of that origin, each step from which a whole
    /// horizon lies in them. Default: null, the horizon, one forecast from each origin.
    /// </summary>
    public int? FoldRows { get; init; }

    /// <summary>Whether a model is fitted anew at each origin; otherwise that of the first forecasts for all. Default: yes.</summary>
    public bool Refit { get; init; } = true;

    /// <summary>Rows in front of an origin that are learned from (a window that slides); null: all of them (one that grows). Default: null.</summary>
    public int? TrainingRows { get; init; }

    /// <summary>Rows in front of an origin that no model learns from; its forecasts still read them. Default: 0.</summary>
    public int Gap { get; init; }

    /// <summary>Steps of a season, for MASE and the seasonal naive forecast. Default: 7.</summary>
    public int Period { get; init; } = 7;

    /// <summary>Stops between two folds. Default: never.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Refuses values that test nothing.</summary>
    /// <exception cref="InvalidInputException">A value is out of its range.</exception>
    public BacktestOptions Validate()
    {
        OptionRange.AtLeast(Folds, 1, "folds");
        OptionRange.AtLeast(FoldRows ?? 1, 1, "fold-rows");
        OptionRange.AtLeast(TrainingRows ?? 1, 1, "training-rows");
        OptionRange.AtLeast(Gap, 0, "gap");
        OptionRange.AtLeast(Period, 1, "period");
        return this;
    }
}
