using Rnn.Onnx.Training.Modules;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Data;

/// <summary>
/// The state that goes on from batch to batch in truncated back-propagation through time: its values do, its gradients end.
/// </summary>
/// <remarks>
/// An objective runs its model from <see cref="Before"/>, hands the final state to <see cref="Keep"/>, and forgets it with
/// <see cref="TrainingObjective.BeginPass"/>; the batches come from a <see cref="ContiguousBatcher"/>.
/// </remarks>
public sealed class CarriedState : IDisposable
{
    private RecurrentState? current;

    /// <summary>The state at the end of the batch before; null in front of the first one, and for another number of rows.</summary>
    /// <param name="rows">Rows of the batch, N.</param>
    public RecurrentState? Before(long rows) => current?.Hidden.shape[0] == rows ? current : null;

    /// <summary>Keeps the values of a state beyond the scope it was made in.</summary>
    public void Keep(RecurrentState final)
    {
        ArgumentNullException.ThrowIfNull(final);
        Forget();
        current = new RecurrentState(Own(final.Hidden), final.Cell is null ? null : Own(final.Cell));

        static Tensor Own(Tensor tensor) => tensor.detach().DetachFromDisposeScope();
    }

    /// <summary>Begins anew.</summary>
    public void Forget()
    {
        current?.Hidden.Dispose();
        current?.Cell?.Dispose();
        current = null;
    }

    /// <inheritdoc/>
    public void Dispose() => Forget();
}
