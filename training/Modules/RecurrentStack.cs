using Rnn.Onnx.Models.Recurrent;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Rnn.Onnx.Training.Modules;

/// <summary>
/// Recurrent layers one upon the other, of TorchSharp's built-in cells: [N, T, C] to all outputs [N, T, D*H] and the
/// last state of the top layer [N, D*H], both directions side by side.
/// </summary>
public sealed class RecurrentStack : Module<Tensor, (Tensor Outputs, Tensor Last)>
{
    private readonly Module recurrent;

    /// <summary>Builds the layers with PyTorch's initial values (uniform in ±1/√H).</summary>
    /// <exception cref="Rnn.Onnx.Models.InvalidInputException">An option is out of its range.</exception>
    public RecurrentStack(RecurrentOptions options)
        : base(nameof(RecurrentStack))
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options.Validate();
        recurrent = Build(options);
        RegisterComponents();
    }

    /// <summary>What the stack was built from.</summary>
    public RecurrentOptions Options { get; }

    /// <summary>The built-in layers, with parameters named as PyTorch names them.</summary>
    internal Module BuiltIn => recurrent;

    /// <inheritdoc/>
    public override (Tensor Outputs, Tensor Last) forward(Tensor input)
    {
        var (outputs, states) = Run(input); // [N, T, D*H], [L*D, N, H]
        var top = states.narrow(0, (Options.Layers - 1) * Options.Directions, Options.Directions); // [D, N, H]
        var last = top.transpose(0, 1).reshape(-1, Options.Directions * Options.Hidden); // [N, D*H]
        return (outputs, last);
    }

    private (Tensor Outputs, Tensor States) Run(Tensor input)
    {
        switch (recurrent)
        {
            case LSTM lstm:
                var (outputs, states, _) = lstm.call(input);
                return (outputs, states);
            case GRU gru:
                return gru.call(input);
            case TorchSharp.Modules.RNN elman:
                return elman.call(input);
            default:
                throw new InvalidOperationException($"No forward pass for {recurrent.GetName()}.");
        }
    }

    private static Module Build(RecurrentOptions o)
    {
        return o.Cell switch
        {
            CellKind.Lstm => LSTM(o.Features, o.Hidden, o.Layers, true, true, o.Dropout, o.Bidirectional),
            CellKind.Gru => GRU(o.Features, o.Hidden, o.Layers, true, true, o.Dropout, o.Bidirectional),
            CellKind.ElmanTanh => Elman(NonLinearities.Tanh),
            CellKind.ElmanRelu => Elman(NonLinearities.ReLU),
            _ => throw new ArgumentOutOfRangeException(nameof(o), o.Cell, "Unknown cell."),
        };

        Module Elman(NonLinearities activation) =>
            RNN(o.Features, o.Hidden, o.Layers, activation, true, true, o.Dropout, o.Bidirectional);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            recurrent.Dispose();
        base.Dispose(disposing);
    }
}
