using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Generation;

/// <summary>
/// A language model that writes, within the graph: reads a prompt, then draws token after token in a Scan over the random
/// numbers of all steps. N batch, T tokens of the longest prompt, L tokens to write, V vocabulary, H hidden units.
/// </summary>
public static class GeneratorNodes
{
    /// <summary>Adds the nodes, to a graph of opset 18 or later.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="weights">The model.</param>
    /// <param name="ids">Tokens of the prompts, int64 [N, T].</param>
    /// <param name="lengths">Tokens of each prompt from 1 to T, int64 [N].</param>
    /// <param name="inputs">How many tokens are written, and how they are drawn.</param>
    /// <returns>The tokens written, int64 [N, L].</returns>
    /// <exception cref="ArgumentException">A weight has another size than the others say.</exception>
    public static string Add(
        GraphBuilder graph,
        GeneratorWeights weights,
        string ids,
        string lengths,
        GeneratorInputs inputs
    )
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(inputs);
        var step = new GeneratorStep(graph, weights.Validate());
        var sampling = new SamplingNodes(graph, weights.Vocabulary, inputs.Temperature, inputs.TopK, inputs.TopP);
        var rows = graph.Shape(lengths); // [1], holding N
        var (last, states) = ReadPrompt(graph, step, ids, lengths, rows);

        // A loop of no steps has nothing to put together: one step at the least, and what is too much is cut off.
        var length = graph.Max(inputs.Length, graph.Constant(0)); // [1]
        var count = graph.Squeeze(graph.Max(length, graph.Constant(1)), [0]);
        var steps = graph.Range(graph.Scalar(0L), count, graph.Scalar(1L)); // [L]
        var seeds = graph.Unsqueeze(graph.Expand(inputs.Seed, rows), [0, 2]); // [1, N, 1]
        var uniforms = RandomNodes.Uniform(graph, seeds, graph.Unsqueeze(steps, [1, 2, 3])); // [L, 1, N, 1]

        var written = Write(graph, weights, step, sampling, last, states, uniforms); // [L, 1, N]
        var byRow = graph.Transpose(graph.Squeeze(written, [1]), [1, 0]); // [N, L]
        return graph.AddNode("Slice", [byRow, graph.Constant(0), length, graph.Constant(1)], name: "written")[0];
    }

    // The vector of a prompt's last token is the first one that the loop reads; the states are those of what stands in front of it.
    private static (string Last, RecurrentState[] States) ReadPrompt(
        GraphBuilder graph,
        GeneratorStep step,
        string ids,
        string lengths,
        string rows
    )
    {
        var before = graph.Sub(lengths, graph.Scalar(1L)); // [N]
        var place = graph.Unsqueeze(before, [1]); // [N, 1]
        var last = graph.AddNode("GatherElements", [ids, place], 1, [NodeAttribute.Of("axis", 1)])[0]; // [N, 1]

        var initial = step.Initial(graph, rows); // [1, N, H]
        var real = RecurrentNodes.ClampLengths(graph, graph.Cast(before, ElementType.Int32)); // [N]
        var after = step.Read(graph, step.Embed(graph, graph.Transpose(ids, [1, 0])), initial, real);
        var some = graph.Unsqueeze(graph.Greater(before, graph.Scalar(0L)), [0, 2]); // [1, N, 1]
        var states = initial.Zip(
            after,
            (old, read) =>
                new RecurrentState(
                    graph.Where(some, read.Hidden, old.Hidden),
                    old.Cell is null ? null : graph.Where(some, read.Cell!, old.Cell)
                )
        );
        return (step.Embed(graph, graph.Transpose(last, [1, 0])), [.. states]); // [1, N, E]
    }

    private static string Write(
        GraphBuilder graph,
        GeneratorWeights weights,
        GeneratorStep step,
        SamplingNodes sampling,
        string last,
        RecurrentState[] states,
        string uniforms
    )
    {
        var body = graph.CreateBody("write_token");
        var embedding = weights.Layers[0].Features;
        var previous = body.AddInput("previous", ElementType.Float, 1, default, embedding);
        RecurrentState[] before =
        [
            .. states.Select(_ => new RecurrentState(Input("h"), weights.HasCellState ? Input("c") : null)),
        ];
        var uniform = body.AddInput("uniform", ElementType.Double, 1, default, 1);

        var (logits, after) = step.Step(body, previous, before);
        var drawn = sampling.Draw(body, logits, uniform); // [1, N]
        body.AddOutput("embedded_next", step.Embed(body, drawn), ElementType.Float, 1, default, embedding);
        foreach (var state in after)
        {
            Output("h_next", state.Hidden);
            if (state.Cell is { } cell)
                Output("c_next", cell);
        }
        body.AddOutput("token", drawn, ElementType.Int64, 1, default);

        string[] carried = [last, .. states.SelectMany(Values)];
        NodeAttribute[] attributes = [NodeAttribute.Of("body", body), NodeAttribute.Of("num_scan_inputs", 1)];
        return graph.AddNode("Scan", [.. carried, uniforms], carried.Length + 1, attributes, name: "write")[^1];

        string Input(string name) => body.AddInput(name, ElementType.Float, 1, default, weights.Hidden);

        void Output(string name, string value) =>
            body.AddOutput(name, value, ElementType.Float, 1, default, weights.Hidden);
    }

    private static IEnumerable<string> Values(RecurrentState state) =>
        state.Cell is null ? [state.Hidden] : [state.Hidden, state.Cell];
}
