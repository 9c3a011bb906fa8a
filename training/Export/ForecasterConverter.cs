using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Training.Models;
using static TorchSharp.torch.nn;

namespace Rnn.Onnx.Training.Export;

/// <summary>Forecaster: raw values [N, T, C] to raw forecast [N, horizon], scaling and window normalization inside.</summary>
internal static class ForecasterConverter
{
    public static IReadOnlyList<string> Convert(
        ConverterRegistry registry,
        GraphBuilder graph,
        Module module,
        ModuleInputs inputs
    )
    {
        var forecaster = (Forecaster)module;
        var target = forecaster.Options.Target;
        var scaler = forecaster.Scaler;
        var columns = scaler.Means.Count;

        var means = graph.AddInitializer("scaler_mean", [.. scaler.Means], columns);
        var deviations = graph.AddInitializer("scaler_deviation", [.. scaler.Deviations], columns);
        var scaled = graph.Div(graph.Sub(inputs.Input, means), deviations, "scaled"); // [N, T, C]

        var steps = forecaster.Options.NormalizeWindows
            ? Normalized(registry, graph, forecaster, scaled)
            : Layers(registry, graph, forecaster, scaled); // [N, horizon]
        var unscaled = graph.Mul(steps, graph.Scalar(scaler.Deviations[target]));
        return [graph.Add(unscaled, graph.Scalar(scaler.Means[target]))]; // [N, horizon]
    }

    private static string Layers(ConverterRegistry registry, GraphBuilder graph, Forecaster forecaster, string scaled)
    {
        var last = registry.Convert(graph, forecaster.Stack, scaled)[1]; // [N, D*H]
        return registry.Convert(graph, forecaster.Head, last)[0]; // [N, horizon]
    }

    private static string Normalized(
        ConverterRegistry registry,
        GraphBuilder graph,
        Forecaster forecaster,
        string scaled
    )
    {
        var mean = graph.ReduceMean(scaled, [1], keepDims: true, name: "window_mean"); // [N, 1, C]
        var centered = graph.Sub(scaled, mean); // [N, T, C]
        var variance = graph.ReduceMean(graph.Mul(centered, centered), [1], keepDims: true); // [N, 1, C]
        var deviation = graph.Sqrt(graph.Add(variance, graph.Scalar(Forecaster.WindowEpsilon)), "window_deviation"); // [N, 1, C]
        var steps = Layers(registry, graph, forecaster, graph.Div(centered, deviation)); // [N, horizon]

        var target = graph.Scalar(forecaster.Options.Target);
        return graph.Add(
            graph.Mul(steps, graph.Gather(deviation, target, axis: 2)), // [N, 1]
            graph.Gather(mean, target, axis: 2) // [N, 1]
        ); // [N, horizon]
    }
}
