using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Training.Export.Forecasting;
using Rnn.Onnx.Training.Models;
using static TorchSharp.torch.nn;

namespace Rnn.Onnx.Training.Export;

/// <summary>
/// Forecaster: raw values [N, T, C], and Unix seconds [N, T + horizon] where it knows the calendar, to the raw forecast [N,
/// horizon] or [N, horizon, targets] and, where there are, the quantiles [N, horizon, Q]; all scaling is inside.
/// </summary>
internal sealed class ForecasterConverter
{
    private readonly ConverterRegistry registry;
    private readonly GraphBuilder graph;
    private readonly Forecaster forecaster;

    private ForecasterConverter(ConverterRegistry registry, GraphBuilder graph, Forecaster forecaster) =>
        (this.registry, this.graph, this.forecaster) = (registry, graph, forecaster);

    private ForecasterOptions Options => forecaster.Options;

    public static IReadOnlyList<string> Convert(
        ConverterRegistry registry,
        GraphBuilder graph,
        Module module,
        ModuleInputs inputs
    ) => new ForecasterConverter(registry, graph, (Forecaster)module).Convert(inputs);

    private string[] Convert(ModuleInputs inputs)
    {
        var scaling = new ScalingNodes(graph, forecaster.Scaling);
        var columns = Options.ChannelIndependent
            ? graph.Gather(inputs.Input, graph.Constant([.. Options.Targets.Select(t => (long)t)]), axis: 2)
            : inputs.Input; // [N, T, C]
        var window = scaling.Enter(columns);
        var dates = forecaster.Calendar is { } calendar
            ? CalendarEmbeddingNodes.Add(graph, calendar, inputs.Times!)
            : null; // [N, T + horizon, E]
        var steps = Options.ChannelIndependent ? Each(window, dates) : Together(window, dates); // [N, horizon, targets, levels]
        return Arrange(scaling.Leave(steps, window));
    }

    private string Together(WindowNodes window, string? dates)
    {
        var answers = Network(window.Values, window.Observed, dates, channel: null); // [N, horizon, K]
        return graph.Reshape(answers, [0, Options.Horizon, Options.Targets.Count, Options.Levels]); // [N, horizon, targets, levels]
    }

    private string Each(WindowNodes window, string? dates)
    {
        var (count, width) = (Options.Targets.Count, forecaster.Calendar?.Width ?? 0);
        var rows = GraphShapes.Size(graph, window.Values, axis: 0); // [1]
        var time = GraphShapes.Size(graph, window.Values, axis: 1); // [1]
        if (dates is not null)
        {
            var copies = graph.Expand(graph.Unsqueeze(dates, [1]), graph.Constant(1, count, 1, 1)); // [N, C, T + horizon, E]
            var steps = GraphShapes.Size(graph, dates, axis: 1); // [1]
            dates = graph.Reshape(copies, graph.Concat(0, [graph.Constant(-1), steps, graph.Constant(width)])); // [N*C, T + horizon, E]
        }
        var embeddings = forecaster.Channels!; // [C, S]
        var channels = graph.AddInitializer("channels", ParameterReader.Read(embeddings), [1, .. embeddings.shape]); // [1, C, S]
        var everywhere = graph.Expand(channels, graph.Concat(0, [rows, graph.Constant(1, 1)])); // [N, C, S]
        var channel = graph.Reshape(everywhere, [-1, embeddings.shape[1]]); // [N*C, S]

        var answers = Network(
            Apart(window.Values),
            window.Observed is null ? null : Apart(window.Observed),
            dates,
            channel
        ); // [N*C, horizon, levels]
        var apart = graph.Reshape(answers, [-1, count, Options.Horizon, Options.Levels]); // [N, C, horizon, levels]
        return graph.Transpose(apart, [0, 2, 1, 3]); // [N, horizon, C, levels]

        string Apart(string x) =>
            graph.Reshape(
                graph.Transpose(x, [0, 2, 1]),
                graph.Concat(0, [graph.Constant(-1), time, graph.Constant(1)])
            ); // [N*C, T, 1]
    }

    private string Network(string values, string? observed, string? dates, string? channel)
    {
        var past = dates is null ? null : graph.Slice(dates, axis: 1, start: 0, end: -Options.Horizon); // [N, T, E]
        var ahead = dates is null ? null : graph.Slice(dates, axis: 1, start: -Options.Horizon, end: long.MaxValue); // [N, horizon, E]
        string[] parts = [values, .. new[] { observed, past }.OfType<string>()];
        var window = parts.Length == 1 ? values : graph.Concat(2, parts); // [N, T, F]
        return NetworkNodes.Add(registry, graph, forecaster.Network, new NetworkInputs(window, ahead, channel)); // [N, horizon, K]
    }

    private string[] Arrange(string answer) // [N, horizon, targets, levels]
    {
        if (Options.Quantiles.Count == 0)
            return [graph.Squeeze(answer, Options.Targets.Count == 1 ? [2, 3] : [3])]; // [N, horizon] or [N, horizon, targets]
        var crossing = graph.Squeeze(answer, [2]); // [N, horizon, Q]
        var quantiles = graph.AddNode(
            "TopK",
            [crossing, graph.Constant(Options.Quantiles.Count)],
            2,
            [NodeAttribute.Of("axis", 2), NodeAttribute.Of("largest", 0), NodeAttribute.Of("sorted", 1)],
            name: "in_order"
        )[0]; // [N, horizon, Q]
        var median = graph.Gather(quantiles, graph.Scalar((long)Options.MedianIndex), axis: 2); // [N, horizon]
        return [median, quantiles];
    }
}
