using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Inference;

/// <summary>
/// Forecasts with a model that reads <c>series</c> [batch, time, C] and, where it has calendar features, <c>times</c>
/// [batch, time + horizon], and gives <c>forecast</c> [batch, horizon] or [batch, horizon, targets] and, where it was trained
/// with quantiles, <c>quantiles</c> [batch, horizon, Q].
/// </summary>
public static class Forecasts
{
    private const string Series = "series";
    private const string Times = "times";
    private const string Forecast = "forecast";
    private const string Quantiles = "quantiles";

    /// <summary>Rows scored at once.</summary>
    private const int Batch = 32;

    /// <summary>Forecasts every window and measures the errors, those of the quantiles as well where there are any.</summary>
    /// <param name="model">The forecaster.</param>
    /// <param name="windows">Windows of as many columns, targets and steps ahead as the model was made for.</param>
    /// <param name="scale">What scaled errors are divided by, from <see cref="ForecastScale.Of(TimeSeries, int)"/>.</param>
    /// <param name="levels">The quantiles' levels; those of the card by default.</param>
    /// <exception cref="InvalidInputException">The windows do not fit the model.</exception>
    public static ForecastMetrics Evaluate(
        SequenceModel model,
        IWindowSource windows,
        ForecastScale scale,
        IReadOnlyList<double>? levels = null
    )
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(windows);
        ArgumentNullException.ThrowIfNull(scale);
        var file = model.File;
        var readsTimes = file.Inputs.Any(input => input.Name == Times);
        levels = file.Outputs.Any(output => output.Name == Quantiles)
            ? levels ?? model.Card?.Series?.Quantiles ?? []
            : [];
        CheckFit(file, windows, levels.Count);

        var errors = new ForecastErrors(windows.Horizon, scale);
        var quantileErrors = levels.Count > 0 ? new QuantileErrors(levels) : null;
        var size = windows.LookBack * windows.Features;
        var steps = windows.LookBack + windows.Horizon;
        var answer = windows.Horizon * windows.Targets;
        var spread = windows.Horizon * levels.Count;
        var series = new float[Batch * size];
        var times = new long[readsTimes ? Batch * steps : 0];
        var forecast = new float[Batch * answer];
        var quantiles = new float[Batch * spread];
        for (var first = 0; first < windows.Count; first += Batch)
        {
            var rows = Math.Min(Batch, windows.Count - first);
            for (var row = 0; row < rows; row++)
            {
                windows.Input(first + row).Span.CopyTo(series.AsSpan(row * size));
                if (readsTimes)
                    windows.CopyTimes(first + row, times.AsSpan(row * steps, steps));
            }
            model.Score(
                [
                    new BoundRows<float>(
                        Series,
                        series.AsMemory(0, rows * size),
                        rows,
                        windows.LookBack,
                        windows.Features
                    ),
                    .. readsTimes
                        ? [new BoundRows<long>(Times, times.AsMemory(0, rows * steps), rows, steps)]
                        : Array.Empty<BoundRows>(),
                ],
                [
                    new BoundRows<float>(Forecast, forecast.AsMemory(0, rows * answer), AnswerShape(windows, rows)),
                    .. quantileErrors is not null
                        ?
                        [
                            new BoundRows<float>(
                                Quantiles,
                                quantiles.AsMemory(0, rows * spread),
                                rows,
                                windows.Horizon,
                                levels.Count
                            ),
                        ]
                        : Array.Empty<BoundRows>(),
                ]
            );
            for (var row = 0; row < rows; row++)
            {
                var target = windows.Target(first + row).Span;
                errors.Add(target, forecast.AsSpan(row * answer, answer));
                quantileErrors?.Add(target, quantiles.AsSpan(row * spread, spread));
            }
        }
        return errors.Metrics() with { Quantiles = quantileErrors?.Metrics() };
    }

    /// <summary>What a forecaster reads of all windows, in batches.</summary>
    /// <param name="file">The forecaster.</param>
    /// <param name="windows">Windows of as many columns as it reads.</param>
    /// <param name="batch">Windows a batch; 256 by default.</param>
    public static IEnumerable<IReadOnlyList<NamedTensor>> Inputs(ModelFile file, IWindowSource windows, int batch = 256)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(windows);
        var readsTimes = file.Inputs.Any(input => input.Name == Times);
        var steps = windows.LookBack + windows.Horizon;
        foreach (var rows in Enumerable.Range(0, windows.Count).Chunk(batch))
        {
            float[] series = [.. rows.SelectMany(row => windows.Input(row).ToArray())];
            var inputs = new List<NamedTensor>
            {
                NamedTensor.Of(Series, series, rows.Length, windows.LookBack, windows.Features),
            };
            if (readsTimes)
            {
                var times = new long[rows.Length * steps];
                for (var i = 0; i < rows.Length; i++)
                    windows.CopyTimes(rows[i], times.AsSpan(i * steps, steps));
                inputs.Add(NamedTensor.Of(Times, times, rows.Length, steps));
            }
            yield return inputs;
        }
    }

    private static long[] AnswerShape(IWindowSource windows, int rows) =>
        windows.Targets == 1 ? [rows, windows.Horizon] : [rows, windows.Horizon, windows.Targets];

    private static void CheckFit(ModelFile file, IWindowSource windows, int levels)
    {
        var fits =
            Declares(file.Inputs, Series, [null, windows.Features])
            && file.Inputs.All(input => input.Name is Series or Times)
            && Declares(file.Outputs, Forecast, [.. AnswerShape(windows, 1).Skip(1)])
            && (levels == 0 || Declares(file.Outputs, Quantiles, [windows.Horizon, levels]))
            && (levels == 0 || windows.Targets == 1);
        if (!fits)
            throw new InvalidInputException(
                $"Model '{file.Name}': expected a forecaster of {windows.Features} columns, {windows.Targets} targets, {windows.Horizon} steps and {levels} quantiles, found {string.Join(", ", file.Inputs)} -> {string.Join(", ", file.Outputs)}."
            );
    }

    // Of these dimensions behind the batch, null for any size.
    private static bool Declares(IReadOnlyList<TensorInfo> tensors, string name, long?[] inner) =>
        tensors.FirstOrDefault(tensor => tensor.Name == name) is { ElementType: ElementType.Float } found
        && found.Shape.Count == inner.Length + 1
        && found.Shape.Skip(1).Zip(inner).All(pair => pair.Second is null || pair.First.Value == pair.Second);
}
