using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Training.Kernels;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using Packing = TorchSharp.torch.nn.utils.rnn;

namespace Rnn.Onnx.Training.Modules;

/// <summary>
/// A layer with the parameters of TorchSharp's own LSTM, GRU or RNN, run by the fused kernels; what they do not cover runs by the
/// tensor library, rows of different lengths packed.
/// </summary>
internal sealed class BuiltInLayer : StackLayer
{
    private static readonly string[] WeightNames = ["weight_ih", "weight_hh", "bias_ih", "bias_hh"];

    private readonly RecurrentOptions options;
    private readonly Module recurrent;

    public BuiltInLayer(RecurrentOptions options, int features)
        : base(nameof(BuiltInLayer))
    {
        this.options = options;
        recurrent = Build(options, features);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override (Tensor Steps, RecurrentState Final) Run(Tensor input, Tensor? lengths, RecurrentState? initial)
    {
        if (options.FusedKernels && Weights() is var weights && FusedLayer.Covers(input, initial, weights))
            return FusedLayer.Run(
                options.Cell,
                input,
                lengths,
                initial,
                weights,
                (x, state) => RunBuiltIn(x, lengths, state)
            );
        return RunBuiltIn(input, lengths, initial);
    }

    /// <inheritdoc/>
    public override Tensor? Find(string parameter, int direction) =>
        recurrent.get_parameter($"{parameter}_l0{(direction == 0 ? "" : "_reverse")}");

    private Tensor?[] Weights() =>
        [
            .. Enumerable
                .Range(0, options.Directions)
                .SelectMany(direction => WeightNames.Select(name => Find(name, direction))),
        ];

    private (Tensor Steps, RecurrentState Final) RunBuiltIn(Tensor input, Tensor? lengths, RecurrentState? initial) =>
        lengths is null ? RunPadded(input, initial) : RunPacked(input, lengths, initial);

    private (Tensor Steps, RecurrentState Final) RunPadded(Tensor input, RecurrentState? initial)
    {
        switch (recurrent)
        {
            case LSTM lstm:
                var (steps, hidden, cell) = lstm.call(input, Pair(initial)); // [N, T, D*H], [D, N, H], [D, N, H]
                return (steps, new RecurrentState(hidden, cell));
            case GRU gru:
                return WithState(gru.call(input, initial?.Hidden));
            case TorchSharp.Modules.RNN elman:
                return WithState(elman.call(input, initial?.Hidden));
            default:
                throw Unknown();
        }
    }

    private (Tensor Steps, RecurrentState Final) RunPacked(Tensor input, Tensor lengths, RecurrentState? initial)
    {
        var time = input.shape[1];
        using var packed = Packing.pack_padded_sequence(input, lengths, batch_first: true, enforce_sorted: false);
        switch (recurrent)
        {
            case LSTM lstm:
                var (steps, hidden, cell) = lstm.call(packed, Pair(initial));
                return (Padded(steps, time), new RecurrentState(hidden, cell));
            case GRU gru:
                var (gruSteps, gruHidden) = gru.call(packed, initial?.Hidden);
                return (Padded(gruSteps, time), new RecurrentState(gruHidden));
            case TorchSharp.Modules.RNN elman:
                var (elmanSteps, elmanHidden) = elman.call(packed, initial?.Hidden);
                return (Padded(elmanSteps, time), new RecurrentState(elmanHidden));
            default:
                throw Unknown();
        }
    }

    private static Tensor Padded(Packing.PackedSequence packed, long time)
    {
        using (packed)
            return Packing.pad_packed_sequence(packed, batch_first: true, total_length: time).Item1; // [N, T, D*H]
    }

    private static (Tensor Steps, RecurrentState Final) WithState((Tensor Steps, Tensor Hidden) output) =>
        (output.Steps, new RecurrentState(output.Hidden));

    private static (Tensor, Tensor)? Pair(RecurrentState? state) => state is null ? null : (state.Hidden, state.Cell!);

    private InvalidOperationException Unknown() => new($"No forward pass for {recurrent.GetName()}.");

    private static Module Build(RecurrentOptions o, int features)
    {
        return o.Cell switch
        {
            CellKind.Lstm => LSTM(features, o.Hidden, 1, o.Bias, batchFirst: true, bidirectional: o.Bidirectional),
            CellKind.Gru => GRU(features, o.Hidden, 1, o.Bias, batchFirst: true, bidirectional: o.Bidirectional),
            CellKind.ElmanTanh => Elman(NonLinearities.Tanh),
            CellKind.ElmanRelu => Elman(NonLinearities.ReLU),
            _ => throw new ArgumentOutOfRangeException(nameof(o), o.Cell, "Unknown cell."),
        };

        Module Elman(NonLinearities activation) =>
            RNN(features, o.Hidden, 1, activation, o.Bias, batchFirst: true, bidirectional: o.Bidirectional);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            recurrent.Dispose();
        base.Dispose(disposing);
    }
}
