using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Schema;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Graph;

/// <summary>
/// Stores the weights of a model in 8 bits, one scale for each output channel, with operators of the standard domain only.
/// </summary>
/// <remarks>
/// <list type="bullet">
/// <item>MatMul and Gemm with a constant matrix calculate in 8 bits: the input is quantized when the model runs, row by row, so
/// that what a row gives never depends on the rest of the batch (DynamicQuantizeLinear has one scale for the whole batch).</item>
/// <item>Gather on a table, such as an embedding, takes 8-bit rows and scales what it took, one scale a row.</item>
/// <item>LSTM, GRU, RNN and products in the bodies of Scans and Loops keep float32 arithmetic (the standard has no 8-bit
/// form of the cells, and rounding the state at every step adds up): their weights are stored in 8 bits, one scale a gate row,
/// and restored by Cast and Mul, which runtimes fold when they load the file. DequantizeLinear would not be folded, but run
/// at every call, and takes scales along one axis only.</item>
/// <item>8-bit products use uint8 on both sides with zero at 128: with int8 weights, processors without VNNI saturate.</item>
/// </list>
/// Matrices under <see cref="QuantizerOptions.MinimumElements"/>, biases, scalers and weights that are not finite stay float32.
/// </remarks>
public static class Quantizer
{
    // A scale for a few numbers would take as much room as it saves.
    private const int MinimumElementsAScale = 8;

    /// <summary>Gives the model with 8-bit weights and a report.</summary>
    /// <exception cref="InvalidInputException">An option is out of its range.</exception>
    public static QuantizedModel Quantize(ModelFile file, QuantizerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        options ??= new QuantizerOptions();
        options.Validate();
        var model = file.Proto.Clone();
        var swap = new WeightSwap(model.Graph);
        var opset = (int)file.Opset;
        var names = new List<string>();
        foreach (var weight in swap.Weights(options.MinimumElements))
        {
            if (Quantize(swap, weight, options, opset))
            {
                names.Add(weight.Name);
            }
        }

        swap.Finish();
        var result = new ModelFile(model, file.Name);
        return new QuantizedModel(result, names, file.Proto.CalculateSize(), model.CalculateSize());
    }

    private static bool Quantize(WeightSwap swap, TensorProto weight, QuantizerOptions options, int opset)
    {
        var readers = NodeWalk.All(swap.Graph).Where(node => node.Input.Contains(weight.Name)).ToArray();
        var outside = swap.Graph.Node.Count(node => node.Input.Contains(weight.Name)) == readers.Length;
        var products = readers.All(node => IsProduct(node, weight));
        var values = TensorData.Read(weight)!.Floats;
        var shape = weight.Dims.ToArray();

        if (readers.Length == 0)
        {
            return false;
        }

        if (!options.WeightsOnly && outside && products)
        {
            var transposed = readers.All(IsTransposed);
            if (transposed || !readers.Any(IsTransposed))
            {
                var columns = transposed ? Transposed.Of(values, (int)shape[0], (int)shape[1]) : values;
                long[] columnShape = transposed ? [shape[1], shape[0]] : shape;
                return Fits(new(columns, columnShape, lastAxis: true)) is { } matrix
                    && IntegerProduct.Replace(swap, weight, matrix, readers, opset);
            }
        }

        if (outside && readers.All(node => IsLookup(node, weight)))
        {
            return Fits(new(values, shape, lastAxis: false)) is { } table
                && IntegerLookup.Replace(swap, weight, table, readers);
        }

        // What a row of the matrix makes is a channel, except in x W.
        var byColumn = products && !readers.Any(IsTransposed);
        return Fits(new(values, shape, byColumn)) is { } stored && Restore(swap, weight, stored);
    }

    private static QuantizedTensor? Fits(QuantizedTensor tensor) =>
        tensor.IsFinite && tensor.ElementsAScale >= MinimumElementsAScale ? tensor : null;

    private static bool Restore(WeightSwap swap, TensorProto weight, QuantizedTensor stored)
    {
        var values = swap.AddInitializer(stored.Signed(weight.Name + ".int8"));
        var scales = swap.AddInitializer(stored.Scales(weight.Name + ".scale"));
        var cast = swap.NewName(weight.Name + ".float");
        swap.Replace(
            weight,
            WeightSwap.Node("Cast", cast, [values], NodeAttribute.Of("to", (long)ElementType.Float)),
            WeightSwap.Node("Mul", weight.Name, [cast, scales])
        );
        return true;
    }

    private static bool IsProduct(NodeProto node, TensorProto weight) =>
        weight.Dims.Count == 2
        && node.Input.Count >= 2
        && node.Input[1] == weight.Name
        && node.Input.Count(input => input == weight.Name) == 1
        && (node.OpType == "MatMul" || (node.OpType == "Gemm" && IsPlain(node)));

    private static bool IsTransposed(NodeProto node) =>
        node.OpType == "Gemm" && node.Attribute.Any(attribute => attribute.Name == "transB" && attribute.I == 1);

    // x W + c without factors.
    private static bool IsPlain(NodeProto gemm) =>
        gemm.Attribute.All(attribute =>
            attribute.Name switch
            {
                "transA" => attribute.I == 0,
                "alpha" or "beta" => attribute.F == 1,
                _ => true,
            }
        );

    private static bool IsLookup(NodeProto node, TensorProto weight) =>
        node.OpType == "Gather"
        && weight.Dims.Count == 2
        && node.Input[0] == weight.Name
        && node.Attribute.All(attribute => attribute.Name != "axis" || attribute.I == 0);
}
