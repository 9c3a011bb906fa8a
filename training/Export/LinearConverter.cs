using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Rnn.Onnx.Training.Export;

/// <summary>Linear: y = x Wᵀ + b as one Gemm.</summary>
internal static class LinearConverter
{
    public static IReadOnlyList<string> Convert(
        ConverterRegistry registry,
        GraphBuilder graph,
        Module module,
        ModuleInputs inputs
    )
    {
        var linear = (Linear)module;
        var weight = graph.AddShared(
            NamedTensor.Of(
                "linear_weight",
                ParameterReader.Read(linear.weight),
                linear.out_features,
                linear.in_features
            )
        );
        var bias = linear.bias is { } b
            ? graph.AddShared(NamedTensor.Of("linear_bias", ParameterReader.Read(b), linear.out_features))
            : "";
        return [graph.Gemm(inputs.Input, weight, bias, transposeB: true)]; // [N, out]
    }
}
