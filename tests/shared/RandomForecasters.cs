using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Tests.Shared;

/// <summary>Forecasters with random weights, for tests that need a model file but no training.</summary>
internal static class RandomForecasters
{
    /// <summary>series [batch, time, features] -> forecast [batch, horizon], deterministic in its arguments.</summary>
    public static ModelFile Create(
        CellKind cell = CellKind.Lstm,
        int features = 1,
        int hidden = 24,
        int horizon = 3,
        int layers = 1,
        bool bidirectional = false
    )
    {
        var random = new Random(7);
        var directions = bidirectional ? 2 : 1;
        var graph = new GraphBuilder("forecaster");
        var series = graph.AddInput("series", ElementType.Float, "batch", "time", features);
        var stack = Enumerable
            .Range(0, layers)
            .Select(layer =>
            {
                var inputs = layer == 0 ? features : directions * hidden;
                return new RecurrentLayer(
                    cell,
                    Weights(random, cell, inputs, hidden),
                    bidirectional ? Weights(random, cell, inputs, hidden) : null
                );
            })
            .ToArray();
        var last = RecurrentStack.Add(graph, stack, series).LastHidden();
        var weight = graph.AddInitializer(
            "head_weight",
            Uniform(random, horizon * directions * hidden),
            horizon,
            directions * hidden
        );
        var bias = graph.AddInitializer("head_bias", Uniform(random, horizon), horizon);
        graph.AddOutput(
            "forecast",
            graph.Gemm(last, weight, bias, transposeB: true),
            ElementType.Float,
            "batch",
            horizon
        );
        return graph.Build();
    }

    /// <summary>Values between -1 and 1.</summary>
    public static float[] Uniform(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => 2 * random.NextSingle() - 1)];

    private static RecurrentWeights Weights(Random random, CellKind cell, int features, int hidden)
    {
        var rows = cell.GateCount() * hidden;
        return new RecurrentWeights(
            features,
            hidden,
            Scaled(rows * features),
            Scaled(rows * hidden),
            Scaled(rows),
            Scaled(rows)
        );

        float[] Scaled(int count) => [.. Uniform(random, count).Select(value => value * 0.3f)];
    }
}
