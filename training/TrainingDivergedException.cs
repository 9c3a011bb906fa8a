namespace Rnn.Onnx.Training;

/// <summary>
/// The loss or its gradient became NaN or infinite, or the loss grew beyond all measure. The message says the step, the
/// gradient norm, the learning rate and what to try.
/// </summary>
public sealed class TrainingDivergedException : Exception
{
    /// <summary>Says what happened, and where.</summary>
    /// <param name="what">The first part of the sentence, as in "the loss became NaN".</param>
    /// <param name="epoch">Number of the epoch, from 1.</param>
    /// <param name="step">Number of the optimizer step, from 1.</param>
    /// <param name="gradientNorm">Norm of all gradients of the last step, before clipping.</param>
    /// <param name="learningRate">Learning rate of the step.</param>
    public TrainingDivergedException(string what, int epoch, long step, double gradientNorm, double learningRate)
        : base(
            FormattableString.Invariant(
                $"Training diverged: {what} at step {step} (epoch {epoch}), the last gradient norm was {gradientNorm:G4} and the learning rate is {learningRate:G4}; try a learning rate ten times smaller or a smaller clip-norm."
            )
        ) { }
}
