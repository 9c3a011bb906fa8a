using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Tensors;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using Nodes = Rnn.Onnx.Models.Recurrent.RecurrentStack;
using RecurrentStack = Rnn.Onnx.Training.Modules.RecurrentStack;
using RecurrentState = Rnn.Onnx.Models.Recurrent.RecurrentState;

namespace Rnn.Onnx.Training.Export;

/// <summary>
/// RecurrentStack: all outputs [N, T, D*H], the output at each row's end [N, D*H] and the final states [N, L*D, H], one
/// node a layer.
/// </summary>
internal static class RecurrentConverter
{
    public const string InitialHidden = "initial_hidden";
    public const string InitialCell = "initial_cell";

    public static IReadOnlyList<string> Convert(
        ConverterRegistry registry,
        GraphBuilder graph,
        Module module,
        ModuleInputs inputs
    )
    {
        var stack = (RecurrentStack)module;
        var layers = Layers(stack);
        var lengths = inputs.Lengths is null ? null : graph.Cast(inputs.Lengths, ElementType.Int32); // [N]
        var initial = inputs.Initial ?? Learned(graph, stack, inputs.Input);
        var nodes = Nodes.Add(
            graph,
            layers,
            inputs.Input,
            inputs.Name,
            lengths,
            initial: initial,
            residual: stack.Options.Residual
        );
        var final = nodes.FinalState();
        string[] outputs = [nodes.Sequence(), nodes.LastHidden(), final.Hidden]; // [N, T, D*H], [N, D*H], [N, L*D, H]
        return final.Cell is null ? outputs : [.. outputs, final.Cell];
    }

    /// <summary>The layers with their weights, from the bottom to the top.</summary>
    public static RecurrentLayer[] Layers(RecurrentStack stack) =>
        [.. Enumerable.Range(0, stack.Options.Layers).Select(layer => Layer(stack, layer))];

    private static RecurrentLayer Layer(RecurrentStack stack, int layer) =>
        new(
            stack.Options.Cell,
            Weights(stack, layer, direction: 0),
            stack.Options.Bidirectional ? Weights(stack, layer, direction: 1) : null
        )
        {
            WrittenOut = stack.Options.HandWritten,
        };

    private static RecurrentWeights Weights(RecurrentStack stack, int layer, int direction)
    {
        var options = stack.Options;
        return new RecurrentWeights(
            layer == 0 ? options.Features : options.Directions * options.Hidden,
            options.Hidden,
            Read("weight_ih")!,
            Read("weight_hh")!,
            Read("bias_ih"),
            Read("bias_hh")
        )
        {
            Normalization = options.LayerNorm
                ? new CellNormalization(Read("gain_ih")!, Read("gain_hh")!, Read("gain_c"), Read("bias_c"))
                : null,
        };

        float[]? Read(string parameter) =>
            stack.Layers[layer].Find(parameter, direction) is { } found ? ParameterReader.Read(found) : null;
    }

    // The same states for every row of the batch.
    private static RecurrentState? Learned(GraphBuilder graph, RecurrentStack stack, string input)
    {
        if (stack.LearnedState is not { } learned)
            return null;
        var batch = graph.Slice(graph.Shape(input), axis: 0, start: 0, end: 1); // [1]
        var shape = graph.Concat(0, [batch, graph.Constant(learned.Hidden.shape)]); // [3]: N, L*D, H
        return new RecurrentState(
            ForAll(InitialHidden, learned.Hidden),
            learned.Cell is null ? null : ForAll(InitialCell, learned.Cell)
        );

        string ForAll(string name, Tensor state) =>
            graph.Expand(
                graph.AddShared(NamedTensor.Of(name, ParameterReader.Read(state), [1, .. state.shape])),
                shape
            ); // [N, L*D, H]
    }
}
