using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Recurrent;

namespace Rnn.Onnx.Models.Translation;

/// <summary>
/// Where the decoder looks in the source; see <see cref="AttentionKind"/>. Lanes share the tensors of their source, which are never
/// repeated. N batch, K lanes, S source steps, Q size of the keys.
/// </summary>
internal sealed class AttentionNodes
{
    // So far below every score that its share is 0, and still finite: a source without tokens has a row of nothing else.
    private const float Hidden = -1e30f;

    private readonly AttentionKind kind;
    private readonly int hidden;
    private readonly string values; // [N, S, X]
    private readonly string keys; // [N, Q, S]; of additive attention [N, 1, S, Q]
    private readonly string mask; // [N, 1, S]
    private readonly string query = ""; // [H, Q]
    private readonly string energy = ""; // [Q, 1]

    /// <summary>Prepares what does not depend on the step.</summary>
    /// <param name="graph">The graph around the steps.</param>
    /// <param name="weights">The model.</param>
    /// <param name="values">What there is to see at each source step, float [N, S, X].</param>
    /// <param name="keys">Float [N, S, Q].</param>
    /// <param name="real">Whether a step holds a token, bool [N, S].</param>
    public AttentionNodes(GraphBuilder graph, Seq2SeqWeights weights, string values, string keys, string real)
    {
        (kind, hidden, this.values) = (weights.Attention, weights.Hidden, values);
        var hide = graph.Where(real, graph.Scalar(0f), graph.Scalar(Hidden)); // [N, S]
        mask = graph.Unsqueeze(hide, [1], "attention_bias"); // [N, 1, S]
        if (kind != AttentionKind.Additive)
        {
            this.keys = graph.Transpose(keys, [0, 2, 1], "keys_by_size"); // [N, Q, S]
            return;
        }
        this.keys = graph.Unsqueeze(keys, [1], "keys_of_lanes"); // [N, 1, S, Q]
        long size = weights.KeySize;
        query = graph.AddInitializer(
            "attention_query",
            Transposed.Of(weights.Query, weights.KeySize, hidden),
            hidden,
            size
        );
        energy = graph.AddInitializer("attention_energy", weights.Energy, size, 1);
    }

    /// <summary>Looks.</summary>
    /// <param name="body">The graph of a step.</param>
    /// <param name="states">What the decoder gives, float [N, K, H].</param>
    /// <returns>The share of each source step, float [N, K, S], and what is seen, float [N, K, X].</returns>
    public (string Shares, string Context) Look(GraphBuilder body, string states)
    {
        var scores = body.Add(Scores(body, states), mask); // [N, K, S]
        var shares = body.Softmax(scores, name: "attention_shares");
        return (shares, body.MatMul(shares, values, "context"));
    }

    private string Scores(GraphBuilder body, string states)
    {
        if (kind != AttentionKind.Additive)
            return body.MatMul(states, keys); // [N, K, S]
        var asked = body.Unsqueeze(body.MatMul(states, query), [2]); // [N, K, 1, Q]
        var fits = body.Tanh(body.Add(asked, keys)); // [N, K, S, Q]
        return body.Squeeze(body.MatMul(fits, energy), [3]); // [N, K, S]
    }
}
