using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Recurrent;

namespace Rnn.Onnx.Models.Translation;

/// <summary>What a decoder carries from step to step, by the names of values in the graph. B rows: the lanes of all sources.</summary>
/// <param name="States">Of each layer, float [1, B, H].</param>
/// <param name="Feed">The attentional vector, float [B, A]; null without input feeding.</param>
internal sealed record DecoderState(IReadOnlyList<RecurrentState> States, string? Feed)
{
    /// <summary>All values in one order, which <see cref="Like"/> reads.</summary>
    public IReadOnlyList<string> Values =>
        [
            .. States.SelectMany(state => state.Cell is null ? (string[])[state.Hidden] : [state.Hidden, state.Cell]),
            .. Feed is null ? (string[])[] : [Feed],
        ];

    /// <summary>The states of each layer by themselves, float [1, B, H], of all together, float [B, L, H].</summary>
    public static IReadOnlyList<RecurrentState> ByLayer(GraphBuilder graph, Seq2SeqWeights weights, RecurrentState all)
    {
        var hidden = Parts(all.Hidden);
        var cell = all.Cell is null ? null : Parts(all.Cell);
        return [.. hidden.Select((state, layer) => new RecurrentState(state, cell?[layer]))];

        string[] Parts(string states)
        {
            var layers = graph.Transpose(states, [1, 0, 2]); // [L, B, H]
            long[] sizes = [.. weights.Decoder.Select(_ => 1L)];
            return sizes.Length == 1 ? [layers] : graph.Split(layers, 0, sizes);
        }
    }

    /// <summary>Other values in the same order.</summary>
    public DecoderState Like(IReadOnlyList<string> values)
    {
        var next = 0;
        return new(
            [.. States.Select(state => new RecurrentState(values[next++], state.Cell is null ? null : values[next++]))],
            Feed is null ? null : values[next]
        );
    }
}

/// <summary>What a step of the decoder gives.</summary>
/// <param name="Logits">Float [B, V].</param>
/// <param name="Attention">The share of each source step, float [N, K, S]; null without attention.</param>
/// <param name="After">What the next step reads.</param>
internal sealed record DecoderAnswer(string Logits, string? Attention, DecoderState After);

/// <summary>
/// One token of each lane through the decoder; see <see cref="Seq2SeqWeights"/> for the equations and sizes. N batch, K lanes, B = N*K
/// rows, one lane of a source behind the other.
/// </summary>
internal sealed class DecoderStep
{
    private readonly Seq2SeqWeights weights;
    private readonly AttentionNodes? attention;
    private readonly string table; // [V, E]
    private readonly string combine; // [A, H + D*He]
    private readonly string combineBias; // [A]
    private readonly string output; // [V, A]
    private readonly string outputBias; // [V]

    /// <summary>Stores the weights in the graph around the steps.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="weights">The model.</param>
    /// <param name="attention">Where it looks; null for a model without attention.</param>
    public DecoderStep(GraphBuilder graph, Seq2SeqWeights weights, AttentionNodes? attention)
    {
        (this.weights, this.attention) = (weights, attention);
        long tokens = weights.TargetVocabulary;
        long size = weights.AttentionalSize;
        table = graph.AddInitializer("target_embedding", weights.TargetEmbedding, tokens, weights.TargetFeatures);
        combine = graph.AddInitializer("combine", weights.Combine, size, weights.Combine.Length / size);
        combineBias = graph.AddInitializer("combine_bias", weights.CombineBias, size);
        output = weights.Output is { } own ? graph.AddInitializer("output", own, tokens, size) : table; // in the file once
        outputBias = graph.AddInitializer("output_bias", weights.OutputBias, tokens);
    }

    /// <summary>Reads one token a lane.</summary>
    /// <param name="body">The graph of a step.</param>
    /// <param name="ids">Int64 [1, B].</param>
    /// <param name="before">What the step before left.</param>
    /// <param name="laneShape">N, K and H as an int64 vector [3].</param>
    public DecoderAnswer Add(GraphBuilder body, string ids, DecoderState before, string laneShape)
    {
        var steps = body.Gather(table, ids, name: "target_embedded"); // [1, B, E]
        if (before.Feed is { } feed)
            steps = body.Concat(2, [steps, body.Unsqueeze(feed, [0])]); // [1, B, E + A]
        var after = new RecurrentState[before.States.Count];
        for (var i = 0; i < after.Length; i++)
        {
            var name = FormattableString.Invariant($"decoder.{i}");
            var layer = RecurrentNodes.AddLayer(body, weights.Decoder[i], steps, name, initial: before.States[i]);
            after[i] = layer.Final;
            // What one step gives is the state after it.
            steps = weights.Residual && i > 0 ? body.Add(layer.Final.Hidden, steps) : layer.Final.Hidden; // [1, B, H]
        }

        var (shares, seen) = attention is null
            ? (null, steps)
            : Look(body, attention, body.Reshape(steps, laneShape, "decoder_states")); // [N, K, H]
        var combined = body.Reshape(seen, [-1, weights.Combine.Length / weights.AttentionalSize]); // [B, H + D*He]
        var vector = body.Tanh(body.Gemm(combined, combine, combineBias, transposeB: true), "attentional"); // [B, A]
        var logits = body.Gemm(vector, output, outputBias, transposeB: true, name: "token_logits"); // [B, V]
        return new(logits, shares, new(after, weights.InputFeeding ? vector : null));
    }

    private static (string? Shares, string Seen) Look(GraphBuilder body, AttentionNodes attention, string states)
    {
        var (shares, context) = attention.Look(body, states); // [N, K, S], [N, K, D*He]
        return (shares, body.Concat(2, [states, context])); // [N, K, H + D*He]
    }
}
