namespace Rnn.Onnx.Training;

/// <summary>The loss became NaN or infinite. The message says the step, the gradient norm and what to try.</summary>
public sealed class TrainingDivergedException : Exception
{
    /// <summary>Names where it happened.</summary>
    public TrainingDivergedException(int epoch, long step, double loss, double gradientNorm, double learningRate)
        : base(
            FormattableString.Invariant(
                $"Training diverged: the loss became {loss} at step {step} (epoch {epoch}), the last gradient norm was {gradientNorm:G4} and the learning rate is {learningRate:G4}; try a learning rate ten times smaller or a smaller clip-norm."
            )
        ) { }
}
