using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Models.Translation;

/// <summary>
/// Ends, scores and ranks hypotheses, by the rule of <see cref="DecodingOptions"/>. N batch, K lanes, T steps, S source steps.
/// </summary>
internal sealed class HypothesisNodes
{
    // What coverage is at the least, before its logarithm.
    private const float LeastCoverage = 1e-10f;

    private readonly GraphBuilder graph;
    private readonly SearchSetting setting;
    private readonly string tokens; // [N, K, T]
    private readonly string places; // [T]
    private readonly string ends; // [N, K]
    private readonly string lengths; // [N, K]

    /// <summary>Finds the ends.</summary>
    /// <param name="graph">The graph, or one within it.</param>
    /// <param name="setting">What was searched.</param>
    /// <param name="tokens">Int64 [N, K, T]; what stands behind the first end, or the limit, is not read.</param>
    public HypothesisNodes(GraphBuilder graph, SearchSetting setting, string tokens)
    {
        (this.graph, this.setting, this.tokens) = (graph, setting, tokens);
        var end = graph.Scalar((long)Vocabulary.End);
        var isEnd = graph.Cast(graph.Equal(tokens, end), ElementType.Int32);
        // One more: then every row has an end, the first of which is meant.
        var pads = graph.Constant(0, 0, 0, 0, 0, 1);
        var ended = graph.AddNode("Pad", [isEnd, pads, graph.Scalar(1)])[0]; // [N, K, T + 1]
        NodeAttribute[] first = [NodeAttribute.Of("axis", 2), NodeAttribute.Of("keepdims", 0)];
        var place = graph.AddNode("ArgMax", [ended], 1, first)[0]; // [N, K]
        ends = graph.Min(place, setting.Limits, "token_ends");
        lengths = graph.Min(graph.Add(place, graph.Scalar(1L)), setting.Limits, "hypothesis_lengths");
        var steps = graph.Gather(graph.Shape(tokens), graph.Scalar(2L)); // scalar
        places = graph.Range(graph.Scalar(0L), steps, graph.Scalar(1L)); // [T]
        Counted = graph.Less(places, graph.Unsqueeze(lengths, [2]), "counted_steps");
    }

    /// <summary>Whether a step belongs to a hypothesis, that of its end as well, bool [N, K, T].</summary>
    public string Counted { get; }

    /// <summary>The score of each hypothesis.</summary>
    /// <param name="sums">Its log-probability, float [N, K], minus infinity where there is none.</param>
    /// <param name="attention">In a graph that may lie within: float [N, K, T, S]; not asked without attention.</param>
    /// <returns>Float [N, K].</returns>
    public string Scores(string sums, Func<GraphBuilder, string> attention)
    {
        var length = graph.Add(graph.Cast(lengths, ElementType.Float), graph.Scalar(5f)); // [N, K]
        var penalty = graph.AddNode("Pow", [graph.Div(length, graph.Scalar(6f)), setting.Inputs.LengthPenalty])[0];
        var scores = graph.Div(sums, penalty, "length_scores"); // [N, K]
        if (setting.Inputs.CoveragePenalty is not { } factor)
            return scores;

        var with = graph.CreateBody("with_coverage");
        var covered = with.Add(scores, with.Mul(factor, Coverage(with, attention(with)))); // [N, K]
        with.AddOutput("covered_scores", covered, ElementType.Float, default, default);
        var without = graph.CreateBody("without_coverage");
        without.AddOutput("uncovered_scores", without.Identity(scores), ElementType.Float, default, default);
        var isAsked = graph.Greater(graph.Squeeze(factor, [0]), graph.Scalar(0f));
        NodeAttribute[] branches = [NodeAttribute.Of("then_branch", with), NodeAttribute.Of("else_branch", without)];
        return graph.AddNode("If", [isAsked], 1, branches, name: "scores")[0];
    }

    /// <summary>Takes the best.</summary>
    /// <param name="scores">Of each hypothesis, float [N, K].</param>
    /// <param name="attention">Of lanes int64 [N, best] the attention, float [N, best, T, S]; not asked where nobody wants it.</param>
    public FoundTranslations Found(string scores, Func<string, string> attention)
    {
        var (none, zero) = (graph.Scalar(float.NegativeInfinity), graph.Scalar(0L));
        var pads = graph.Constant(0, 0, 0, setting.Best - 1);
        var enough = graph.AddNode("Pad", [scores, pads, none])[0]; // [N, K + best - 1]
        var ranked = graph.AddNode("TopK", [enough, graph.Constant(setting.Best)], 2, name: "ranked"); // [N, best]
        var last = graph.Sub(graph.Slice(graph.Shape(scores), axis: 0, start: 1, end: 2), graph.Scalar(1L)); // [1]
        var lanes = graph.Min(ranked[1], last, "best_lanes"); // [N, best]
        var best = graph.Where(graph.Greater(setting.Limits, zero), ranked[0], graph.Scalar(0f), "best_scores");

        NodeAttribute[] byRow = [NodeAttribute.Of("axis", 1)];
        var end = graph.AddNode("GatherElements", [ends, lanes], 1, byRow)[0]; // [N, best]
        var until = graph.Where(graph.Greater(best, none), end, zero);
        var there = graph.Less(places, graph.Unsqueeze(until, [2])); // [N, best, T]
        var found = graph.Where(there, OfLanes(graph, tokens, lanes), graph.Scalar((long)Vocabulary.Padding), "found");
        return new(
            found,
            best,
            setting.GivesAttention
                ? graph.Where(graph.Unsqueeze(there, [3]), attention(lanes), graph.Scalar(0f), "found_attention")
                : null
        );
    }

    /// <summary>What belongs to some lanes: [N, best, ...] of [N, K, ...] and lanes int64 [N, best].</summary>
    public static string OfLanes(GraphBuilder graph, string all, string lanes) =>
        graph.AddNode("GatherND", [all, graph.Unsqueeze(lanes, [2])], 1, [NodeAttribute.Of("batch_dims", 1)])[0];

    // The sum over the source steps of log(min(attention paid to it, 1)): float [N, K] of [N, K, T, S].
    private string Coverage(GraphBuilder within, string attention)
    {
        var zero = within.Scalar(0f);
        var paid = within.ReduceSum(within.Where(within.Unsqueeze(Counted, [3]), attention, zero), [2]); // [N, K, S]
        var enough = within.Max(within.Min(paid, within.Scalar(1f)), within.Scalar(LeastCoverage));
        var real = within.Unsqueeze(setting.Real, [1]); // [N, 1, S]
        return within.ReduceSum(within.Where(real, within.Log(enough), zero), [2]); // [N, K]
    }
}
