using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Training.Models.Forecasting;

namespace Rnn.Onnx.Training.Export.Forecasting;

/// <summary>StepHead: from a state [N, S], and what is known of the steps [N, steps, E], to [N, steps, K].</summary>
internal static class StepHeadNodes
{
    public static string Add(ConverterRegistry registry, GraphBuilder graph, StepHead head, string state, string? known)
    {
        if (head.OfState is null || head.OfKnown is null || known is null)
        {
            var all = registry.Convert(graph, head.Answers, state)[0]; // [N, steps*K]
            return graph.Reshape(all, [-1, head.Steps, head.Values]); // [N, steps, K]
        }
        var ofState = graph.Unsqueeze(registry.Convert(graph, head.OfState, state)[0], [1]); // [N, 1, U]
        var hidden = graph.Add(ofState, LinearNodes.Add(graph, head.OfKnown, known)); // [N, steps, U]
        if (head.Positions is { } positions)
            hidden = graph.Add(
                hidden,
                graph.AddShared(NamedTensor.Of("positions", ParameterReader.Read(positions), positions.shape))
            ); // [N, steps, U]
        return LinearNodes.Add(graph, head.Answers, graph.Relu(hidden)); // [N, steps, K]
    }
}
