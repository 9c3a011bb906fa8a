using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Training.Cells;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Rnn.Onnx.Training.Modules;

/// <summary>
/// Recurrent layers one upon the other: [N, T, C] to the outputs of all steps, the output at each row's end, and the
/// states of all layers.
/// </summary>
public sealed class RecurrentStack : Module<Tensor, Tensor?, RecurrentState?, RecurrentOutput>
{
    private readonly ModuleList<StackLayer> layers;
    private readonly Parameter? initial_hidden;
    private readonly Parameter? initial_cell;

    /// <summary>Builds the layers with the initial values that the options say.</summary>
    /// <exception cref="Rnn.Onnx.Models.InvalidInputException">An option is out of its range.</exception>
    public RecurrentStack(RecurrentOptions options)
        : base(nameof(RecurrentStack))
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options.Validate();
        layers = new ModuleList<StackLayer>([.. Enumerable.Range(0, options.Layers).Select(Build)]);
        if (options.LearnedInitialState)
        {
            initial_hidden = Parameter(zeros(StateRows, options.Hidden)); // [L*D, H]
            initial_cell = HasCellState ? Parameter(zeros(StateRows, options.Hidden)) : null; // [L*D, H]
        }
        RegisterComponents();
    }

    /// <summary>What the stack was built from.</summary>
    public RecurrentOptions Options { get; }

    /// <summary>The layers, from the bottom to the top.</summary>
    internal IReadOnlyList<StackLayer> Layers => [.. layers];

    /// <summary>The learned states before the first step [L*D, H]; null when they are zero.</summary>
    internal RecurrentState? LearnedState =>
        initial_hidden is null ? null : new RecurrentState(initial_hidden, initial_cell);

    private bool HasCellState => Options.Cell == CellKind.Lstm;

    private int StateRows => Options.Layers * Options.Directions;

    /// <summary>Runs the layers.</summary>
    /// <param name="input">[N, T, C].</param>
    /// <param name="lengths">Steps of each row, int64 [N], up to T and taken as 1 where smaller; null when all rows have T.</param>
    /// <param name="initial">States before the first step; null for the learned ones, or zeros.</param>
    /// <exception cref="Rnn.Onnx.Models.InvalidInputException">A tensor has another shape, or a length is over T.</exception>
    public RecurrentOutput Run(Tensor input, Tensor? lengths = null, RecurrentState? initial = null) =>
        call(input, lengths, initial);

    /// <summary>The states of no steps: zeros [N, L*D, H] on the device of the weights.</summary>
    public RecurrentState ZeroState(long batch)
    {
        using var weight = layers[0].Find("weight_ih", direction: 0)!.alias();
        return new RecurrentState(Zeros(), HasCellState ? Zeros() : null);

        Tensor Zeros() => zeros([batch, StateRows, Options.Hidden], weight.dtype, weight.device); // [N, L*D, H]
    }

    /// <summary>Takes over the weights of a stack of the same shape, whether built-in or hand-written.</summary>
    /// <exception cref="Rnn.Onnx.Models.InvalidInputException">The other stack has other parameters, or of another shape.</exception>
    public void CopyFrom(RecurrentStack source) => WeightCopy.FromStack(source, this);

    /// <summary>Takes over the weights of TorchSharp's own LSTM, GRU or RNN.</summary>
    /// <exception cref="Rnn.Onnx.Models.InvalidInputException">It has other parameters, or of another shape.</exception>
    public void CopyFrom(Module builtIn) => WeightCopy.FromBuiltIn(builtIn, this);

    /// <summary>Gives the weights to TorchSharp's own LSTM, GRU or RNN.</summary>
    /// <exception cref="Rnn.Onnx.Models.InvalidInputException">It has other parameters, or of another shape.</exception>
    public void CopyTo(Module builtIn) => WeightCopy.ToBuiltIn(this, builtIn);

    /// <inheritdoc/>
    public override RecurrentOutput forward(Tensor input, Tensor? lengths, RecurrentState? initial)
    {
        SequenceCheck.Input(input, Options);
        SequenceCheck.State(initial, input.shape[0], StateRows, Options.Hidden, HasCellState);
        var real = lengths is null ? null : SequenceCheck.Lengths(lengths, input); // [N]
        var state = initial ?? Learned(input.shape[0]);
        var states = new List<RecurrentState>();
        var steps = input; // [N, T, C]
        foreach (var layer in layers)
        {
            var below = steps; // [N, T, C or D*H]
            var drops = training && Options.Dropout > 0 && states.Count > 0;
            var dropped = drops ? Dropped(below) : below;
            (steps, var final) = layer.Run(dropped, real, state?.OfLayer(states.Count, Options.Directions)); // [N, T, D*H], [D, N, H]
            if (Options.Residual && states.Count > 0)
                steps = steps + below; // [N, T, D*H]
            states.Add(final);
        }
        return new RecurrentOutput(steps, Last(states), RecurrentState.Join(states));
    }

    // Time first, as PyTorch draws within a module of many layers: the same seed gives the same numbers.
    private Tensor Dropped(Tensor steps) =>
        Options.VariationalDropout
            ? StepDropout.Apply(steps, Options.Dropout, variational: true, training) // [N, T, D*H]
            : StepDropout.Each(steps.transpose(0, 1), Options.Dropout, training).transpose(0, 1); // [N, T, D*H]

    // A layer's input at a row's end is the output of the layer below at that step: its final state and, again, its input.
    private Tensor Last(List<RecurrentState> states)
    {
        var last = Options.Residual
            ? states.Select(state => state.Hidden).Aggregate((sum, hidden) => sum + hidden)
            : states[^1].Hidden; // [D, N, H]
        return last.transpose(0, 1).reshape(-1, Options.Directions * Options.Hidden); // [N, D*H]
    }

    private RecurrentState? Learned(long batch)
    {
        return initial_hidden is null
            ? null
            : new RecurrentState(ForAll(initial_hidden), initial_cell is null ? null : ForAll(initial_cell));

        Tensor ForAll(Tensor state) => state.unsqueeze(0).expand(batch, -1, -1); // [N, L*D, H]
    }

    private StackLayer Build(int layer)
    {
        var features = layer == 0 ? Options.Features : Options.Directions * Options.Hidden;
        StackLayer built =
            Options.HandWritten || Options.LayerNorm
                ? new CellLayer(Options, features)
                : new BuiltInLayer(Options, features);
        Initializer.Apply(built, Options);
        return built;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            layers.Dispose();
            initial_hidden?.Dispose();
            initial_cell?.Dispose();
        }
        base.Dispose(disposing);
    }
}
