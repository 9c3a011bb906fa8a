using Rnn.Onnx.Models.Recurrent;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Cells;

/// <summary>
/// The gated recurrent unit (Cho et al. 2014) as PyTorch computes it: the reset gate acts on the recurrent product and its bias.
/// </summary>
/// <remarks>
/// <code>
/// r = sigmoid(W_r x + b_r + R_r h + r_r)          reset gate
/// z = sigmoid(W_z x + b_z + R_z h + r_z)          update gate
/// n =    tanh(W_n x + b_n + r * (R_n h + r_n))    candidate
/// h' = (1 - z) * n + z * h
/// normalized: LN(W x; gain_ih, b) and LN(R h; gain_hh, r) take the place of the products with their biases, LN over the
/// 2H rows of r and z together and over the H rows of n apart
/// </code>
/// </remarks>
public sealed class GruCell : RecurrentCell
{
    /// <summary>Builds the cell with PyTorch's initial values.</summary>
    /// <param name="features">Features of a step, C.</param>
    /// <param name="hidden">Hidden units, H.</param>
    /// <param name="bias">Whether there are biases.</param>
    /// <param name="layerNorm">Whether the cell is layer-normalized.</param>
    /// <exception cref="Rnn.Onnx.Models.InvalidInputException">A size is less than 1.</exception>
    public GruCell(int features, int hidden, bool bias = true, bool layerNorm = false)
        : base(CellKind.Gru, features, hidden, bias, layerNorm) => RegisterComponents();

    private protected override long[] NormalizedParts => [2 * Hidden, Hidden];

    /// <inheritdoc/>
    public override CellState Step(Tensor x, CellState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var h = state.Hidden;
        var input = OfInput(x).chunk(3, 1); // 3 times [N, H]
        var recurrent = OfState(h).chunk(3, 1); // 3 times [N, H]
        var r = (input[0] + recurrent[0]).sigmoid();
        var z = (input[1] + recurrent[1]).sigmoid();
        var n = (input[2] + r * recurrent[2]).tanh();
        return new CellState((1 - z) * n + z * h);
    }
}
