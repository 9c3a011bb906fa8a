namespace Rnn.Onnx.Training.Checkpoints;

/// <summary>A run was cancelled and can go on from its checkpoint.</summary>
public sealed class TrainingStoppedException : OperationCanceledException
{
    /// <summary>Names the checkpoint that stays.</summary>
    /// <param name="folder">The folder of the checkpoint.</param>
    /// <param name="epoch">The last epoch it holds; 0 where none was written yet.</param>
    /// <param name="inner">The cancellation.</param>
    public TrainingStoppedException(string folder, int epoch, OperationCanceledException inner)
        : base(
            epoch == 0
                ? $"Stopped before the first checkpoint in '{folder}' was written."
                : FormattableString.Invariant(
                    $"Stopped; the checkpoint of epoch {epoch} is in '{folder}': the same command with --resume goes on from there."
                ),
            inner,
            inner?.CancellationToken ?? default
        ) { }
}
