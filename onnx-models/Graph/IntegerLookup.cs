using Rnn.Onnx.Models.Schema;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Graph;

/// <summary>Gather on an 8-bit table [V, E] with one scale a row: only the rows that are taken are scaled.</summary>
internal static class IntegerLookup
{
    public static bool Replace(WeightSwap swap, TensorProto weight, QuantizedTensor table, NodeProto[] readers)
    {
        var values = swap.AddInitializer(table.Signed(weight.Name + ".int8"));
        var scales = swap.AddInitializer(table.Scales(weight.Name + ".scale")); // [V, 1]
        foreach (var reader in readers)
        {
            var (indices, y) = (reader.Input[1], reader.Output[0]);
            var rows = WeightSwap.Node("Gather", swap.NewName(y + ".int8"), [values, indices]); // [..., E]
            var scale = WeightSwap.Node("Gather", swap.NewName(y + ".scale"), [scales, indices]); // [..., 1]
            var floats = WeightSwap.Node(
                "Cast",
                swap.NewName(y + ".float"),
                rows.Output,
                NodeAttribute.Of("to", (long)ElementType.Float)
            );
            var at = swap.Graph.Node.IndexOf(reader);
            swap.Graph.Node.RemoveAt(at);
            foreach (var node in new[] { rows, scale, floats, WeightSwap.Node("Mul", y, [floats.Name, scale.Name]) })
            {
                swap.Graph.Node.Insert(at++, node);
            }
        }

        swap.Replace(weight);
        return true;
    }
}
