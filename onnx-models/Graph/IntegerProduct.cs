using Google.Protobuf;
using Rnn.Onnx.Models.Schema;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Graph;

/// <summary>x W (+ c) in 8 bits. Of every row of x the largest magnitude becomes 127, so s = max|x| / 127; then</summary>
/// <remarks>
/// <code>
/// y[i, j] = s[i] * scale[j] * sum over k of round(x[i, k] / s[i]) * q[k, j]
/// </code>
/// where q and scale are the stored weight; the sum is of 32-bit integers.
/// </remarks>
internal static class IntegerProduct
{
    private const string Zero = "quantized.zero_point";
    private const string Offset = "quantized.offset";
    private const string Steps = "quantized.steps";
    private const string Smallest = "quantized.smallest";
    private const string LastAxis = "quantized.last_axis";

    public static bool Replace(
        WeightSwap swap,
        TensorProto weight,
        QuantizedTensor matrix,
        NodeProto[] readers,
        int opset
    )
    {
        var values = swap.AddInitializer(matrix.Unsigned(weight.Name + ".uint8"));
        var scales = swap.AddInitializer(matrix.Scales(weight.Name + ".scale"));
        AddConstants(swap);
        foreach (var reader in readers)
        {
            var at = swap.Graph.Node.IndexOf(reader);
            swap.Graph.Node.RemoveAt(at);
            foreach (var node in Nodes(swap, reader, values, scales, opset))
            {
                swap.Graph.Node.Insert(at++, node);
            }
        }

        swap.Replace(weight);
        return true;
    }

    private static IEnumerable<NodeProto> Nodes(
        WeightSwap swap,
        NodeProto reader,
        string values,
        string scales,
        int opset
    )
    {
        var (x, y) = (reader.Input[0], reader.Output[0]);
        var bias = reader.Input.Count > 2 ? reader.Input[2] : "";
        var magnitude = Make("Abs", "magnitude", [x]);
        var largest =
            opset >= 18
                ? Make("ReduceMax", "largest", [magnitude.Name, LastAxis])
                : Make("ReduceMax", "largest", [magnitude.Name], NodeAttribute.Of("axes", [-1]));
        var positive = Make("Max", "positive", [largest.Name, Smallest]); // a row of zeros has no scale
        var step = Make("Div", "step", [positive.Name, Steps]); // [..., 1]
        var divided = Make("Div", "divided", [x, step.Name]);
        var rounded = Make("Round", "rounded", [divided.Name]);
        var shifted = Make("Add", "shifted", [rounded.Name, Offset]);
        var quantized = Make("Cast", "uint8", [shifted.Name], NodeAttribute.Of("to", (long)ElementType.UInt8));
        var product = Make("MatMulInteger", "product", [quantized.Name, values, Zero, Zero]);
        var sum = Make("Cast", "sum", [product.Name], NodeAttribute.Of("to", (long)ElementType.Float));
        var columns = Make("Mul", "columns", [sum.Name, scales]);
        var result = WeightSwap.Node(
            "Mul",
            bias.Length == 0 ? y : swap.NewName(y + ".scaled"),
            [columns.Name, step.Name]
        );
        NodeProto[] nodes =
        [
            magnitude,
            largest,
            positive,
            step,
            divided,
            rounded,
            shifted,
            quantized,
            product,
            sum,
            columns,
            result,
        ];
        return bias.Length == 0 ? nodes : nodes.Append(WeightSwap.Node("Add", y, [result.Name, bias]));

        NodeProto Make(string op, string what, string[] inputs, params NodeAttribute[] attributes) =>
            WeightSwap.Node(op, swap.NewName($"{y}.{what}"), inputs, attributes);
    }

    private static void AddConstants(WeightSwap swap)
    {
        if (swap.Graph.Initializer.Any(tensor => tensor.Name == Zero))
        {
            return;
        }

        swap.AddInitializer(
            new TensorProto
            {
                Name = Zero,
                DataType = (int)ElementType.UInt8,
                RawData = ByteString.CopyFrom(128),
            }
        );
        swap.AddInitializer(TensorData.Create(NamedTensor.Of(Offset, [128f])));
        swap.AddInitializer(TensorData.Create(NamedTensor.Of(Steps, [127f])));
        swap.AddInitializer(TensorData.Create(NamedTensor.Of(Smallest, [1e-30f])));
        swap.AddInitializer(TensorData.Create(NamedTensor.Of(LastAxis, [-1L], 1)));
    }
}
