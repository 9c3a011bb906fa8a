using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Recurrent;

namespace Rnn.Onnx.Models.Translation;

/// <summary>
/// The attentional vector, tanh(Combine [d ; c] + b) of the decoder's state d and the context c, without attention of d alone. N batch,
/// K lanes, B = N*K rows, S source steps.
/// </summary>
internal sealed class AttentionalNodes
{
    private readonly Seq2SeqWeights weights;
    private readonly AttentionNodes? attention;
    private readonly bool isAhead;
    private readonly string combine; // [A, H + D*He], of d alone [A, H]
    private readonly string bias; // [A]

    /// <summary>Stores the weights.</summary>
    /// <param name="graph">The graph around the steps.</param>
    /// <param name="weights">The model.</param>
    /// <param name="attention">Where it looks, and what it sees: what the encoder gave; null for a model without attention.</param>
    public AttentionalNodes(GraphBuilder graph, Seq2SeqWeights weights, AttentionNodes? attention)
        : this(graph, weights, attention, "combine", weights.Combine) { }

    private AttentionalNodes(
        GraphBuilder graph,
        Seq2SeqWeights weights,
        AttentionNodes? attention,
        string name,
        float[] matrix
    )
    {
        (this.weights, this.attention) = (weights, attention);
        isAhead = matrix.Length < weights.Combine.Length;
        long size = weights.AttentionalSize;
        combine = graph.AddInitializer(name, matrix, size, matrix.Length / size);
        bias = graph.AddInitializer("combine_bias", weights.CombineBias, size);
    }

    /// <summary>
    /// Computes what Combine makes of each source step before the first step of the decoder: Combine c is the sum of these by the same
    /// shares. That is less work for many steps and lanes.
    /// </summary>
    /// <param name="graph">The graph around the steps.</param>
    /// <param name="weights">The model, with attention.</param>
    /// <param name="outputs">What the encoder gave, float [N, S, D*He].</param>
    /// <param name="keys">Float [N, S, Q].</param>
    /// <param name="real">Whether a step holds a token, bool [N, S].</param>
    public static AttentionalNodes Ahead(
        GraphBuilder graph,
        Seq2SeqWeights weights,
        string outputs,
        string keys,
        string real
    )
    {
        var (hidden, width, size) = (weights.Hidden, weights.EncoderWidth, weights.AttentionalSize);
        var ofState = Columns.Of(weights.Combine, hidden + width, 0, hidden);
        var ofContext = Columns.Of(weights.Combine, hidden + width, hidden, width); // [A, D*He]
        var matrix = graph.AddInitializer("combine_context", Transposed.Of(ofContext, size, width), width, size);
        var values = graph.MatMul(outputs, matrix, "combined_outputs"); // [N, S, A]
        return new(graph, weights, new AttentionNodes(graph, weights, values, keys, real), "combine_state", ofState);
    }

    /// <summary>Adds the nodes.</summary>
    /// <param name="body">The graph of a step.</param>
    /// <param name="states">What the decoder gives, float [1, B, H].</param>
    /// <param name="laneShape">N, K and H as an int64 vector [3].</param>
    /// <returns>Float [B, A]; and the share of each source step, float [N, K, S], null without attention.</returns>
    public (string Vector, string? Shares) Add(GraphBuilder body, string states, string laneShape)
    {
        if (attention is null)
            return (Vector(body, body.Squeeze(states, [0])), null);
        var byLane = body.Reshape(states, laneShape, "decoder_states"); // [N, K, H]
        var (shares, context) = attention.Look(body, byLane); // [N, K, S], [N, K, D*He]
        if (!isAhead)
        {
            var both = body.Concat(2, [byLane, context]); // [N, K, H + D*He]
            return (Vector(body, body.Reshape(both, [-1, weights.Hidden + weights.EncoderWidth])), shares);
        }
        var own = body.Gemm(body.Squeeze(states, [0]), combine, bias, transposeB: true); // [B, A]
        var seen = body.Reshape(context, [-1, weights.AttentionalSize]); // [B, A]
        return (body.Tanh(body.Add(own, seen), "attentional"), shares);
    }

    private string Vector(GraphBuilder body, string combined) =>
        body.Tanh(body.Gemm(combined, combine, bias, transposeB: true), "attentional"); // [B, A]
}
