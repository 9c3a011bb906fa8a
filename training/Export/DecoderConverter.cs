using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Training.Models;
using static TorchSharp.torch.nn;

namespace Rnn.Onnx.Training.Export;

/// <summary>
/// SequenceDecoder: a vector [N, C] to a sequence [N, steps, outputs]. One Scan whose body runs the layers over a single step
/// and carries their states and what was written.
/// </summary>
internal static class DecoderConverter
{
    public static IReadOnlyList<string> Convert(
        ConverterRegistry registry,
        GraphBuilder graph,
        Module module,
        ModuleInputs inputs
    )
    {
        var decoder = (SequenceDecoder)module;
        var steps = decoder.Options.Steps;
        string[] states = [.. Start(registry, graph, decoder, inputs.Input), Nothing(graph, decoder, inputs.Input)];
        var body = Body(registry, graph, decoder, states.Length);
        var positions = graph.Constant([.. Enumerable.Range(0, steps).Select(i => (long)i)]); // [steps]
        var outputs = graph.AddNode(
            "Scan",
            [.. states, positions],
            outputCount: states.Length + 1,
            [
                NodeAttribute.Of("body", body),
                NodeAttribute.Of("num_scan_inputs", 1),
                NodeAttribute.Of("scan_output_axes", [1L]),
            ],
            name: "decoder"
        );
        return [outputs[^1]]; // [N, steps, outputs]
    }

    // The linear layer's answer cut into hidden and cell states, each [N, L, H].
    private static IEnumerable<string> Start(
        ConverterRegistry registry,
        GraphBuilder graph,
        SequenceDecoder decoder,
        string vector
    )
    {
        var layers = decoder.Stack.Options;
        long size = layers.Layers * layers.Hidden;
        var all = registry.Convert(graph, decoder.Start, vector)[0]; // [N, parts*L*H]
        for (var from = 0L; from < decoder.Start.out_features; from += size)
            yield return graph.Reshape(
                graph.Slice(all, axis: 1, start: from, end: from + size),
                [-1, layers.Layers, layers.Hidden]
            );
    }

    // What was written before the first step: zeros [N, 1, outputs].
    private static string Nothing(GraphBuilder graph, SequenceDecoder decoder, string vector)
    {
        var batch = graph.Slice(graph.Shape(vector), axis: 0, start: 0, end: 1); // [1]
        var shape = graph.Concat(0, [batch, graph.Constant(1, decoder.Options.Outputs)]); // [3]
        return graph.Expand(graph.Scalar(0f), shape);
    }

    private static GraphBuilder Body(
        ConverterRegistry registry,
        GraphBuilder graph,
        SequenceDecoder decoder,
        int carried
    )
    {
        var layers = decoder.Stack.Options;
        var outputs = decoder.Options.Outputs;
        var body = graph.CreateBody("decoder_step");
        var hidden = body.AddInput("hidden_before", ElementType.Float, "batch", layers.Layers, layers.Hidden);
        var cell =
            carried > 2 ? body.AddInput("cell_before", ElementType.Float, "batch", layers.Layers, layers.Hidden) : null;
        var written = body.AddInput("written_before", ElementType.Float, "batch", 1, outputs);
        body.AddInput("position", ElementType.Int64);

        var read = new ModuleInputs(written) { Initial = new RecurrentState(hidden, cell) };
        var result = registry.Convert(body, decoder.Stack, read);
        var step = registry.Convert(body, decoder.Head, result[1])[0]; // [N, outputs]
        body.AddOutput("hidden_after", result[2], ElementType.Float, "batch", layers.Layers, layers.Hidden);
        if (cell is not null)
            body.AddOutput("cell_after", result[3], ElementType.Float, "batch", layers.Layers, layers.Hidden);
        body.AddOutput("written_after", body.Unsqueeze(step, [1]), ElementType.Float, "batch", 1, outputs);
        body.AddOutput("step", body.Identity(step), ElementType.Float, "batch", outputs);
        return body;
    }
}
