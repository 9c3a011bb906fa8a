using Microsoft.ML;
using Rnn.Onnx.Pipelines.Backtesting;
using Rnn.Onnx.Pipelines.Windows;

namespace Rnn.Onnx.Pipelines;

/// <summary>Training and back-testing of forecasters. Made by <c>mlContext.Forecasting()</c>.</summary>
public sealed class SequenceForecastingCatalog
{
    internal SequenceForecastingCatalog(MLContext context) =>
        (Context, Trainers) = (context, new ForecastingTrainers(context));

    /// <summary>Trainers of forecasters, where the trainers' package is referenced.</summary>
    public ForecastingTrainers Trainers { get; }

    internal MLContext Context { get; }

    /// <summary>
    /// Tests a forecaster on the past, with a rolling origin: from several rows, one after the other, it is fitted to what was known
    /// there and forecasts what came then. The rows are read into memory once.
    /// </summary>
    /// <param name="rows">A row a time step, in order of time.</param>
    /// <param name="windows">Which columns, and how long the windows are.</param>
    /// <param name="estimator">
    /// What is fitted to the windows in front of each origin, the columns of <c>mlContext.Sequences().Windows</c>, and adds a column
    /// <c>forecast</c>: a trainer, or a chain of estimators that ends in one.
    /// </param>
    /// <param name="options">Origins, and what is learned from. Default: five folds of one horizon each, fitted to all rows before.</param>
    /// <exception cref="Models.InvalidInputException">A column is missing, an option is out of its range, or there are too few rows.</exception>
    /// <exception cref="OperationCanceledException">It was canceled.</exception>
    public BacktestResult Backtest(
        IDataView rows,
        WindowOptions windows,
        IEstimator<ITransformer> estimator,
        BacktestOptions? options = null
    )
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(windows);
        ArgumentNullException.ThrowIfNull(estimator);
        return Backtesting.Backtest.Run(rows, windows, estimator, options ?? new BacktestOptions());
    }
}

/// <summary>What trainers of forecasters extend: <c>mlContext.Forecasting().Trainers</c>.</summary>
public sealed class ForecastingTrainers
{
    internal ForecastingTrainers(MLContext context) => Context = context;

    internal MLContext Context { get; }
}
