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
    private readonly AttentionalNodes attentional;
    private readonly FoldedLayer? lowest;
    private readonly string table; // [V, E]
    private readonly string output; // [V, A]
    private readonly string outputBias; // [V]

    /// <summary>Stores the weights in the graph around the steps.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="weights">The model.</param>
    /// <param name="attentional">What makes the attentional vector.</param>
    /// <param name="folds">
    /// Whether what the lowest layer makes of each token is computed before the first step, where that can be and is not too much:
    /// for many steps.
    /// </param>
    public DecoderStep(GraphBuilder graph, Seq2SeqWeights weights, AttentionalNodes attentional, bool folds = false)
    {
        (this.weights, this.attentional) = (weights, attentional);
        long tokens = weights.TargetVocabulary;
        table = graph.AddInitializer("target_embedding", weights.TargetEmbedding, tokens, weights.TargetFeatures);
        output = weights.Output is { } own
            ? graph.AddInitializer("output", own, tokens, weights.AttentionalSize)
            : table; // in the file once
        outputBias = graph.AddInitializer("output_bias", weights.OutputBias, tokens);
        lowest = folds && FoldedLayer.CanBe(weights) ? new FoldedLayer(graph, weights, table) : null;
    }

    /// <summary>Reads one token a lane.</summary>
    /// <param name="body">The graph of a step.</param>
    /// <param name="ids">Int64 [1, B].</param>
    /// <param name="before">What the step before left.</param>
    /// <param name="laneShape">N, K and H as an int64 vector [3].</param>
    public DecoderAnswer Add(GraphBuilder body, string ids, DecoderState before, string laneShape)
    {
        var after = new RecurrentState[before.States.Count];
        var steps = "";
        for (var i = 0; i < after.Length; i++)
        {
            after[i] =
                i == 0 && lowest is not null
                    ? lowest.Add(body, ids, before.States[0], before.Feed)
                    : Layer(body, i, i == 0 ? Embedded(body, ids, before.Feed) : steps, before.States[i]);
            // What one step gives is the state after it.
            var own = after[i].Hidden; // [1, B, H]
            steps = weights.Residual && i > 0 ? body.Add(own, steps) : own;
        }

        var (vector, shares) = attentional.Add(body, steps, laneShape); // [B, A], [N, K, S]
        var logits = body.Gemm(vector, output, outputBias, transposeB: true, name: "token_logits"); // [B, V]
        return new(logits, shares, new(after, weights.InputFeeding ? vector : null));
    }

    private string Embedded(GraphBuilder body, string ids, string? feed)
    {
        var embedded = body.Gather(table, ids, name: "target_embedded"); // [1, B, E]
        return feed is null ? embedded : body.Concat(2, [embedded, body.Unsqueeze(feed, [0])]); // [1, B, E + A]
    }

    private RecurrentState Layer(GraphBuilder body, int number, string x, RecurrentState state)
    {
        var name = FormattableString.Invariant($"decoder.{number}");
        return RecurrentNodes.AddLayer(body, weights.Decoder[number], x, name, initial: state).Final;
    }
}
