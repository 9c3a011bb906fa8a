using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Models.Forecasting;

namespace Rnn.Onnx.Training.Export.Forecasting;

/// <summary>RecursiveNetwork as a Scan over the steps ahead: each answer is read by the next one [N, horizon, K].</summary>
internal static class RecursiveNodes
{
    public static string Add(
        ConverterRegistry registry,
        GraphBuilder graph,
        RecursiveNetwork network,
        NetworkInputs inputs
    )
    {
        var read = registry.Convert(graph, network.Stack, inputs.Window);
        var (horizon, known) = (network.Options.Horizon, network.Sizes.Known);
        // A Scan runs as often as its scanned input is long: what is known of each step, or else nothing but a count.
        var scanned = inputs.Known is { } ahead
            ? graph.Transpose(ahead, [1, 0, 2]) // [horizon, N, E]
            : graph.AddInitializer("steps", new float[horizon], horizon); // [horizon]
        string[] states = [read[1], .. read.Skip(2)]; // last [N, H], hidden and cell [N, L, H]

        var body = graph.CreateBody("step");
        var (layers, hidden) = (network.Stack.Options.Layers, network.Stack.Options.Hidden);
        string[] before =
        [
            body.AddInput("last", ElementType.Float, "batch", hidden),
            .. states.Skip(1).Select(_ => body.AddInput("state", ElementType.Float, "batch", layers, hidden)),
        ];
        var step = inputs.Known is null
            ? body.AddInput("step_number", ElementType.Float)
            : body.AddInput("step_known", ElementType.Float, "batch", known);
        var knownNow = inputs.Known is null ? null : body.Unsqueeze(step, [1]); // [N, 1, E]
        var state = NetworkNodes.WithChannel(body, before[0], inputs.Channel); // [N, H + S]
        var answer = StepHeadNodes.Add(registry, body, network.Head, state, knownNow); // [N, 1, K]
        var initial = new RecurrentState(before[1], before.Length > 2 ? before[2] : null);
        var next = registry.Convert(
            body,
            network.Stack,
            new ModuleInputs(Next(body, network, answer, knownNow)) { Initial = initial }
        );
        string[] after = [next[1], .. next.Skip(2)];
        body.AddOutput("last_next", after[0], ElementType.Float, "batch", hidden);
        foreach (var final in after.Skip(1))
            body.AddOutput("state_next", final, ElementType.Float, "batch", layers, hidden);
        body.AddOutput("answer", body.Squeeze(answer, [1]), ElementType.Float, "batch", network.Sizes.Answers);

        var outputs = graph.AddNode(
            "Scan",
            [.. states, scanned],
            states.Length + 1,
            [NodeAttribute.Of("num_scan_inputs", 1), NodeAttribute.Of("body", body)],
            name: "recursion"
        );
        return graph.Transpose(outputs[^1], [1, 0, 2]); // [horizon, N, K] -> [N, horizon, K]
    }

    // The median of each column as if it had been measured [N, 1, F].
    private static string Next(GraphBuilder body, RecursiveNetwork network, string answer, string? known)
    {
        var levels = network.Options.Levels;
        var values = answer; // [N, 1, C]
        if (levels > 1)
        {
            var byLevel = body.Reshape(answer, [0, 1, network.Columns, levels]); // [N, 1, C, levels]
            values = body.Gather(byLevel, body.Scalar((long)network.Options.MedianIndex), axis: 3); // [N, 1, C]
        }
        List<string> parts = [values];
        if (network.Options.Missing == MissingInputs.Mask)
            parts.Add(body.Expand(body.Scalar(1f), body.Shape(values))); // [N, 1, C]
        if (known is not null)
            parts.Add(known); // [N, 1, E]
        return parts.Count == 1 ? values : body.Concat(2, [.. parts]); // [N, 1, F]
    }
}
