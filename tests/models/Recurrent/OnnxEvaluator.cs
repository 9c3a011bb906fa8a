using System.Runtime.InteropServices;
using Rnn.Onnx.Models.Schema;
using DataType = Rnn.Onnx.Models.Schema.TensorProto.Types.DataType;

namespace Rnn.Onnx.Models.Tests.Recurrent;

/// <summary>
/// Runs the few operators that recurrent graphs are made of, written from the text of the ONNX standard and sharing no code
/// with the product, in double precision.
/// </summary>
internal static class OnnxEvaluator
{
    public static Dictionary<string, OnnxTensor> Run(GraphProto graph, Dictionary<string, OnnxTensor> inputs)
    {
        var values = new Dictionary<string, OnnxTensor>(inputs);
        foreach (var tensor in graph.Initializer)
        {
            values[tensor.Name] = Read(tensor);
        }

        foreach (var node in graph.Node)
        {
            var arguments = node.Input.Select(name => name.Length > 0 ? values[name] : null).ToArray();
            var results = Evaluate(node, arguments);
            for (var i = 0; i < node.Output.Count; i++)
            {
                values[node.Output[i]] = results[i];
            }
        }

        return values;
    }

    private static OnnxTensor[] Evaluate(NodeProto node, OnnxTensor?[] arguments)
    {
        var x = arguments[0]!;
        var second = arguments.Length > 1 && arguments[1] is { } s ? s.Data.Select(value => (int)value).ToArray() : [];
        return node.OpType switch
        {
            "LSTM" or "GRU" or "RNN" => OnnxRecurrent.Evaluate(node, arguments),
            "Identity" => [x],
            "Transpose" => [x.Transpose([.. node.Attribute.Single().Ints.Select(axis => (int)axis)])],
            "Squeeze" => [x.Reshape([.. x.Shape.Where((_, axis) => !second.Contains(axis))])],
            "Reshape" => [x.Reshape([.. second.Select((size, axis) => size == 0 ? x.Shape[axis] : size)])],
            "Max" => [new(x.Shape, [.. x.Data.Select(value => Math.Max(value, arguments[1]!.Data[0]))])],
            "Concat" => [ConcatRows(node, [.. arguments.Select(argument => argument!)])],
            "Slice" => [SliceRows(x, second[0], (int)arguments[2]!.Data[0])],
            _ => throw new NotSupportedException(node.OpType),
        };
    }

    private static OnnxTensor ConcatRows(NodeProto node, OnnxTensor[] parts)
    {
        Assert.AreEqual(0, node.Attribute.Single().I);
        return new(
            [parts.Sum(part => part.Shape[0]), .. parts[0].Shape[1..]],
            [.. parts.SelectMany(part => part.Data)]
        );
    }

    private static OnnxTensor SliceRows(OnnxTensor x, int start, int end)
    {
        var row = x.Data.Length / x.Shape[0];
        return new([end - start, .. x.Shape[1..]], x.Data[(start * row)..(end * row)]);
    }

    private static OnnxTensor Read(TensorProto tensor)
    {
        var raw = tensor.RawData.Span;
        double[] data = (DataType)tensor.DataType switch
        {
            DataType.Float => [.. MemoryMarshal.Cast<byte, float>(raw).ToArray().Select(value => (double)value)],
            DataType.Int64 => [.. MemoryMarshal.Cast<byte, long>(raw).ToArray().Select(value => (double)value)],
            DataType.Int32 => [.. MemoryMarshal.Cast<byte, int>(raw).ToArray().Select(value => (double)value)],
            var other => throw new NotSupportedException(other.ToString()),
        };
        return new([.. tensor.Dims.Select(dim => (int)dim)], data);
    }
}
