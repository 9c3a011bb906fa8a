using Rnn.Onnx.Models.Recurrent;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Rnn.Onnx.Training.Cells;

/// <summary>Long short-term memory (Hochreiter and Schmidhuber 1997) with a forget gate (Gers et al. 2000), without peepholes.</summary>
/// <remarks>
/// <code>
/// i = sigmoid(W_i x + b_i + R_i h + r_i)      input gate
/// f = sigmoid(W_f x + b_f + R_f h + r_f)      forget gate
/// g =    tanh(W_g x + b_g + R_g h + r_g)      candidate
/// o = sigmoid(W_o x + b_o + R_o h + r_o)      output gate
/// c' = f * c + i * g
/// h' = o * tanh(c')
/// normalized: the sums of all four gates are LN(W x; gain_ih, b) + LN(R h; gain_hh, r), LN over all 4H rows, and
/// h' = o * tanh(LN(c'; gain_c, bias_c)); c' itself is carried on as it is
/// </code>
/// </remarks>
public sealed class LstmCell : RecurrentCell
{
    private readonly Parameter? gain_c;
    private readonly Parameter? bias_c;

    /// <summary>Builds the cell with PyTorch's initial values.</summary>
    /// <param name="features">Features of a step, C.</param>
    /// <param name="hidden">Hidden units, H.</param>
    /// <param name="bias">Whether there are biases.</param>
    /// <param name="layerNorm">Whether the cell is layer-normalized.</param>
    /// <exception cref="Rnn.Onnx.Models.InvalidInputException">A size is less than 1.</exception>
    public LstmCell(int features, int hidden, bool bias = true, bool layerNorm = false)
        : base(CellKind.Lstm, features, hidden, bias, layerNorm)
    {
        gain_c = layerNorm ? Parameter(ones(hidden)) : null;
        bias_c = layerNorm && bias ? Parameter(zeros(hidden)) : null;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override CellState ZeroState(long batch) => new(Zeros(batch), Zeros(batch));

    /// <inheritdoc/>
    public override CellState Step(Tensor x, CellState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var gates = (OfInput(x) + OfState(state.Hidden)).chunk(4, 1); // 4 times [N, H]
        var (i, f, g, o) = (gates[0].sigmoid(), gates[1].sigmoid(), gates[2].tanh(), gates[3].sigmoid());
        var c = f * state.Cell! + i * g; // [N, H]
        var shown = gain_c is null ? c : LayerNorm(c, gain_c, bias_c); // [N, H]
        return new CellState(o * shown.tanh(), c);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            gain_c?.Dispose();
            bias_c?.Dispose();
        }
        base.Dispose(disposing);
    }
}
