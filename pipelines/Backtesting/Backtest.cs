using Microsoft.ML;
using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Pipelines.Evaluation;
using Rnn.Onnx.Pipelines.Windows;

namespace Rnn.Onnx.Pipelines.Backtesting;

/// <summary>Fits, forecasts and measures, fold by fold.</summary>
internal static class Backtest
{
    public static BacktestResult Run(
        IDataView rows,
        WindowOptions windows,
        IEstimator<ITransformer> estimator,
        BacktestOptions options
    )
    {
        options.Validate();
        var series = RowSeries.Read(new RowWindowView(rows, windows), options.Cancellation);
        var origins = new RollingOrigin(series, windows, options).Validate();
        var folds = new List<BacktestFold>();
        ITransformer? model = null;
        try
        {
            for (var fold = 0; fold < options.Folds; fold++)
            {
                options.Cancellation.ThrowIfCancellationRequested();
                if (model is null || options.Refit)
                {
                    (model as IDisposable)?.Dispose();
                    model = estimator.Fit(new WindowView(origins.Training(fold)));
                }
                folds.Add(Measure(origins, fold, options.Refit ? fold : 0, model));
            }
        }
        finally
        {
            (model as IDisposable)?.Dispose();
        }
        return BacktestResult.Of(folds);
    }

    private static BacktestFold Measure(RollingOrigin origins, int fold, int fitted, ITransformer model)
    {
        var (series, test) = (origins.Series, origins.Test(fold));
        // Errors of all folds of one model are divided by the same: what was known when it was fitted.
        var known = origins.TrainingRows(fitted);
        var scale = ForecastScale.Of(known, origins.Options.Period);
        var scored = model.Transform(new WindowView(test));
        var metrics = ForecastEvaluation.Evaluate(scored, scale, WindowColumns.Target, WindowColumns.Forecast);
        return new BacktestFold(
            origins.Origin(fold),
            series.Dates?[origins.Origin(fold)],
            known.Count,
            metrics,
            NaiveBaselines.For(test, scale, origins.Options.Period)
        );
    }
}
