using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>
/// What RNN, GRU and LSTM share: the parameters under PyTorch's names, in the order in which PyTorch draws them, and
/// the arguments of libtorch's recurrent operators.
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
    private readonly Parameter[] weights;

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
        // One string object each: the operator cache goes by reference.
        paddedOperator = operation + ".input";
        packedOperator = operation + ".data";
        this.hiddenSize = hiddenSize;
        this.layers = layers;
        this.bias = bias;
        this.dropout = dropout;
        this.bidirectional = bidirectional;
        this.batchFirst = batchFirst;

        var made = new List<Parameter>();
        for (var layer = 0L; layer < layers; layer++)
        {
            var width = layer == 0 ? inputSize : hiddenSize * Directions;
            for (var direction = 0; direction < Directions; direction++)
            {
                var suffix = $"l{layer}{(direction == 1 ? "_reverse" : "")}";
                Add($"weight_ih_{suffix}", gates * hiddenSize, width);
                Add($"weight_hh_{suffix}", gates * hiddenSize, hiddenSize);
                if (!bias)
                    continue;
                Add($"bias_ih_{suffix}", gates * hiddenSize);
                Add($"bias_hh_{suffix}", gates * hiddenSize);
            }
        }
        weights = [.. made];
        var bound = hiddenSize > 0 ? 1.0 / Math.Sqrt(hiddenSize) : 0;
        foreach (var weight in weights)
            nn.init.uniform_(weight, -bound, bound);

        void Add(string name, params long[] size)
        {
            var parameter = empty(size, ScalarType.Float32, CPU).AsParameter();
            owner.register_parameter(name, parameter);
            made.Add(parameter);
        }
    }

    internal Parameter[] Weights => weights;

    internal int Stride => bias ? 4 : 2;

    private int Directions => bidirectional ? 2 : 1;

    internal Tensor ZeroState(Tensor input) => Zeros(input, input.size(batchFirst ? 0 : 1));

    internal Tensor ZeroState(nn.utils.rnn.PackedSequence input)
    {
        using var first = input.batch_sizes[0];
        return Zeros(input.data, first.item<long>());
    }

    private Tensor Zeros(Tensor like, long batch) =>
        zeros(Directions * layers, batch, hiddenSize, like.dtype, like.device);

    internal (Tensor Output, Tensor State) Run(Tensor input, Tensor state, bool training) =>
        Operator.Call2(
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

    internal (Tensor Output, Tensor Hidden, Tensor Cell) Run(Tensor input, Tensor[] state, bool training) =>
        Operator.Call3(
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

    internal (nn.utils.rnn.PackedSequence Output, Tensor State) Run(
        nn.utils.rnn.PackedSequence input,
        Tensor state,
        bool training
    )
    {
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
        return (input.WithData(output), Unsorted(input, last));
    }

    internal (nn.utils.rnn.PackedSequence Output, Tensor Hidden, Tensor Cell) Run(
        nn.utils.rnn.PackedSequence input,
        Tensor[] state,
        bool training
    )
    {
        var (output, hidden, cell) = Operator.Call3(
            packedOperator,
            input.data,
            input.batch_sizes,
            state.Select(part => Sorted(input, part)).ToArray(),
            weights,
            bias,
            layers,
            dropout,
            training,
            bidirectional
        );
        return (input.WithData(output), Unsorted(input, hidden), Unsorted(input, cell));
    }

    // States come and go in the order of the sequences; the packing has them longest first.
    private static Tensor Sorted(nn.utils.rnn.PackedSequence input, Tensor state) =>
        input.IsSorted ? state : state.index_select(1, input.sorted_indices);

    private static Tensor Unsorted(nn.utils.rnn.PackedSequence input, Tensor state) =>
        input.IsSorted ? state : state.index_select(1, input.unsorted_indices);
}
