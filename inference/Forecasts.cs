using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Models.Series;

namespace Rnn.Onnx.Inference;

/// <summary>Forecasts with a model whose input is <c>series</c> [batch, time, C] and whose output is [batch, horizon].</summary>
public static class Forecasts
{
    /// <summary>Rows scored at once.</summary>
    private const int Batch = 32;

    /// <summary>Forecasts every window and measures the errors.</summary>
    /// <param name="model">The forecaster.</param>
    /// <param name="windows">Windows of as many columns and steps ahead as the model was made for.</param>
    /// <param name="scale">What scaled errors are divided by, from <see cref="ForecastScale.Of"/>.</param>
    /// <exception cref="InvalidInputException">The windows do not fit the model.</exception>
    public static ForecastMetrics Evaluate(SequenceModel model, SlidingWindow windows, ForecastScale scale)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(windows);
        CheckFit(model, windows);
        var errors = new ForecastErrors(windows.Horizon, scale);
        var size = windows.LookBack * windows.Features;
        var inputs = new float[Batch * size];
        var outputs = new float[Batch * windows.Horizon];
        for (var first = 0; first < windows.Count; first += Batch)
        {
            var rows = Math.Min(Batch, windows.Count - first);
            for (var row = 0; row < rows; row++)
                windows.Input(first + row).Span.CopyTo(inputs.AsSpan(row * size));
            model.Score(
                inputs.AsMemory(0, rows * size),
                [rows, windows.LookBack, windows.Features],
                outputs.AsMemory(0, rows * windows.Horizon),
                [rows, windows.Horizon]
            );
            for (var row = 0; row < rows; row++)
                errors.Add(windows.Target(first + row).Span, outputs.AsSpan(row * windows.Horizon, windows.Horizon));
        }
        return errors.Metrics();
    }

    private static void CheckFit(SequenceModel model, SlidingWindow windows)
    {
        var (input, output) = (model.File.Inputs[0], model.File.Outputs[0]);
        if (
            input.Shape is not [_, _, { Value: { } features }]
            || output.Shape is not [_, { Value: { } horizon }]
            || features != windows.Features
            || horizon != windows.Horizon
        )
            throw new InvalidInputException(
                $"Model '{model.File.Name}': expected a forecaster of {windows.Features} columns and {windows.Horizon} steps, found {input} -> {output}."
            );
    }
}
