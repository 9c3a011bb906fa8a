using System.Globalization;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Training;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>Tells a context's log what came of a training.</summary>
internal static class LogOutcome
{
    public static void Trained(this LogProgress log, TrainingResult training, ParityReport parity)
    {
        var best = training.Best;
        var metrics = string.Concat(
            best.Metrics.Select(metric =>
                string.Create(CultureInfo.InvariantCulture, $", {metric.Key} {metric.Value:G4}")
            )
        );
        log.Info(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Best epoch {best.Epoch} of {training.History.Count}: validation loss {best.ValidationLoss:G5}{metrics}. ONNX Runtime differs by {parity.LargestRelative:G2} at the most."
            )
        );
    }
}
