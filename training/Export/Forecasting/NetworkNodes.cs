using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Training.Models.Forecasting;

namespace Rnn.Onnx.Training.Export.Forecasting;

/// <summary>What a <see cref="ForecastNetwork"/> reads, as values of a graph.</summary>
/// <param name="Window">[N, T, F].</param>
/// <param name="Known">Of the steps ahead [N, horizon, E]; null for nothing.</param>
/// <param name="Channel">The channels' embeddings [N, S]; null where all columns are read together.</param>
internal sealed record NetworkInputs(string Window, string? Known, string? Channel);

/// <summary>The layers between the scaled window and the scaled forecast [N, horizon, K].</summary>
internal static class NetworkNodes
{
    public static string Add(
        ConverterRegistry registry,
        GraphBuilder graph,
        ForecastNetwork network,
        NetworkInputs inputs
    ) =>
        network switch
        {
            DirectNetwork direct => Direct(registry, graph, direct, inputs),
            RecursiveNetwork recursive => RecursiveNodes.Add(registry, graph, recursive, inputs),
            SegmentNetwork segments => SegmentNodes.Add(registry, graph, segments, inputs),
            _ => throw new ArgumentOutOfRangeException(nameof(network), network.GetName(), "Unknown network."),
        };

    /// <summary>A row's last output with its channel's embedding behind it [N, D*H + S].</summary>
    public static string WithChannel(GraphBuilder graph, string last, string? channel) =>
        channel is null ? last : graph.Concat(1, [last, channel]);

    private static string Direct(
        ConverterRegistry registry,
        GraphBuilder graph,
        DirectNetwork network,
        NetworkInputs inputs
    )
    {
        var last = registry.Convert(graph, network.Stack, inputs.Window)[1]; // [N, D*H]
        var state = WithChannel(graph, last, inputs.Channel); // [N, D*H + S]
        return StepHeadNodes.Add(registry, graph, network.Head, state, inputs.Known); // [N, horizon, K]
    }
}
