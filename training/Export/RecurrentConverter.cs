using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Recurrent;
using static TorchSharp.torch.nn;
using Nodes = Rnn.Onnx.Models.Recurrent.RecurrentStack;
using RecurrentStack = Rnn.Onnx.Training.Modules.RecurrentStack;

namespace Rnn.Onnx.Training.Export;

/// <summary>RecurrentStack: all outputs [N, T, D*H] and the last state of the top layer [N, D*H], one node a layer.</summary>
internal static class RecurrentConverter
{
    public static IReadOnlyList<string> Convert(
        ConverterRegistry registry,
        GraphBuilder graph,
        Module module,
        string input
    )
    {
        var stack = (RecurrentStack)module;
        var layers = Enumerable.Range(0, stack.Options.Layers).Select(layer => Layer(stack, layer)).ToArray();
        var nodes = Nodes.Add(graph, layers, input);
        return [nodes.Sequence(), nodes.LastHidden()]; // [N, T, D*H], [N, D*H]
    }

    private static RecurrentLayer Layer(RecurrentStack stack, int layer) =>
        new(
            stack.Options.Cell,
            Weights(stack, layer, suffix: ""),
            stack.Options.Bidirectional ? Weights(stack, layer, suffix: "_reverse") : null
        );

    private static RecurrentWeights Weights(RecurrentStack stack, int layer, string suffix)
    {
        var options = stack.Options;
        return new RecurrentWeights(
            layer == 0 ? options.Features : options.Directions * options.Hidden,
            options.Hidden,
            Read("weight_ih"),
            Read("weight_hh"),
            Read("bias_ih"),
            Read("bias_hh")
        );

        float[] Read(string parameter) => ParameterReader.Read(stack.BuiltIn, $"{parameter}_l{layer}{suffix}");
    }
}
