using Rnn.Onnx.Models.Evaluation;

namespace Rnn.Onnx.Pipelines.Backtesting;

/// <summary>What came of a back-test.</summary>
/// <param name="Folds">One for each origin, in order of time.</param>
/// <param name="Mean">The mean over the folds.</param>
/// <param name="Naive">The same of forecasts that need no model, by their names, as "last value" or "last 7 steps".</param>
public sealed record BacktestResult(
    IReadOnlyList<BacktestFold> Folds,
    BacktestErrors Mean,
    IReadOnlyDictionary<string, BacktestErrors> Naive
)
{
    internal static BacktestResult Of(IReadOnlyList<BacktestFold> folds) =>
        new(
            folds,
            BacktestErrors.Mean([.. folds.Select(fold => fold.Metrics)]),
            folds[0]
                .Naive.Select(naive => naive.Name)
                .Where(name => folds.All(fold => fold.Naive.Any(naive => naive.Name == name)))
                .ToDictionary(
                    name => name,
                    name =>
                        BacktestErrors.Mean([
                            .. folds.Select(fold => fold.Naive.First(naive => naive.Name == name).Metrics),
                        ])
                )
        );
}

/// <summary>What came of one origin.</summary>
/// <param name="Origin">The first row that is forecast, from 0.</param>
/// <param name="Date">Its date; null for rows without dates.</param>
/// <param name="TrainingRows">Rows that the model had learned from.</param>
/// <param name="Metrics">Errors of the model's forecasts.</param>
/// <param name="Naive">Errors of forecasts that need no model.</param>
public sealed record BacktestFold(
    int Origin,
    DateTime? Date,
    int TrainingRows,
    ForecastMetrics Metrics,
    IReadOnlyList<NaiveBaseline> Naive
);

/// <summary>Errors of forecasts, each fold counting alike.</summary>
/// <param name="Mae">Mean absolute error, in the series' own unit.</param>
/// <param name="Rmse">Root of the mean squared error; the mean of the folds' roots.</param>
/// <param name="Smape">Symmetric mean absolute percentage error, 0 to 200 percent.</param>
/// <param name="Mase">Mean absolute scaled error.</param>
public sealed record BacktestErrors(double Mae, double Rmse, double Smape, double Mase)
{
    internal static BacktestErrors Mean(IReadOnlyList<ForecastMetrics> folds) =>
        new(
            folds.Average(fold => fold.Mae),
            folds.Average(fold => fold.Rmse),
            folds.Average(fold => fold.Smape),
            folds.Average(fold => fold.Mase)
        );
}
