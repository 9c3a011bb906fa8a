using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Recurrent;

/// <summary>Values of a graph that hold recurrent state.</summary>
/// <param name="Hidden">The hidden state.</param>
/// <param name="Cell">The cell state of an LSTM; null for the other cells.</param>
public sealed record RecurrentState(string Hidden, string? Cell = null);

/// <summary>The outputs of one recurrent layer, as ONNX shapes them.</summary>
/// <param name="Sequence">The hidden state after every step [T, D, N, H]; zero after the end of a row.</param>
/// <param name="Final">The states after the last step of every row [D, N, H].</param>
public sealed record RecurrentNodeOutputs(string Sequence, RecurrentState Final);

/// <summary>
/// Writes recurrent layers, time first: as the standard's LSTM, GRU and RNN operators (layout 0), one node a layer, or, where a
/// layer is written out or normalized, as one Scan a direction. N batch, T time, C features, H hidden units, D directions.
/// </summary>
public static class RecurrentNodes
{
    /// <summary>Adds one layer.</summary>
    /// <param name="builder">The graph.</param>
    /// <param name="layer">Cell and weights.</param>
    /// <param name="x">The input, float [T, N, C].</param>
    /// <param name="name">The node's name and the prefix of its weights' names; unique in the graph.</param>
    /// <param name="lengths">Steps of each row, int32 [N], each from 1 to T; null when all rows have T. See <see cref="ClampLengths"/>.</param>
    /// <param name="initial">The states before the first step, float [D, N, H]; null for zeros.</param>
    /// <exception cref="ArgumentException">A weight has another size than the layer says, or an LSTM's initial state lacks the cell.</exception>
    public static RecurrentNodeOutputs AddLayer(
        GraphBuilder builder,
        RecurrentLayer layer,
        string x,
        string name,
        string? lengths = null,
        RecurrentState? initial = null
    )
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentException.ThrowIfNullOrEmpty(name);
        layer.Validate();
        var isLstm = layer.Cell == CellKind.Lstm;
        if (initial is not null && isLstm != (initial.Cell is not null))
        {
            throw Errors.Argument(
                nameof(initial),
                $"The initial state for {layer.Cell} {(isLstm ? "needs a" : "has no")} cell state."
            );
        }

        if (layer.IsScan)
        {
            return RecurrentScans.AddLayer(builder, layer, x, name, lengths, initial);
        }

        var inputs = Inputs(builder, layer, x, name, lengths, initial);
        var outputs = builder.AddNode(
            Operator(layer.Cell),
            inputs,
            outputCount: isLstm ? 3 : 2,
            Attributes(layer),
            name: name
        );
        return new RecurrentNodeOutputs(outputs[0], new RecurrentState(outputs[1], isLstm ? outputs[2] : null));
    }

    /// <summary>Lengths (int32 [N]) of at least 1: a row of length 0 makes some runtimes read memory that is not theirs.</summary>
    public static string ClampLengths(GraphBuilder builder, string lengths)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Max(lengths, builder.Scalar(1));
    }

    private static string Operator(CellKind cell) =>
        cell switch
        {
            CellKind.Lstm => "LSTM",
            CellKind.Gru => "GRU",
            _ => "RNN",
        };

    private static string[] Inputs(
        GraphBuilder builder,
        RecurrentLayer layer,
        string x,
        string name,
        string? lengths,
        RecurrentState? initial
    )
    {
        long directions = layer.DirectionCount;
        long rows = layer.Cell.GateCount() * layer.Hidden;
        var weights = Stack(layer, direction => GateOrder.ToOnnx(layer.Cell, direction.WeightIh));
        var recurrence = Stack(layer, direction => GateOrder.ToOnnx(layer.Cell, direction.WeightHh));
        var inputs = new[]
        {
            x,
            builder.AddShared(NamedTensor.Of(name + ".weight", weights, directions, rows, layer.Features)),
            builder.AddShared(NamedTensor.Of(name + ".recurrence", recurrence, directions, rows, layer.Hidden)),
            HasBias(layer)
                ? builder.AddShared(NamedTensor.Of(name + ".bias", Biases(layer), directions, 2 * rows))
                : "",
            lengths ?? "",
            initial?.Hidden ?? "",
            initial?.Cell ?? "",
        };
        return inputs[..(Array.FindLastIndex(inputs, input => input.Length > 0) + 1)];
    }

    private static bool HasBias(RecurrentLayer layer) =>
        layer.Directions.Any(direction => direction.BiasIh is not null || direction.BiasHh is not null);

    // Input biases of all gates first, then the recurrent ones.
    private static float[] Biases(RecurrentLayer layer)
    {
        var none = new float[layer.Cell.GateCount() * layer.Hidden];
        return Stack(
            layer,
            direction =>
                [
                    .. GateOrder.ToOnnx(layer.Cell, direction.BiasIh ?? none),
                    .. GateOrder.ToOnnx(layer.Cell, direction.BiasHh ?? none),
                ]
        );
    }

    private static float[] Stack(RecurrentLayer layer, Func<RecurrentWeights, float[]> part) =>
        [.. layer.Directions.SelectMany(part)];

    private static List<NodeAttribute> Attributes(RecurrentLayer layer)
    {
        List<NodeAttribute> attributes =
        [
            NodeAttribute.Of("hidden_size", layer.Hidden),
            NodeAttribute.Of("direction", layer.Backward is null ? "forward" : "bidirectional"),
        ];
        if (layer.Cell == CellKind.Gru)
        {
            attributes.Add(NodeAttribute.Of("linear_before_reset", 1));
        }

        if (layer.Cell == CellKind.ElmanRelu)
        {
            var activations = Enumerable.Repeat("Relu", layer.DirectionCount).ToArray();
            attributes.Add(NodeAttribute.Of("activations", activations));
        }

        return attributes;
    }
}
