using Rnn.Onnx.Models.Recurrent;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using RecurrentStack = Rnn.Onnx.Training.Modules.RecurrentStack;
using RecurrentState = Rnn.Onnx.Training.Modules.RecurrentState;

namespace Rnn.Onnx.Training.Models;

/// <summary>
/// One to many: a vector [N, C] becomes a sequence [N, steps, outputs]. A linear layer makes the initial states of the vector;
/// each step reads what the step before wrote (zeros at first), in training as well as after it.
/// </summary>
public sealed class SequenceDecoder : Module<Tensor, Tensor>, IDescribed
{
    private readonly Linear start;
    private readonly RecurrentStack stack;
    private readonly Linear head;

    /// <summary>Builds the layers with PyTorch's initial values.</summary>
    /// <exception cref="Rnn.Onnx.Models.InvalidInputException">An option is out of its range.</exception>
    public SequenceDecoder(SequenceDecoderOptions options)
        : base(nameof(SequenceDecoder))
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options.Validate();
        start = Linear(options.Features, StateParts * StateSize);
        stack = new RecurrentStack(options.Layers);
        head = Linear(options.Recurrent.Hidden, options.Outputs);
        RegisterComponents();
    }

    /// <summary>What the model was built from.</summary>
    public SequenceDecoderOptions Options { get; }

    internal Linear Start => start;

    internal RecurrentStack Stack => stack;

    internal Linear Head => head;

    /// <summary>Numbers of one row's hidden states, L*H.</summary>
    private long StateSize => (long)Options.Recurrent.Layers * Options.Recurrent.Hidden;

    // The LSTM has a cell state beside the hidden state.
    private int StateParts => Options.Recurrent.Cell == CellKind.Lstm ? 2 : 1;

    /// <inheritdoc/>
    public override Tensor forward(Tensor vector) // [N, C]
    {
        var state = State(start.call(vector)); // [N, L, H]
        var nothing = zeros([vector.shape[0], 1, Options.Outputs], vector.dtype, vector.device); // [N, 1, outputs]
        var steps = new Tensor[Options.Steps];
        for (var t = 0; t < steps.Length; t++)
        {
            var output = stack.Run(t == 0 ? nothing : steps[t - 1], lengths: null, state);
            steps[t] = head.call(output.Steps); // [N, 1, outputs]
            state = output.Final; // [N, L, H]
        }
        return cat(steps, 1); // [N, steps, outputs]
    }

    /// <inheritdoc/>
    public ModelDescription Describe()
    {
        var states = StateParts == 2 ? "states, cell states" : "states";
        var (layers, hidden) = (Options.Recurrent.Layers, Options.Recurrent.Hidden);
        return new(
            nameof(SequenceDecoder),
            FormattableString.Invariant($"[N, {Options.Features}]"),
            [
                LayerTable.Of(nameof(start), start, FormattableString.Invariant($"{states} [N, {layers}, {hidden}]")),
                .. LayerTable.Of(nameof(stack), stack.Options),
                LayerTable.Of(
                    nameof(head),
                    head,
                    FormattableString.Invariant($"[N, {Options.Steps}, {Options.Outputs}]")
                ),
            ]
        );
    }

    private RecurrentState State(Tensor all) // [N, parts*L*H]
    {
        return new(Part(0), StateParts == 2 ? Part(1) : null);

        Tensor Part(int part) =>
            all.narrow(1, part * StateSize, StateSize).view(-1, Options.Recurrent.Layers, Options.Recurrent.Hidden); // [N, L, H]
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            start.Dispose();
            stack.Dispose();
            head.Dispose();
        }
        base.Dispose(disposing);
    }
}
