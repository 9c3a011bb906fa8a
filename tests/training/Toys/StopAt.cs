namespace Rnn.Onnx.Training.Tests.Toys;

/// <summary>Cancels a run in the middle of an epoch.</summary>
internal sealed class StopAt(int epoch, CancellationTokenSource cancel) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value)
    {
        if (value.Epoch == epoch && value.Rows < value.RowsPerEpoch)
            cancel.Cancel();
    }
}
