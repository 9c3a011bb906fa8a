using Rnn.Onnx.Inference;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Training.Models;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>Writes the card of a forecaster.</summary>
internal static class ForecastCard
{
    /// <summary>What is known before training: the card that a checkpoint keeps.</summary>
    public static ModelCard Draft(ForecastParts parts, ForecastTrainingOptions options, Forecaster model)
    {
        var series = parts.Series;
        var recurrent = model.Options.Recurrent;
        var targets = string.Join(", ", series.TargetNames);
        return new ModelCard
        {
            Task = ModelCard.ForecastTask,
            Name = $"{targets}, {model.Options.Horizon} steps ahead",
            Architecture = CardFacts.Architecture(recurrent, model),
            Options = ForecastOptionTexts.Of(options),
            Scaler =
            [
                .. series.Columns.Select(
                    (column, i) => new CardScale(column, model.Scaler.Means[i], model.Scaler.Deviations[i])
                ),
            ],
            Series = new CardSeries(
                series.TargetNames[0],
                series.Columns,
                model.Options.LookBack,
                model.Options.Horizon,
                series.Step?.ToString()
            )
            {
                Targets = series.Targets.Count > 1 ? series.TargetNames : null,
                Quantiles = model.Options.Quantiles.Count > 0 ? model.Options.Quantiles : null,
                Calendar =
                    model.Options.Calendar.Count > 0 ? [.. model.Options.Calendar.Select(f => f.ToString())] : null,
                Missing = ForecastMeanings.Missing(series, model.Options),
            },
            TrainingData = new CardTrainingData(
                Path.GetFileName(series.Path),
                File.Exists(series.Path) ? FileHash.Of(series.Path) : null,
                parts.RowCount,
                parts.Rows.Training,
                parts.Rows.Validation,
                parts.Rows.Test
            ),
        };
    }

    /// <summary>The draft with what the file takes and gives, and how closely it gives what the module gave.</summary>
    public static ModelCard Exported(ModelCard draft, ForecasterOptions model, ModelFile file, ParityReport parity)
    {
        var series = draft.Series!;
        return draft with
        {
            Inputs =
            [
                .. file.Inputs.Select(input => CardTensor.Of(input, ForecastMeanings.Of(input.Name, series, model))),
            ],
            Outputs =
            [
                .. file.Outputs.Select(output =>
                    CardTensor.Of(output, ForecastMeanings.Of(output.Name, series, model))
                ),
            ],
            Parity = CardFacts.Parity(parity),
        };
    }

    /// <summary>How well the file does on a part, beside the naive forecasts.</summary>
    public static CardMetrics Measured(
        string part,
        IWindowSource windows,
        ForecastScale scale,
        int period,
        ForecastMetrics metrics
    ) =>
        new()
        {
            Part = part,
            Windows = windows.Count,
            Model = Named(metrics),
            Intervals = metrics.Quantiles?.ForCard(),
            Naive = NaiveBaselines
                .For(windows, scale, period)
                .ToDictionary(b => b.Name, b => (IReadOnlyDictionary<string, double>)Named(b.Metrics)),
        };

    private static Dictionary<string, double> Named(ForecastMetrics metrics) =>
        new()
        {
            ["mae"] = metrics.Mae,
            ["rmse"] = metrics.Rmse,
            ["mase"] = metrics.Mase,
            ["smape"] = metrics.Smape,
            ["scaled-mae"] = metrics.ScaledMae,
            ["scaled-mse"] = metrics.ScaledMse,
        };
}
