using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Rnn.Onnx.Training.Export;

/// <summary>Embedding: ids [N, T] to their vectors [N, T, E] by one Gather; also gives the table [V, E].</summary>
internal static class EmbeddingConverter
{
    public static IReadOnlyList<string> Convert(
        ConverterRegistry registry,
        GraphBuilder graph,
        Module module,
        ModuleInputs inputs
    )
    {
        var weight = ((Embedding)module).weight!;
        var table = graph.AddShared(NamedTensor.Of("embedding_weight", ParameterReader.Read(weight), weight.shape));
        return [graph.Gather(table, inputs.Input, name: "embedded"), table]; // [N, T, E], [V, E]
    }
}
