using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Models.Translation;

/// <summary>Parts of a loop over the tokens of translations. B rows: the lanes of all sources; T tokens so far.</summary>
internal static class LaneNodes
{
    /// <summary>Declares what a body reads of the step before.</summary>
    public static DecoderState AddInputs(GraphBuilder body, DecoderState like, Seq2SeqWeights weights) =>
        like.Like([
            .. like.Values.Select(value =>
                value == like.Feed
                    ? body.AddInput("feed", ElementType.Float, default, weights.AttentionalSize)
                    : body.AddInput("state", ElementType.Float, 1, default, weights.Hidden)
            ),
        ]);

    /// <summary>Gives out what the next step reads.</summary>
    public static void AddOutputs(GraphBuilder body, DecoderState after, Seq2SeqWeights weights)
    {
        foreach (var value in after.Values)
        {
            if (value == after.Feed)
                body.AddOutput("feed_next", value, ElementType.Float, default, weights.AttentionalSize);
            else
                body.AddOutput("state_next", value, ElementType.Float, 1, default, weights.Hidden);
        }
    }

    /// <summary>What other rows carry, or one row for several: rows int64 [B].</summary>
    public static DecoderState Gather(GraphBuilder body, DecoderState all, string rows) =>
        all.Like([
            .. all.Values.Select(value => body.Gather(value, rows, axis: value == all.Feed ? 0 : 1, name: "chosen")),
        ]);

    /// <summary>The first ids, int64 of a shape.</summary>
    public static string Begin(GraphBuilder graph, string shape) =>
        graph.Expand(graph.Scalar((long)Vocabulary.Begin), shape);

    /// <summary>A history of no tokens, int64 [B, n] of padding, which no real token is like.</summary>
    /// <param name="graph">The graph around the steps.</param>
    /// <param name="rows">B, int64 [1].</param>
    /// <param name="ngram">n, 1 or more.</param>
    public static string History(GraphBuilder graph, string rows, int ngram) =>
        graph.Expand(graph.Scalar((long)Vocabulary.Padding), graph.Concat(0, [rows, graph.Constant(ngram)]));

    /// <summary>Takes the probability of every token that, behind the last n - 1 ones, would be a run that has come before.</summary>
    /// <param name="body">The graph of a step.</param>
    /// <param name="logProbabilities">Float [B, V].</param>
    /// <param name="history">Int64 [B, n + T].</param>
    /// <param name="ngram">n, 1 or more.</param>
    /// <returns>Float [B, V], minus infinity for those.</returns>
    public static string Ban(GraphBuilder body, string logProbabilities, string history, int ngram)
    {
        var behind = body.Slice(history, axis: 1, start: ngram - 1, end: long.MaxValue); // [B, T + 1]
        var never = body.Scalar(float.NegativeInfinity);
        string? same = null;
        for (var i = 1 - ngram; i < 0; i++)
        {
            var run = body.Slice(history, axis: 1, start: ngram - 1 + i, end: i); // [B, T + 1]
            var last = body.Slice(history, axis: 1, start: i, end: i == -1 ? long.MaxValue : i + 1); // [B, 1]
            var equal = body.Equal(run, last);
            same = same is null ? equal : body.And(same, equal);
        }
        var less = same is null ? body.Expand(never, body.Shape(behind)) : body.Where(same, never, body.Scalar(0f)); // [B, T + 1]
        NodeAttribute[] attributes = [NodeAttribute.Of("axis", 1), NodeAttribute.Of("reduction", "add")];
        return body.AddNode("ScatterElements", [logProbabilities, behind, less], 1, attributes, name: "allowed")[0];
    }
}
