using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Pipelines.Windows;

namespace Rnn.Onnx.Pipelines.Backtesting;

/// <summary>Cuts a series at several origins, one after the other (Tashman 2000, rolling-origin evaluation).</summary>
/// <param name="Series">The rows.</param>
/// <param name="Windows">Sizes of the windows.</param>
/// <param name="Options">Origins and parts.</param>
internal sealed record RollingOrigin(TimeSeries Series, WindowOptions Windows, BacktestOptions Options)
{
    private int FoldRows => Options.FoldRows ?? Windows.Horizon;

    /// <summary>The first row that is forecast in a fold.</summary>
    public int Origin(int fold) => Series.Count - (Options.Folds - fold) * FoldRows;

    /// <summary>The windows to learn from: all that they read and forecast lies in the rows of the fold's training part.</summary>
    public SlidingWindow Training(int fold)
    {
        var end = End(fold);
        return Cut(Start(fold) + Windows.LookBack, end, Windows.Stride);
    }

    /// <summary>The windows to forecast; what they read may lie before the origin.</summary>
    public SlidingWindow Test(int fold) => Cut(Origin(fold), Origin(fold) + FoldRows, stride: 1);

    /// <summary>The rows of a fold's training part.</summary>
    public TimeSeries TrainingRows(int fold) => Series.Part(Start(fold), End(fold));

    /// <summary>Refuses a series that is too short.</summary>
    public RollingOrigin Validate()
    {
        if (FoldRows < Windows.Horizon)
            throw new InvalidInputException(
                $"Option fold-rows: expected {Windows.Horizon}, the horizon, or more, found {FoldRows}."
            );
        var least = Windows.LookBack + Windows.Horizon;
        var found = End(0) - Math.Max(0, Start(0));
        if (Start(0) < 0 || found < least || found <= Options.Period)
            throw new InvalidInputException(
                $"The view: expected {Math.Max(Math.Max(least, Options.Period + 1), Options.TrainingRows ?? 0)} rows or more to learn from in front of the first origin and its gap, found {Math.Max(0, End(0))} in front of {Options.Folds} folds of {FoldRows} rows."
            );
        return this;
    }

    private int Start(int fold) => Options.TrainingRows is { } rows ? End(fold) - rows : 0;

    private int End(int fold) => Origin(fold) - Options.Gap;

    private SlidingWindow Cut(int start, int end, int stride) =>
        new(Series, Windows.LookBack, Windows.Horizon, start, end, stride);
}
