using Rnn.Onnx.Inference;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Models.Series;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>Measures a forecaster's file on the test part of a series and writes the figures into its card.</summary>
public static class ForecastMeasure
{
    /// <summary>The same file, with the errors of this very file in its card, beside those of naive forecasts.</summary>
    /// <param name="file">A forecaster with a card.</param>
    /// <param name="split">The series, cut as for its training.</param>
    /// <param name="period">Steps of a season, for MASE and the naive forecasts.</param>
    /// <exception cref="InvalidInputException">The file has no card, or the windows do not fit it.</exception>
    public static (ModelFile File, ForecastMetrics Metrics) On(ModelFile file, SeriesSplit split, int period)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(split);
        var card = file.Card ?? throw new InvalidInputException($"Model '{file.Name}': expected a card, found none.");
        using var model = SequenceModel.From(file, file.Name, new SessionSettings { Device = Device.Cpu });
        var scale = ForecastScale.Of(split, period);
        var metrics = Forecasts.Evaluate(model, split.Test, scale);
        var measured = ForecastCard.Measured("test", split.Test, scale, period, metrics);
        return (file.WithCard(card with { Metrics = measured }), metrics);
    }
}
