using Rnn.Onnx.Models.Recurrent;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Rnn.Onnx.Training.Cells;

/// <summary>The plain recurrent cell (Elman 1990), with tanh or ReLU.</summary>
/// <remarks>
/// <code>
/// h' = act(W x + b + R h + r)                              act = tanh or max(0, .)
/// normalized: h' = act(LN(W x; gain_ih, b) + LN(R h; gain_hh, r))
/// </code>
/// </remarks>
public sealed class ElmanCell : RecurrentCell
{
    /// <summary>Builds the cell with PyTorch's initial values.</summary>
    /// <param name="features">Features of a step, C.</param>
    /// <param name="hidden">Hidden units, H.</param>
    /// <param name="relu">Whether the activation is ReLU; tanh by default.</param>
    /// <param name="bias">Whether there are biases.</param>
    /// <param name="layerNorm">Whether the cell is layer-normalized.</param>
    /// <exception cref="Rnn.Onnx.Models.InvalidInputException">A size is less than 1.</exception>
    public ElmanCell(int features, int hidden, bool relu = false, bool bias = true, bool layerNorm = false)
        : base(relu ? CellKind.ElmanRelu : CellKind.ElmanTanh, features, hidden, bias, layerNorm) =>
        RegisterComponents();

    /// <inheritdoc/>
    public override CellState Step(Tensor x, CellState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var sum = OfInput(x) + OfState(state.Hidden); // [N, H]
        return new CellState(Kind == CellKind.ElmanRelu ? functional.relu(sum) : sum.tanh());
    }
}
