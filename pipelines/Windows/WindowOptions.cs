using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Series;

namespace Rnn.Onnx.Pipelines.Windows;

/// <summary>How rows, one a time step and in order of time, become windows.</summary>
public sealed record WindowOptions
{
    /// <summary>
    /// What a model reads of each row, C values: columns of numbers, or one column of vectors of known size. There must be at
    /// least one.
    /// </summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>
    /// Those of <see cref="Columns"/> that are forecast; of a column of vectors its slot names, or their positions from 0.
    /// Default: the first.
    /// </summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>The column of each row's date (DateTime), increasing by one step; null for rows without dates. Default: null.</summary>
    public string? Date { get; init; }

    /// <summary>From one date to the next. Default: null, from the first to the second.</summary>
    public TimeStep? Step { get; init; }

    /// <summary>Steps that a model reads, T. Default: 28.</summary>
    public int LookBack { get; init; } = 28;

    /// <summary>Steps that it forecasts. Default: 14.</summary>
    public int Horizon { get; init; } = 14;

    /// <summary>Steps from one window to the next. Default: 1.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>
    /// Whether there are only windows whose whole target is known. Otherwise the last ones have targets of NaN where time has not
    /// come yet, the very last throughout: what the future is forecast from. Default: yes.
    /// </summary>
    public bool RequireTarget { get; init; } = true;

    /// <summary>
    /// What becomes of NaN, and of rows that are missing between two dates: refused with the number of the row, or kept as NaN
    /// for a model that masks them. Default: refused.
    /// </summary>
    public MissingValues Missing { get; init; } = MissingValues.Refuse;

    /// <summary>Refuses values that make no windows.</summary>
    /// <exception cref="InvalidInputException">A value is out of its range.</exception>
    public WindowOptions Validate()
    {
        OptionRange.AtLeast(LookBack, 1, "look-back");
        OptionRange.AtLeast(Horizon, 1, "horizon");
        OptionRange.AtLeast(Stride, 1, "stride");
        if (Columns.Count == 0)
            throw new InvalidInputException("Option columns: expected one column or more, found none.");
        if (Missing == MissingValues.Interpolate)
            throw new InvalidInputException(
                "Option missing: expected refuse or keep, since windows are made as rows are read, found interpolate."
            );
        return this;
    }
}
