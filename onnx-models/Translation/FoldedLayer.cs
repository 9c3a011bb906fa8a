using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Recurrent;

namespace Rnn.Onnx.Models.Translation;

/// <summary>
/// The decoder's lowest layer with W x of every token in a table, which runtimes compute when they load the file: a step looks it up
/// and does the cell's equations. V vocabulary, E embedding, B rows, H hidden units, G gates, A attentional size.
/// </summary>
internal sealed class FoldedLayer
{
    // 256 MB.
    private const long LargestTable = 64L << 20;

    private readonly CellKind cell;
    private readonly int hidden;
    private readonly string table; // [V, G*H]
    private readonly string recurrence; // [G*H, H]
    private readonly string recurrenceBias; // [G*H], or ""
    private readonly string feedWeight; // [G*H, A], or ""

    /// <summary>Multiplies the table of tokens by the input weights.</summary>
    /// <param name="graph">The graph around the steps.</param>
    /// <param name="weights">The model.</param>
    /// <param name="embedding">The vectors of the tokens, float [V, E].</param>
    public FoldedLayer(GraphBuilder graph, Seq2SeqWeights weights, string embedding)
    {
        var layer = weights.Decoder[0];
        (cell, hidden) = (layer.Cell, layer.Hidden);
        var (own, features) = (layer.Forward, weights.TargetFeatures);
        var input = Matrix("token_weight", Columns.Of(own.WeightIh, own.Features, 0, features), features);
        table = graph.Gemm(embedding, input, Bias("token_bias", own.BiasIh), transposeB: true, name: "token_gates");
        feedWeight = weights.InputFeeding
            ? Matrix(
                "feed_weight",
                Columns.Of(own.WeightIh, own.Features, features, own.Features - features),
                own.Features - features
            )
            : "";
        recurrence = Matrix("recurrence", own.WeightHh, hidden);
        recurrenceBias = Bias("recurrence_bias", own.BiasHh);

        string Matrix(string name, float[] data, int columns) =>
            graph.AddInitializer("decoder.0." + name, data, data.Length / columns, columns);

        string Bias(string name, float[]? data) =>
            data is null ? "" : graph.AddInitializer("decoder.0." + name, data, data.Length);
    }

    /// <summary>Whether W x of a token is a sum of parts that do not depend on the rest, and the table is not too large.</summary>
    public static bool CanBe(Seq2SeqWeights weights)
    {
        var layer = weights.Decoder[0];
        var gates = (long)layer.Cell.GateCount() * layer.Hidden;
        return layer.Forward.Normalization is null && gates * weights.TargetVocabulary <= LargestTable;
    }

    /// <summary>Adds one step.</summary>
    /// <param name="body">The graph of a step.</param>
    /// <param name="ids">Int64 [1, B].</param>
    /// <param name="before">The state before it, float [1, B, H].</param>
    /// <param name="feed">The attentional vector of the step before, float [B, A]; null without input feeding.</param>
    /// <returns>The state after it, float [1, B, H].</returns>
    public RecurrentState Add(GraphBuilder body, string ids, RecurrentState before, string? feed)
    {
        var x = body.Gather(table, body.Reshape(ids, [-1]), name: "gates_of_tokens"); // [B, G*H]
        if (feed is not null)
            x = body.Gemm(feed, feedWeight, x, transposeB: true);
        var rows = new RecurrentState(
            body.Squeeze(before.Hidden, [0]), // [B, H]
            before.Cell is null ? null : body.Squeeze(before.Cell, [0])
        );
        var r = body.Gemm(rows.Hidden, recurrence, recurrenceBias, transposeB: true, name: "gates_of_states"); // [B, G*H]
        var after = CellEquations.Step(body, cell, hidden, x, r, rows, value => value);
        return new(
            body.Unsqueeze(after.Hidden, [0]), // [1, B, H]
            after.Cell is null ? null : body.Unsqueeze(after.Cell, [0])
        );
    }
}
