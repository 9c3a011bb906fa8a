using System.Globalization;
using System.Security.Cryptography;
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
    public static ModelCard Write(
        SeriesSplit split,
        ForecastTrainingOptions options,
        Forecaster model,
        ModelFile file,
        ParityReport parity,
        ForecastMetrics test
    )
    {
        var series = split.Series;
        var recurrent = model.Options.Recurrent;
        var target = series.Columns[series.Target];
        return new ModelCard
        {
            Task = ModelCard.ForecastTask,
            Name = $"{target}, {model.Options.Horizon} steps ahead",
            Architecture = new CardArchitecture(
                recurrent.Cell,
                recurrent.Layers,
                recurrent.Hidden,
                recurrent.Directions,
                recurrent.Dropout,
                model.parameters().Sum(p => p.numel())
            ),
            Options = OptionTexts(options),
            Inputs = [CardTensor.Of(file.Inputs[0], InputMeaning(series, model.Options.LookBack))],
            Outputs =
            [
                CardTensor.Of(
                    file.Outputs[0],
                    $"The next {model.Options.Horizon} values of {target}, in its own unit."
                ),
            ],
            Scaler =
            [
                .. series.Columns.Select(
                    (column, i) => new CardScale(column, model.Scaler.Means[i], model.Scaler.Deviations[i])
                ),
            ],
            Series = new CardSeries(
                target,
                series.Columns,
                model.Options.LookBack,
                model.Options.Horizon,
                series.Step?.ToString()
            ),
            TrainingData = new CardTrainingData(
                Path.GetFileName(series.Path),
                Hash(series.Path),
                series.Count,
                split.ValidationStart,
                split.TestStart - split.ValidationStart,
                split.End - split.TestStart
            ),
            Metrics = new CardMetrics
            {
                Windows = split.Test.Count,
                Model = Named(test),
                Naive = NaiveBaselines
                    .For(split, options.Period)
                    .ToDictionary(b => b.Name, b => (IReadOnlyDictionary<string, double>)Named(b.Metrics)),
            },
            Parity = new CardParity(
                parity.LargestAbsolute,
                parity.LargestRelative,
                parity.Tolerance,
                parity.Probes,
                $"ONNX Runtime {SequenceModel.RuntimeVersion}"
            ),
        };
    }

    private static string InputMeaning(TimeSeries series, int lookBack) =>
        $"{string.Join(", ", series.Columns)} as they were measured, oldest first; trained on {lookBack} steps.";

    private static Dictionary<string, double> Named(ForecastMetrics metrics) =>
        new()
        {
            ["mae"] = metrics.Mae,
            ["rmse"] = metrics.Rmse,
            ["mase"] = metrics.Mase,
            ["smape"] = metrics.Smape,
        };

    private static Dictionary<string, string> OptionTexts(ForecastTrainingOptions o) =>
        new()
        {
            ["batch-size"] = Text(o.Training.BatchSize),
            ["clip-norm"] = Text(o.Training.ClipNorm),
            ["epochs"] = Text(o.Training.Epochs),
            ["learning-rate"] = Text(o.Training.LearningRate),
            ["loss"] = o.Loss.ToString().ToLowerInvariant(),
            ["normalization"] = o.Model.Normalization.ToString(),
            ["patience"] = Text(o.Training.Patience),
            ["period"] = Text(o.Period),
            ["seed"] = Text(o.Training.Seed),
            ["test-share"] = Text(o.TestShare),
            ["validation-share"] = Text(o.ValidationShare),
        };

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    private static string Hash(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
