using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Training.Cells;
using TorchSharp;
using static TorchSharp.torch;

namespace Rnn.Onnx.Cli.Lab.Gradients;

/// <summary>
/// Back-propagation through the steps of real cells: the loss reads the last hidden state alone, loss = u · h(T) with a vector u of norm 1,
/// so the norm of d loss / d h(T) is 1, and that of d loss / d h(t) says what is left of it T - t steps earlier.
/// </summary>
internal static class CellGradients
{
    private const int Features = 8;
    private const int Rows = 16;
    private const int MemoryGate = 1; // the forget gate of i, f, g, o; the update gate of r, z, n

    /// <summary>What went back through one cell.</summary>
    /// <param name="Cell">The cell.</param>
    /// <param name="GateBias">The bias of the LSTM's forget gate or the GRU's update gate; the other biases are 0.</param>
    /// <param name="Scale">See <see cref="GradientsOptions.Scales"/>.</param>
    /// <param name="Hidden">Norms of d loss / d h(t), t = 1 .. T, the mean of the sequences.</param>
    /// <param name="Memory">Norms of d loss / d c(t) of the LSTM, t = 1 .. T; empty for the others.</param>
    /// <param name="Clipped">The norms of the whole state's gradient, shortened to the bound behind each step back.</param>
    /// <param name="WeightNorm">The norm of the gradients of all weights together.</param>
    /// <param name="ClippedWeightNorm">The same behind clipping, as the trainer clips.</param>
    public sealed record Run(
        CellKind Cell,
        double GateBias,
        double Scale,
        IReadOnlyList<double> Hidden,
        IReadOnlyList<double> Memory,
        IReadOnlyList<double> Clipped,
        double WeightNorm,
        double ClippedWeightNorm
    );

    /// <summary>Measures one cell. Everything is in double precision, as 32 bits end at 1e-38.</summary>
    public static Run Measure(GradientsOptions options, CellKind kind, double gateBias, double scale)
    {
        manual_seed(options.Seed);
        using RecurrentCell cell = Build(kind, options.Hidden);
        cell.to(ScalarType.Float64);
        using var scope = NewDisposeScope();
        var inputs = randn([options.Steps, Rows, Features], ScalarType.Float64).unbind(0); // T times [N, C]
        var drawn = randn([options.Hidden], ScalarType.Float64); // [H]
        var direction = drawn / drawn.norm();
        Initialize(cell, scale, gateBias);

        var (hidden, memory) = Through(cell, inputs, direction);
        var weights = cell.parameters().ToArray();
        var norm = nn.utils.clip_grad_norm_(weights, options.Clip);
        var clipped = nn.utils.clip_grad_norm_(weights, double.PositiveInfinity);
        return new Run(
            kind,
            gateBias,
            scale,
            hidden,
            memory,
            StepByStep(cell, inputs, direction, options.Clip),
            norm,
            clipped
        );
    }

    /// <summary>Weights of the state: normal with deviation scale/√H. Biases: 0, but for the gate that remembers.</summary>
    private static void Initialize(RecurrentCell cell, double scale, double gateBias)
    {
        using var none = no_grad();
        nn.init.normal_(Weight("weight_hh"), 0, scale / Math.Sqrt(cell.Hidden));
        nn.init.zeros_(Weight("bias_ih"));
        nn.init.zeros_(Weight("bias_hh"));
        if (cell.Kind is CellKind.Lstm or CellKind.Gru)
            nn.init.constant_(Weight("bias_ih").narrow(0, MemoryGate * cell.Hidden, cell.Hidden), gateBias);

        Tensor Weight(string name) => cell.get_parameter(name)!;
    }

    /// <summary>As a training step does it: forward through all steps, then once back.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="inputs">T times [N, C].</param>
    /// <param name="direction">u [H].</param>
    /// <returns>Norms of d loss / d h(t) and of d loss / d c(t), t = 1 .. T.</returns>
    internal static (double[] Hidden, double[] Memory) Through(RecurrentCell cell, Tensor[] inputs, Tensor direction)
    {
        using var scope = NewDisposeScope();
        var state = cell.ZeroState(inputs[0].shape[0]);
        var states = new List<CellState>();
        foreach (var x in inputs)
        {
            state = cell.call(x, state);
            state.Hidden.retain_grad();
            state.Cell?.retain_grad();
            states.Add(state);
        }
        (state.Hidden * direction).sum().backward();
        return (
            [.. states.Select(one => Norms(one.Hidden.grad!).mean().item<double>())],
            state.Cell is null ? [] : [.. states.Select(one => Norms(one.Cell!.grad!).mean().item<double>())]
        );
    }

    /// <summary>Back one step at a time, the gradient of each sequence's whole state shortened to the bound before it goes on.</summary>
    /// <returns>Norms of the state's gradient, t = 1 .. T.</returns>
    internal static double[] StepByStep(RecurrentCell cell, Tensor[] inputs, Tensor direction, double bound)
    {
        using var scope = NewDisposeScope();
        var states = new List<CellState> { cell.ZeroState(inputs[0].shape[0]) };
        using (no_grad())
        {
            foreach (var x in inputs)
                states.Add(cell.call(x, states[^1]));
        }
        var norms = new double[inputs.Length];
        var hidden = direction.unsqueeze(0).expand(inputs[0].shape[0], -1); // [N, H]
        var memory = states[^1].Cell is { } last ? zeros_like(last) : null; // [N, H]
        for (var t = inputs.Length; t >= 1; t--)
        {
            (hidden, memory) = Shorten(hidden, memory, bound);
            norms[t - 1] = Norms(Joined(hidden, memory)).mean().item<double>();
            var before = new CellState(Leaf(states[t - 1].Hidden), states[t - 1].Cell is { } c ? Leaf(c) : null);
            var after = cell.call(inputs[t - 1], before);
            var sum = (after.Hidden * hidden).sum();
            if (after.Cell is not null)
                sum = sum + (after.Cell * memory!).sum();
            sum.backward();
            (hidden, memory) = (before.Hidden.grad!, before.Cell?.grad);
        }
        return norms;
    }

    private static (Tensor Hidden, Tensor? Memory) Shorten(Tensor hidden, Tensor? memory, double bound)
    {
        var share = (bound / Norms(Joined(hidden, memory))).clamp(max: 1.0).unsqueeze(1); // [N, 1]
        return (hidden * share, memory is null ? null : memory * share);
    }

    private static Tensor Joined(Tensor hidden, Tensor? memory) => memory is null ? hidden : cat([hidden, memory], 1); // [N, H or 2*H]

    private static Tensor Leaf(Tensor value) => value.detach().clone().requires_grad_();

    private static Tensor Norms(Tensor rows) => (rows * rows).sum([1L]).sqrt(); // [N]

    private static RecurrentCell Build(CellKind kind, int hidden) =>
        kind switch
        {
            CellKind.Lstm => new LstmCell(Features, hidden),
            CellKind.Gru => new GruCell(Features, hidden),
            _ => new ElmanCell(Features, hidden, relu: kind == CellKind.ElmanRelu),
        };
}
