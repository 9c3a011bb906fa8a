using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Training.Models.Forecasting;

namespace Rnn.Onnx.Training.Export.Forecasting;

/// <summary>SegmentNetwork: segments in, all segments of the horizon beside each other out [N, horizon, K].</summary>
internal static class SegmentNodes
{
    public static string Add(
        ConverterRegistry registry,
        GraphBuilder graph,
        SegmentNetwork network,
        NetworkInputs inputs
    )
    {
        var options = network.Stack.Options;
        var (hidden, segments, length) = (options.Hidden, network.Segments, network.Length);
        var window = graph.Reshape(inputs.Window, [0, -1, length * network.Sizes.Window]); // [N, T/w, w*F]
        var read = graph.Relu(LinearNodes.Add(graph, network.Projection, window)); // [N, T/w, H]
        var encoded = registry.Convert(graph, network.Stack, read);
        var state = new RecurrentState(Repeated(encoded[2]), encoded.Count > 3 ? Repeated(encoded[3]) : null); // [N*M, L, H]

        var asked = graph.Reshape(Ask(graph, network, inputs), [-1, 1, hidden]); // [N*M, 1, H]
        var decoded = registry.Convert(graph, network.Stack, new ModuleInputs(asked) { Initial = state })[1]; // [N*M, H]
        var steps = registry.Convert(graph, network.Answers, decoded)[0]; // [N*M, w*K]
        var whole = graph.Reshape(steps, [-1, segments * length, network.Sizes.Answers]); // [N, M*w, K]
        return segments * length == network.Horizon
            ? whole
            : graph.Slice(whole, axis: 1, start: 0, end: network.Horizon); // [N, horizon, K]

        string Repeated(string final) => GraphShapes.RepeatRows(graph, final, segments, options.Layers, hidden);
    }

    // Which segment is asked for, and what is known of its steps [N, M, H], or [1, M, H] where all rows ask the same.
    private static string Ask(GraphBuilder graph, SegmentNetwork network, NetworkInputs inputs)
    {
        var positions = network.Positions; // [M, H - S]
        var values = ParameterReader.Read(positions);
        var asked = graph.AddShared(NamedTensor.Of("positions", values, [1, .. positions.shape])); // [1, M, H - S]
        var rows = graph.Concat(0, [GraphShapes.Size(graph, inputs.Window, axis: 0), graph.Constant(1, 1)]); // [3]: N, 1, 1
        asked = graph.Expand(asked, rows); // [N, M, H - S]
        if (inputs.Channel is { } channel)
        {
            var everywhere = graph.Expand(graph.Unsqueeze(channel, [1]), graph.Constant(1, network.Segments, 1)); // [N, M, S]
            asked = graph.Concat(2, [asked, everywhere]); // [N, M, H]
        }
        if (network.OfKnown is not { } ofKnown || inputs.Known is not { } known)
            return asked;
        var (length, width) = (network.Length, network.Sizes.Known);
        var beyond = network.Segments * length - network.Horizon;
        if (beyond > 0)
        {
            var pads = graph.Constant(0, 0, 0, 0, beyond, 0);
            known = graph.AddNode("Pad", [known, pads])[0]; // [N, M*w, E]
        }
        var bySegment = graph.Reshape(known, [0, network.Segments, length * width]); // [N, M, w*E]
        return graph.Add(asked, LinearNodes.Add(graph, ofKnown, bySegment)); // [N, M, H]
    }
}
