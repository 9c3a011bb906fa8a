using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;
using TorchSharp.Modules;

namespace Rnn.Onnx.Training.Export.Forecasting;

/// <summary>A linear layer over the last of any number of dimensions; a Gemm takes two only.</summary>
internal static class LinearNodes
{
    /// <summary>y = x Wᵀ + b: [.., in] to [.., out].</summary>
    public static string Add(GraphBuilder graph, Linear linear, string x)
    {
        using var transposed = linear.weight.t(); // [in, out]
        var product = graph.MatMul(
            x,
            Shared("linear_weight_transposed", ParameterReader.Read(transposed), transposed.shape)
        ); // [.., out]
        return linear.bias is { } bias
            ? graph.Add(product, Shared("linear_bias", ParameterReader.Read(bias), bias.shape))
            : product; // [.., out]

        string Shared(string name, float[] values, long[] shape) =>
            graph.AddShared(NamedTensor.Of(name, values, shape));
    }
}
