using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Training.Modules;
using static TorchSharp.torch;
using RecurrentState = Rnn.Onnx.Training.Modules.RecurrentState;

namespace Rnn.Onnx.Training.Cells;

/// <summary>A layer of a cell written out from its equations, run step by step, and a second one from the end if bidirectional.</summary>
internal sealed class CellLayer : StackLayer
{
    private readonly RecurrentCell ahead;
    private readonly RecurrentCell? back;

    public CellLayer(RecurrentOptions options, int features)
        : base(nameof(CellLayer))
    {
        ahead = Build(options, features);
        back = options.Bidirectional ? Build(options, features) : null;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override (Tensor Steps, RecurrentState Final) Run(Tensor input, Tensor? lengths, RecurrentState? initial)
    {
        var inputs = input.unbind(1); // T times [N, C]
        var real = lengths is null ? null : Real(lengths.to(input.device), inputs.Length); // T times [N, 1]
        var (steps, final) = Run(ahead, inputs, real, initial, reversed: false); // [N, T, H], [N, H]
        if (back is null)
            return (steps, new RecurrentState(final.Hidden.unsqueeze(0), final.Cell?.unsqueeze(0))); // [N, T, H], [1, N, H]
        var (backSteps, backFinal) = Run(back, inputs, real, initial, reversed: true);
        var cell = final.Cell is null ? null : stack([final.Cell, backFinal.Cell!]); // [2, N, H]
        return (cat([steps, backSteps], 2), new RecurrentState(stack([final.Hidden, backFinal.Hidden]), cell)); // [N, T, 2*H], [2, N, H]
    }

    /// <inheritdoc/>
    public override Tensor? Find(string parameter, int direction) =>
        (direction == 0 ? ahead : back!).get_parameter(parameter);

    // Past a row's end the state stays as it is, and the output is 0.
    private static (Tensor Steps, CellState Final) Run(
        RecurrentCell cell,
        Tensor[] inputs,
        Tensor[]? real,
        RecurrentState? initial,
        bool reversed
    )
    {
        var direction = reversed ? 1 : 0;
        var state = initial is null
            ? cell.ZeroState(inputs[0].shape[0])
            : new CellState(initial.Hidden[direction], initial.Cell?[direction]); // [N, H]
        var steps = new Tensor[inputs.Length];
        for (var i = 0; i < inputs.Length; i++)
        {
            var t = reversed ? inputs.Length - 1 - i : i;
            var next = cell.call(inputs[t], state);
            steps[t] = real is null ? next.Hidden : next.Hidden * real[t].to(next.Hidden.dtype); // [N, H]
            state = real is null ? next : Where(real[t], next, state);
        }
        return (stack(steps, 1), state); // [N, T, H], [N, H]
    }

    private static CellState Where(Tensor real, CellState next, CellState before) =>
        new(where(real, next.Hidden, before.Hidden), next.Cell is null ? null : where(real, next.Cell, before.Cell!)); // [N, H]

    private static Tensor[] Real(Tensor lengths, int time)
    {
        var positions = arange(time, device: lengths.device).unsqueeze(1); // [T, 1]
        return positions.less(lengths.unsqueeze(0)).unsqueeze(2).unbind(0); // T times [N, 1]
    }

    private static RecurrentCell Build(RecurrentOptions o, int features) =>
        o.Cell switch
        {
            CellKind.Lstm => new LstmCell(features, o.Hidden, o.Bias, o.LayerNorm),
            CellKind.Gru => new GruCell(features, o.Hidden, o.Bias, o.LayerNorm),
            CellKind.ElmanTanh => new ElmanCell(features, o.Hidden, relu: false, o.Bias, o.LayerNorm),
            CellKind.ElmanRelu => new ElmanCell(features, o.Hidden, relu: true, o.Bias, o.LayerNorm),
            _ => throw new ArgumentOutOfRangeException(nameof(o), o.Cell, "Unknown cell."),
        };

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            ahead.Dispose();
            back?.Dispose();
        }
        base.Dispose(disposing);
    }
}
