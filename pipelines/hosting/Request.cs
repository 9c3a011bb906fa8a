namespace Rnn.Onnx.Hosting;

/// <summary>A row and the promise of its answer. Who waits for it goes on elsewhere than on the lane that answers.</summary>
/// <param name="row">The row.</param>
/// <param name="weight">How long it is.</param>
/// <param name="arrived">When it came, a time stamp of the queue's clock.</param>
internal sealed class Request<TIn, TOut>(TIn row, int weight, long arrived)
    : TaskCompletionSource<TOut>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public TIn Row => row;

    public int Weight => weight;

    public long Arrived => arrived;
}
