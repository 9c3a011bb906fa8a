using Rnn.Onnx.Models.Schema;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Recurrent;

/// <summary>An LSTM, GRU or RNN node back into a layer: what RecurrentNodes did, the other way round.</summary>
internal static class OperatorReader
{
    public static RecurrentLayer Read(ModelFile file, NodeProto node)
    {
        var cell = Cell(node);
        var weight = Weights(file, node, 1)!; // [D, G*H, C]
        var recurrence = Weights(file, node, 2)!; // [D, G*H, H]
        var bias = Weights(file, node, 3); // [D, 2*G*H]
        var (features, hidden) = ((int)weight.Shape[2], (int)recurrence.Shape[2]);
        var rows = cell.GateCount() * hidden;
        return new RecurrentLayer(cell, Direction(0), weight.Shape[0] == 2 ? Direction(1) : null);

        RecurrentWeights Direction(int d) =>
            new(
                features,
                hidden,
                Part(weight, d * rows * features, rows * features),
                Part(recurrence, d * rows * hidden, rows * hidden),
                bias is null ? null : Part(bias, 2 * d * rows, rows),
                bias is null ? null : Part(bias, ((2 * d) + 1) * rows, rows)
            );

        float[] Part(NamedTensor tensor, int start, int count) =>
            GateOrder.FromOnnx(cell, tensor.Floats.AsSpan(start, count));
    }

    private static CellKind Cell(NodeProto node) =>
        node.OpType switch
        {
            "LSTM" => CellKind.Lstm,
            "GRU" => CellKind.Gru,
            _ => node.Attribute.Any(a => a.Name == "activations" && a.Strings[0].ToStringUtf8() == "Relu")
                ? CellKind.ElmanRelu
                : CellKind.ElmanTanh,
        };

    private static NamedTensor? Weights(ModelFile file, NodeProto node, int input)
    {
        var name = input < node.Input.Count ? node.Input[input] : "";
        return name.Length == 0 && input > 2
            ? null
            : WeightReader.Floats(file, name, node.Name, rank: input > 2 ? 2 : 3);
    }
}
