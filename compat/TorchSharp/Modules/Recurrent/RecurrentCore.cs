using System.Runtime.InteropServices;
using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>
/// What RNN, GRU and LSTM share: the weights under PyTorch's names, in the order in which PyTorch draws them, its
/// checks of input and state, and the arguments of libtorch's recurrent operators.
/// </summary>
internal sealed class RecurrentCore
{
    private readonly string paddedOperator;
    private readonly string packedOperator;
    private readonly long hiddenSize;
    private readonly long layers;
    private readonly bool bias;
    private readonly double dropout;
    private readonly bool bidirectional;
    private readonly bool batchFirst;
    private readonly long inputSize;
    private readonly Tensor[] weights;

    internal RecurrentCore(
        nn.Module owner,
        string operation,
        int gates,
        long inputSize,
        long hiddenSize,
        long layers,
        bool bias,
        bool batchFirst,
        double dropout,
        bool bidirectional
    )
    {
        if (dropout is < 0 or > 1)
            throw new ExternalException(
                "dropout should be a number in range [0, 1] representing the probability of an element being zeroed"
            );
        if (hiddenSize <= 0)
            throw new ExternalException(
                "proj_size has to be a positive integer, smaller than hidden_size or zero to disable projections"
            );
        // One string object each: the operator cache goes by reference.
        paddedOperator = operation + ".input";
        packedOperator = operation + ".data";
        this.inputSize = inputSize;
        this.hiddenSize = hiddenSize;
        this.layers = layers;
        this.bias = bias;
        this.dropout = dropout;
        this.bidirectional = bidirectional;
        this.batchFirst = batchFirst;

        var names = new List<string>();
        using (var native = new NativeSection())
        {
            var made = new List<Tensor>();
            foreach (var (name, size) in Shapes(gates))
            {
                names.Add(name);
                made.Add(native.Keep(empty(size, ScalarType.Float32, CPU)));
            }
            weights = [.. made];
        }
        var bound = 1.0 / Math.Sqrt(hiddenSize);
        foreach (var (name, weight) in names.Zip(weights))
            owner.RegisterNative(name, nn.init.uniform_(weight, -bound, bound).requires_grad_());
    }

    internal Tensor[] Weights => weights;

    internal int Stride => bias ? 4 : 2;

    private int Directions => bidirectional ? 2 : 1;

    // The zeros of a state that is not given, and what their size is read from, stay to the scope of the call, as in the
    // package.
    internal (Tensor Output, Tensor State) Run(Tensor input, Tensor? state, bool training)
    {
        var batch = input.shape[batchFirst ? 0 : 1];
        state ??= Zeros(input, batch);
        RequireInput(input, 3);
        RequireState(state, batch, "hidden");
        return Operator.Call2(
            paddedOperator,
            input,
            state,
            weights,
            bias,
            layers,
            dropout,
            training,
            bidirectional,
            batchFirst
        );
    }

    internal (Tensor Output, Tensor Hidden, Tensor Cell) Run(Tensor input, (Tensor, Tensor)? state, bool training)
    {
        var batch = input.shape[batchFirst ? 0 : 1];
        var (hidden, cell) = state ?? ZeroStates(input, batch);
        RequireInput(input, 3);
        RequireState(hidden, batch, "hidden[0]");
        RequireState(cell, batch, "hidden[1]");
        Tensor[] states = [hidden, cell];
        return Operator.Call3(
            paddedOperator,
            input,
            states,
            weights,
            bias,
            layers,
            dropout,
            training,
            bidirectional,
            batchFirst
        );
    }

    internal (nn.utils.rnn.PackedSequence Output, Tensor State) Run(
        nn.utils.rnn.PackedSequence input,
        Tensor? state,
        bool training
    )
    {
        state ??= Zeros(input.data, input.batch_sizes[0].item<long>());
        RequireInput(input.data, 2);
        using var native = new NativeSection();
        RequireState(state, input.batch_sizes[0].item<long>(), "hidden");
        var (output, last) = Operator.Call2(
            packedOperator,
            input.data,
            input.batch_sizes,
            Sorted(input, state),
            weights,
            bias,
            layers,
            dropout,
            training,
            bidirectional
        );
        return (input.WithData(native, output), native.Publish(Unsorted(input, last)));
    }

    internal (nn.utils.rnn.PackedSequence Output, Tensor Hidden, Tensor Cell) Run(
        nn.utils.rnn.PackedSequence input,
        (Tensor, Tensor)? state,
        bool training
    )
    {
        var (hidden, cell) = state ?? ZeroStates(input.data, input.batch_sizes[0].item<long>());
        RequireInput(input.data, 2);
        using var native = new NativeSection();
        RequireState(hidden, input.batch_sizes[0].item<long>(), "hidden[0]");
        RequireState(cell, input.batch_sizes[0].item<long>(), "hidden[1]");
        Tensor[] states = [Sorted(input, hidden), Sorted(input, cell)];
        (var output, hidden, cell) = Operator.Call3(
            packedOperator,
            input.data,
            input.batch_sizes,
            states,
            weights,
            bias,
            layers,
            dropout,
            training,
            bidirectional
        );
        return (
            input.WithData(native, output),
            native.Publish(Unsorted(input, hidden)),
            native.Publish(Unsorted(input, cell))
        );
    }

    private IEnumerable<(string Name, long[] Size)> Shapes(int gates)
    {
        for (var layer = 0L; layer < layers; layer++)
        {
            var width = layer == 0 ? inputSize : hiddenSize * Directions;
            for (var direction = 0; direction < Directions; direction++)
            {
                var suffix = $"l{layer}{(direction == 1 ? "_reverse" : "")}";
                yield return ($"weight_ih_{suffix}", [gates * hiddenSize, width]);
                yield return ($"weight_hh_{suffix}", [gates * hiddenSize, hiddenSize]);
                if (!bias)
                    continue;
                yield return ($"bias_ih_{suffix}", [gates * hiddenSize]);
                yield return ($"bias_hh_{suffix}", [gates * hiddenSize]);
            }
        }
    }

    private Tensor Zeros(Tensor like, long batch) =>
        zeros(Directions * layers, batch, hiddenSize, like.dtype, like.device);

    private (Tensor, Tensor) ZeroStates(Tensor like, long batch) => (Zeros(like, batch), Zeros(like, batch));

    private void RequireInput(Tensor input, int dimensions)
    {
        if (input.dim() != dimensions)
            throw new ExternalException($"input must have {dimensions} dimensions, got {input.dim()}");
        if (input.size(-1) != inputSize)
            throw new ExternalException(
                "input.size(-1) must be equal to input_size. " + $"Expected {inputSize}, got {input.size(-1)}"
            );
    }

    private void RequireState(Tensor state, long batch, string what)
    {
        long[] expected = [Directions * layers, batch, hiddenSize];
        if (!state.shape.AsSpan().SequenceEqual(expected))
            throw new ExternalException(
                $"Expected {what} size {string.Join(' ', expected)}, got [{string.Join(", ", state.shape)}]"
            );
    }

    // States come and go in the order of the sequences; the packing has them longest first.
    private static Tensor Sorted(nn.utils.rnn.PackedSequence input, Tensor state) =>
        input.IsSorted ? state : state.index_select(1, input.sorted_indices);

    private static Tensor Unsorted(nn.utils.rnn.PackedSequence input, Tensor state) =>
        input.IsSorted ? state : state.index_select(1, input.unsorted_indices);
}
