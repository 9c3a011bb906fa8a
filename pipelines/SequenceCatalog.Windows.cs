using Microsoft.ML;
using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Pipelines.Windows;

namespace Rnn.Onnx.Pipelines;

/// <content>Windows over a series.</content>
public sealed partial class SequenceCatalog
{
    /// <summary>
    /// Windows over the rows of a view, made as they are read: memory holds the rows of one window, however many there are. The
    /// columns are <c>series</c> [T, C] of what is read, <c>target</c> [horizon], or [horizon, targets] with several, of what came to
    /// pass (both single-precision), and, where a column of dates is named, <c>date</c> of the first step to forecast and
    /// <c>times</c> [T + horizon] in seconds since 1970 (int64).
    /// </summary>
    /// <param name="rows">A row a time step, in order of time.</param>
    /// <param name="options">Which columns, and how long the windows are.</param>
    /// <remarks>
    /// The view can not be shuffled, and is read by one cursor; <c>mlContext.Data.Cache</c> or <c>ShuffleRows</c> over it can. A value
    /// that can not be used is told when its row is read.
    /// </remarks>
    /// <exception cref="Models.InvalidInputException">A column is missing or of another type, or an option is out of its range.</exception>
    public IDataView Windows(IDataView rows, WindowOptions options)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(options);
        return new RowWindowView(rows, options);
    }

    /// <summary>
    /// Cuts rows by time into windows to learn from, to choose the best epoch by, and to test on: all targets of a window lie in its
    /// own part, and only what it reads may lie in the part before. The rows are counted once and then read as the parts are.
    /// </summary>
    /// <param name="rows">A row a time step, in order of time.</param>
    /// <param name="options">Which columns, and how long the windows are.</param>
    /// <param name="validationShare">Share of the rows in front of the test part; 0 for none. Default: 0.1.</param>
    /// <param name="testShare">Share of the rows at the end. Default: 0.2.</param>
    /// <exception cref="Models.InvalidInputException">A column can not be used, or the rows are too few for a window in each part.</exception>
    public WindowSplit SplitByTime(
        IDataView rows,
        WindowOptions options,
        double validationShare = SeriesSplit.DefaultValidation,
        double testShare = SeriesSplit.DefaultTest
    )
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(options);
        return WindowSplit.Of(rows, options, validationShare, testShare);
    }

    /// <summary>
    /// What scaled errors of forecasts are divided by, measured on the rows of the windows that a model was trained on, each row once:
    /// for <see cref="EvaluateForecast"/>.
    /// </summary>
    /// <param name="trainSet">Any view of windows, in order of time.</param>
    /// <param name="period">Steps of a season, m.</param>
    /// <exception cref="Models.InvalidInputException">A column is missing, or the rows are not longer than a season.</exception>
    public ForecastScale MeasureScale(IDataView trainSet, int period) =>
        ForecastScale.Of(WindowSources.Of(trainSet).Rows(apart: Math.Max(0, period)), period);
}
