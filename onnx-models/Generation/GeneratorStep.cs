using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Generation;

/// <summary>
/// A language model's layers within a generator, time first and the states of each layer by themselves: over a prompt and over
/// one token. Both use the nodes of the exported step graph, so that they compute the same. N batch, T time.
/// </summary>
internal sealed class GeneratorStep
{
    private readonly GeneratorWeights weights;
    private readonly string table; // [V, E]
    private readonly string headWeight; // [H, V]
    private readonly string headBias; // [V]

    public GeneratorStep(GraphBuilder graph, GeneratorWeights weights)
    {
        this.weights = weights;
        long vocabulary = weights.Vocabulary;
        table = graph.AddInitializer("embedding_weight", weights.Embedding, vocabulary, weights.Layers[0].Features);
        headWeight = weights.HeadWeight is { } own
            ? graph.AddInitializer("head_weight", own, weights.Hidden, vocabulary)
            : graph.Transpose(table, [1, 0]); // the table is in the file once
        headBias = graph.AddInitializer("head_bias", SamplingNodes.WithoutSpecial(weights.HeadBias), vocabulary);
    }

    /// <summary>The states before the first token, one a layer, float [1, N, H] each.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="rows">N, int64 [1].</param>
    public RecurrentState[] Initial(GraphBuilder graph, string rows)
    {
        var one = graph.Constant(1);
        var shape = graph.Concat(0, [one, rows, one]); // of [1, 1, H], spread over the rows
        return
        [
            .. weights.Layers.Select(
                (_, layer) =>
                    new RecurrentState(
                        Spread("initial_hidden", weights.InitialHidden, layer),
                        weights.HasCellState ? Spread("initial_cell", weights.InitialCell, layer) : null
                    )
            ),
        ];

        string Spread(string name, float[]? all, int layer)
        {
            var state = all?.AsSpan(layer * weights.Hidden, weights.Hidden).ToArray() ?? new float[weights.Hidden];
            var own = graph.AddShared(NamedTensor.Of(name, state, 1, 1, weights.Hidden));
            return graph.Expand(own, shape); // [1, N, H]
        }
    }

    /// <summary>The vectors of tokens, float [T, N, E] of ids int64 [T, N].</summary>
    public string Embed(GraphBuilder graph, string ids) => graph.Gather(table, ids, name: "embedded");

    /// <summary>Reads the tokens of prompts.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="embedded">Float [T, N, E].</param>
    /// <param name="states">The states before the first one.</param>
    /// <param name="lengths">Tokens of each row, int32 [N], from 1 to T.</param>
    /// <returns>The states after each row's last token.</returns>
    public RecurrentState[] Read(GraphBuilder graph, string embedded, RecurrentState[] states, string lengths) =>
        Layers(graph, embedded, states, lengths, layer => graph.Squeeze(layer.Sequence, [1])).States;

    /// <summary>Reads one token a row.</summary>
    /// <param name="body">The graph of a step.</param>
    /// <param name="embedded">Float [1, N, E].</param>
    /// <param name="states">The states before it.</param>
    /// <returns>The logits of what may follow, float [1, N, V], minus infinity for what is never drawn; and the states after it.</returns>
    public (string Logits, RecurrentState[] States) Step(GraphBuilder body, string embedded, RecurrentState[] states)
    {
        // What one step gives is the state after it.
        var (output, after) = Layers(body, embedded, states, lengths: null, layer => layer.Final.Hidden); // [1, N, H]
        return (body.Add(body.MatMul(output, headWeight), headBias), after);
    }

    private (string Output, RecurrentState[] States) Layers(
        GraphBuilder graph,
        string embedded,
        RecurrentState[] states,
        string? lengths,
        Func<RecurrentNodeOutputs, string> outputOf
    )
    {
        var steps = embedded; // [T, N, E]
        var after = new RecurrentState[states.Length];
        for (var i = 0; i < states.Length; i++)
        {
            var name = FormattableString.Invariant($"rnn.{i}");
            var layer = RecurrentNodes.AddLayer(graph, weights.Layers[i], steps, name, lengths, states[i]);
            after[i] = layer.Final;
            var output = outputOf(layer); // [T, N, H]
            steps = weights.Residual && i > 0 ? graph.Add(output, steps) : output;
        }
        return (steps, after);
    }
}
