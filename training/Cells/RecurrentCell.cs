using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Recurrent;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Rnn.Onnx.Training.Cells;

/// <summary>
/// A recurrent cell written out from its equations: one step from an input [N, C] and a state to the next state.
/// Parameters are named, shaped, stacked and drawn as PyTorch's: weight_ih [G*H, C], weight_hh [G*H, H], bias_ih and
/// bias_hh [G*H], with G blocks of H rows, uniform in ±1/√H.
/// </summary>
/// <remarks>
/// A layer-normalized cell (Ba, Kiros and Hinton 2016, "Layer Normalization", supplement, equations 20 to 31) brings the
/// products of its weights to mean 0 and deviation 1 over the rows, and scales and shifts them by gain_ih and gain_hh,
/// which begin as 1, and the biases, which begin as 0: LN(a; g, b) = g (a - mean(a)) / sqrt(var(a) + 1e-5) + b.
/// </remarks>
public abstract class RecurrentCell : Module<Tensor, CellState, CellState>
{
    private const double Epsilon = 1e-5;

    private readonly Parameter weight_ih;
    private readonly Parameter weight_hh;
    private readonly Parameter? bias_ih;
    private readonly Parameter? bias_hh;
    private readonly Parameter? gain_ih;
    private readonly Parameter? gain_hh;

    private protected RecurrentCell(CellKind kind, int features, int hidden, bool bias, bool layerNorm)
        : base(kind.ToString())
    {
        OptionRange.AtLeast(features, 1, "features");
        OptionRange.AtLeast(hidden, 1, "hidden");
        Kind = kind;
        Features = features;
        Hidden = hidden;
        HasBias = bias;
        IsNormalized = layerNorm;
        var rows = kind.GateCount() * hidden;
        weight_ih = Drawn(rows, features);
        weight_hh = Drawn(rows, hidden);
        bias_ih = bias ? Shift(rows) : null;
        bias_hh = bias ? Shift(rows) : null;
        gain_ih = layerNorm ? Parameter(ones(rows)) : null;
        gain_hh = layerNorm ? Parameter(ones(rows)) : null;
    }

    /// <summary>Which cell it is.</summary>
    public CellKind Kind { get; }

    /// <summary>Features of a step, C.</summary>
    public int Features { get; }

    /// <summary>Hidden units, H.</summary>
    public int Hidden { get; }

    /// <summary>Whether the cell adds biases.</summary>
    public bool HasBias { get; }

    /// <summary>Whether the cell is layer-normalized.</summary>
    public bool IsNormalized { get; }

    /// <summary>The state before the first step: zeros [N, H] on the device of the weights.</summary>
    public virtual CellState ZeroState(long batch) => new(Zeros(batch));

    /// <summary>One step.</summary>
    /// <param name="x">The input [N, C].</param>
    /// <param name="state">The state before the step [N, H].</param>
    /// <returns>The state after it [N, H].</returns>
    public abstract CellState Step(Tensor x, CellState state);

    /// <inheritdoc/>
    public override CellState forward(Tensor input, CellState state) => Step(input, state);

    /// <summary>W x + b, all blocks below each other [N, G*H]; normalized, LN(W x; gain_ih, bias_ih) over all rows together.</summary>
    private protected Tensor OfInput(Tensor x) =>
        IsNormalized
            ? Normalized(functional.linear(x, weight_ih), gain_ih!, bias_ih)
            : functional.linear(x, weight_ih, bias_ih);

    /// <summary>R h + r, all blocks below each other [N, G*H]; normalized, LN(R h; gain_hh, bias_hh) over all rows together.</summary>
    private protected Tensor OfState(Tensor h) =>
        IsNormalized
            ? Normalized(functional.linear(h, weight_hh), gain_hh!, bias_hh)
            : functional.linear(h, weight_hh, bias_hh);

    /// <summary>How many rows are normalized together, one number for each part of the G*H rows; by default all at once.</summary>
    private protected virtual long[] NormalizedParts => [weight_ih.shape[0]];

    /// <summary>LN over the last dimension, each part of the rows by itself.</summary>
    private protected Tensor Normalized(Tensor values, Tensor gain, Tensor? shift)
    {
        var parts = new List<Tensor>();
        var from = 0L;
        foreach (var rows in NormalizedParts)
        {
            var part = values.narrow(-1, from, rows); // [N, rows]
            parts.Add(LayerNorm(part, gain.narrow(0, from, rows), shift?.narrow(0, from, rows)));
            from += rows;
        }
        return cat(parts, -1); // [N, G*H]
    }

    private protected static Tensor LayerNorm(Tensor values, Tensor gain, Tensor? shift) =>
        functional.layer_norm(values, [values.shape[^1]], gain, shift, Epsilon);

    private protected Parameter Shift(long rows) => IsNormalized ? Parameter(zeros(rows)) : Drawn(rows);

    private protected Tensor Zeros(long batch) => zeros([batch, Hidden], weight_hh.dtype, weight_hh.device); // [N, H]

    private Parameter Drawn(params long[] shape)
    {
        var bound = 1 / Math.Sqrt(Hidden);
        return Parameter(init.uniform_(empty(shape), -bound, bound));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var parameter in new[] { weight_ih, weight_hh, bias_ih, bias_hh, gain_ih, gain_hh })
                parameter?.Dispose();
        }
        base.Dispose(disposing);
    }
}
