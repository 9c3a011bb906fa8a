using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Rnn.Onnx.Training.Modules;

/// <summary>
/// From the states an encoder ends with to those a decoder begins with: s = tanh(W z + b), z all final hidden states side by side
/// (Bahdanau, Cho and Bengio 2015, section A.2.2, there of the backward direction alone); the cell states of an LSTM by weights of
/// their own and without tanh.
/// </summary>
public sealed class StateBridge : Module<RecurrentState, RecurrentState>
{
    private readonly Linear hidden;
    private readonly Linear? cell;
    private readonly long layers;

    /// <summary>Builds the layers with PyTorch's initial values.</summary>
    /// <param name="encoder">What the states come from.</param>
    /// <param name="decoder">What they are for.</param>
    public StateBridge(RecurrentOptions encoder, RecurrentOptions decoder)
        : base(nameof(StateBridge))
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(decoder);
        layers = decoder.Layers;
        long read = (long)encoder.Layers * encoder.Directions * encoder.Hidden;
        long given = layers * decoder.Hidden;
        hidden = Linear(read, given);
        cell = decoder.Cell == Rnn.Onnx.Models.Recurrent.CellKind.Lstm ? Linear(read, given) : null;
        RegisterComponents();
    }

    internal Linear Hidden => hidden;

    internal Linear? Cell => cell;

    /// <summary>Brings states over.</summary>
    /// <param name="final">The encoder's [N, L*D, He].</param>
    /// <returns>The decoder's [N, L, H].</returns>
    public RecurrentState Cross(RecurrentState final) => call(final);

    /// <inheritdoc/>
    public override RecurrentState forward(RecurrentState final)
    {
        ArgumentNullException.ThrowIfNull(final);
        return new(
            Layers(hidden.call(final.Hidden.flatten(1)).tanh()), // [N, L, H]
            cell is null ? null : Layers(cell.call(final.Cell!.flatten(1))) // [N, L, H]
        );
    }

    private Tensor Layers(Tensor states) => states.view(states.shape[0], layers, -1); // [N, L*H] -> [N, L, H]

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            hidden.Dispose();
            cell?.Dispose();
        }
        base.Dispose(disposing);
    }
}
