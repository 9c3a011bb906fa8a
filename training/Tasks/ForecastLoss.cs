using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Rnn.Onnx.Training.Tasks;

/// <summary>What a forecaster learns to make small; errors are in standard deviations of the target.</summary>
public enum ForecastLoss
{
    /// <summary>Squared below one deviation, absolute above (Huber 1964): single odd days do not rule.</summary>
    Huber,

    /// <summary>Mean absolute error.</summary>
    Mae,

    /// <summary>Mean squared error.</summary>
    Mse,
}

/// <summary>The losses as functions of outputs and targets.</summary>
internal static class ForecastLosses
{
    /// <summary>The loss of values in the series' unit, brought to deviations first.</summary>
    public static Func<Tensor, Tensor, Tensor> Of(ForecastLoss loss, float deviation) =>
        loss switch
        {
            ForecastLoss.Huber => (y, t) => functional.smooth_l1_loss(y / deviation, t / deviation),
            ForecastLoss.Mae => (y, t) => functional.l1_loss(y / deviation, t / deviation),
            ForecastLoss.Mse => (y, t) => functional.mse_loss(y / deviation, t / deviation),
            _ => throw new ArgumentOutOfRangeException(nameof(loss), loss, "Unknown loss."),
        };
}
