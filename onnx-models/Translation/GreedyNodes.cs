using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Models.Translation;

/// <summary>
/// Greedy search in a Loop: always the likeliest token. A row that has ended goes on unread until all have. N batch, T steps made,
/// S source steps.
/// </summary>
internal static class GreedyNodes
{
    /// <summary>Adds the Loop to the graph of the setting.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="setting">What is searched.</param>
    /// <param name="steps">Steps at the most, int64 scalar; none where another search is wanted.</param>
    /// <returns>What every step gave: tokens int64 [T, N, 1], log-probabilities [T, N, 1], with attention [T, N, 1, S] as well.</returns>
    public static string[] AddLoop(GraphBuilder graph, SearchSetting setting, string steps)
    {
        var weights = setting.Weights;
        var one = graph.Constant(1);
        var ids = LaneNodes.Begin(graph, graph.Concat(0, [one, setting.Rows])); // [1, N]
        string[] history = setting.Ngram > 0 ? [LaneNodes.History(graph, setting.Rows, setting.Ngram)] : [];
        string[] carried = [ids, setting.Limits, .. history, .. setting.First.Values];
        var body = Body(graph, setting, setting.LaneShape(graph, one));
        var scanned = weights.HasAttention ? 3 : 2;
        NodeAttribute[] attributes = [NodeAttribute.Of("body", body)];
        return
        [
            .. graph
                .AddNode("Loop", [steps, "", .. carried], carried.Length + scanned, attributes, name: "greedy")
                .Skip(carried.Length),
        ];
    }

    /// <summary>Adds what makes translations of the results of a Loop of one step or more.</summary>
    public static FoundTranslations Find(GraphBuilder graph, SearchSetting setting, string[] results)
    {
        var weights = setting.Weights;
        var tokens = graph.Transpose(results[0], [1, 2, 0], "greedy_tokens"); // [T, N, 1] -> [N, 1, T]
        var hypotheses = new HypothesisNodes(graph, setting, tokens);
        var counted = graph.Where(
            hypotheses.Counted,
            graph.Transpose(results[1], [1, 2, 0]), // [N, 1, T]
            graph.Scalar(0f)
        );
        var sums = graph.ReduceSum(counted, [2]); // [N, 1]
        var attention = weights.HasAttention
            ? graph.Transpose(results[2], [1, 2, 0, 3], "greedy_attention") // [T, N, 1, S] -> [N, 1, T, S]
            : null;
        return hypotheses.Found(
            hypotheses.Scores(sums, _ => attention!),
            lanes => HypothesisNodes.OfLanes(graph, attention!, lanes)
        );
    }

    private static GraphBuilder Body(GraphBuilder graph, SearchSetting setting, string laneShape)
    {
        var weights = setting.Weights;
        var body = graph.CreateBody("greedy_step");
        body.AddInput("step", ElementType.Int64);
        body.AddInput("more", ElementType.Bool);
        var ids = body.AddInput("ids", ElementType.Int64, 1, default);
        var left = body.AddInput("left", ElementType.Int64, default, 1);
        var history = setting.Ngram > 0 ? body.AddInput("history", ElementType.Int64, default, default) : null;
        var answer = setting.Step.Add(body, ids, LaneNodes.AddInputs(body, setting.First, weights), laneShape);

        var logProbabilities = body.LogSoftmax(answer.Logits); // [N, V]
        if (history is not null)
            logProbabilities = LaneNodes.Ban(body, logProbabilities, history, setting.Ngram);
        var top = body.AddNode("TopK", [logProbabilities, body.Constant(1)], 2, name: "best"); // [N, 1]
        var ended = body.Equal(top[1], body.Scalar((long)Vocabulary.End));
        var leftNext = body.Where(ended, body.Scalar(0L), body.Sub(left, body.Scalar(1L))); // [N, 1], 0 or less where a row is done
        body.AddOutput("go_on", body.Greater(body.ReduceMax(leftNext, [0, 1]), body.Scalar(0L)), ElementType.Bool);
        body.AddOutput("ids_next", body.Reshape(top[1], [1, -1]), ElementType.Int64, 1, default);
        body.AddOutput("left_next", leftNext, ElementType.Int64, default, 1);
        if (history is not null)
            body.AddOutput("history_next", body.Concat(1, [history, top[1]]), ElementType.Int64, default, default);
        LaneNodes.AddOutputs(body, answer.After, weights);
        body.AddOutput("token", top[1], ElementType.Int64, default, 1);
        body.AddOutput("log_probability", top[0], ElementType.Float, default, 1);
        if (answer.Attention is { } attention)
            body.AddOutput("attention_of_token", attention, ElementType.Float, default, 1, default);
        return body;
    }
}
