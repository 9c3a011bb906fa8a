using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Translation;

/// <summary>
/// Beam search in a Loop. The first step has one lane, whose proposals fill the others. The loop gives tokens and the lanes they
/// came from; the ways to the last lanes are traced back at the end. N batch, K lanes, T steps, S source steps.
/// </summary>
internal static class BeamNodes
{
    /// <summary>Adds the nodes to a graph within that of the setting.</summary>
    public static FoundTranslations Add(GraphBuilder graph, SearchSetting setting)
    {
        var step = new BeamStep(graph, setting);
        var begin = step.Begin(graph);
        string[] carried = [.. begin.Carried];
        var rest = graph.Sub(setting.Steps, graph.Scalar(1L));
        // A loop of no steps has nothing to put together; where all lanes are closed, a step changes nothing.
        var results = graph.AddNode(
            "Loop",
            [graph.Max(rest, graph.Scalar(1L)), "", .. carried],
            carried.Length + begin.Given.Count,
            [NodeAttribute.Of("body", step.Body(graph, begin))],
            name: "beam"
        );
        string[] given = [.. begin.Given.Select((first, i) => WithFirst(first, results[carried.Length + i]))];
        var attention = given.Length > 2 ? given[2] : null; // [T, N, K, S]

        var (tokens, ways) = Trace(graph, setting, given[0], given[1]); // [N, K, T]
        var hypotheses = new HypothesisNodes(graph, setting, tokens);
        return hypotheses.Found(
            hypotheses.Scores(results[BeamStep.SumsPlace], within => Along(within, attention!, ways)),
            best => Along(graph, attention!, HypothesisNodes.OfLanes(graph, ways, best))
        );

        string WithFirst(string first, string others) => graph.Concat(0, [graph.Unsqueeze(first, [0]), others]);
    }

    // From the last step to the first: the tokens of each lane, and the lanes that they were put behind.
    private static (string Tokens, string Ways) Trace(
        GraphBuilder graph,
        SearchSetting setting,
        string tokens,
        string parents
    )
    {
        var body = graph.CreateBody("trace_step");
        var lane = body.AddInput("lane", ElementType.Int64, default, default);
        var token = body.AddInput("token_of_lane", ElementType.Int64, default, default);
        var parent = body.AddInput("parent_of_lane", ElementType.Int64, default, default);
        NodeAttribute[] byRow = [NodeAttribute.Of("axis", 1)];
        var before = body.AddNode("GatherElements", [parent, lane], 1, byRow)[0]; // [N, K]
        var own = body.AddNode("GatherElements", [token, lane], 1, byRow)[0]; // [N, K]
        body.AddOutput("lane_before", before, ElementType.Int64, default, default);
        body.AddOutput("token", own, ElementType.Int64, default, default);
        body.AddOutput("way", before, ElementType.Int64, default, default);

        var lanes = graph.Squeeze(setting.Inputs.BeamSize, [0]);
        var each = graph.Range(graph.Scalar(0L), lanes, graph.Scalar(1L)); // [K]
        var last = graph.Expand(each, graph.Concat(0, [setting.Rows, graph.Constant(1)])); // [N, K]
        NodeAttribute[] attributes =
        [
            NodeAttribute.Of("body", body),
            NodeAttribute.Of("num_scan_inputs", 2),
            NodeAttribute.Of("scan_input_directions", [1, 1]),
            NodeAttribute.Of("scan_output_directions", [1, 1]),
        ];
        var results = graph.AddNode("Scan", [last, tokens, parents], 3, attributes, name: "trace"); // [T, N, K]
        return (
            graph.Transpose(results[1], [1, 2, 0], "beam_tokens"), // [N, K, T]
            graph.Transpose(results[2], [1, 2, 0], "beam_ways")
        );
    }

    // The attention of hypotheses, [N, m, T, S] of that of the lanes which were read, [T, N, K, S], and their ways [N, m, T].
    private static string Along(GraphBuilder within, string attention, string ways)
    {
        var places = within.Unsqueeze(within.Transpose(ways, [2, 0, 1]), [3]); // [T, N, m, 1]
        NodeAttribute[] byLane = [NodeAttribute.Of("batch_dims", 2)];
        var chosen = within.AddNode("GatherND", [attention, places], 1, byLane)[0]; // [T, N, m, S]
        return within.Transpose(chosen, [1, 2, 0, 3], "beam_attention"); // [N, m, T, S]
    }
}
