using Rnn.Onnx.Training.Models;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Rnn.Onnx.Training.Tasks;

/// <summary>
/// What a forecaster learns to make small; errors are in standard deviations of the target. A forecaster of quantiles
/// always learns the pinball loss.
/// </summary>
public enum ForecastLoss
{
    /// <summary>Squared below one deviation, absolute above (Huber 1964): single odd days do not rule.</summary>
    Huber,

    /// <summary>Mean absolute error.</summary>
    Mae,

    /// <summary>Mean squared error.</summary>
    Mse,
}

/// <summary>The losses of a forecaster over a batch of windows.</summary>
internal static class ForecastLosses
{
    /// <summary>What the trainer makes small; targets that are missing (NaN) do not count.</summary>
    public static TrainingObjective Of(ForecastLoss loss, Forecaster model) =>
        new(
            model,
            batch =>
            {
                var output = model.Forecast(batch.Inputs, batch.Times);
                var missing = model.Options.Missing == MissingInputs.Mask ? batch.Targets.isnan() : null;
                var targets = missing is null ? batch.Targets : batch.Targets.masked_fill(missing, 0); // [N, horizon] or [N, horizon, targets]
                var errors = output.Quantiles is { } quantiles
                    ? Pinball(model, quantiles, targets)
                    : Elementwise(loss, model.InDeviations(output.Forecast), model.InDeviations(targets));
                return missing is null ? errors.mean() : MeanOfPresent(errors, missing);
            }
        );

    private static Tensor Elementwise(ForecastLoss loss, Tensor output, Tensor target) =>
        loss switch
        {
            ForecastLoss.Huber => functional.smooth_l1_loss(output, target, Reduction.None),
            ForecastLoss.Mae => functional.l1_loss(output, target, Reduction.None),
            ForecastLoss.Mse => functional.mse_loss(output, target, Reduction.None),
            _ => throw new ArgumentOutOfRangeException(nameof(loss), loss, "Unknown loss."),
        };

    // Koenker and Bassett 1978: an error counts q times where the truth lies above, 1 - q times where it lies below; the
    // mean over the levels [N, horizon].
    private static Tensor Pinball(Forecaster model, Tensor quantiles, Tensor targets)
    {
        using var levels = tensor(model.Options.Quantiles.Select(q => (float)q).ToArray(), device: quantiles.device); // [Q]
        var above = model.InDeviations(targets.unsqueeze(2) - quantiles); // [N, horizon, Q]
        return maximum(levels * above, (levels - 1) * above).mean([2L]);
    }

    private static Tensor MeanOfPresent(Tensor errors, Tensor missing)
    {
        var present = missing.logical_not().to(errors.dtype);
        return (errors * present).sum() / present.sum().clamp_min(1);
    }
}
