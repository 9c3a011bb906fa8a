using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Translation;

/// <summary>What a beam's Loop gives, by the names of values in the graph.</summary>
/// <param name="Sums">log P of the last lanes, float [N, K].</param>
/// <param name="First">What the first step gave; see <see cref="BeamLanes.Given"/>.</param>
/// <param name="Others">What the others gave, one behind the other.</param>
internal sealed record BeamResults(string Sums, IReadOnlyList<string> First, IReadOnlyList<string> Others);

/// <summary>
/// Beam search in a Loop. The first step has one lane, whose proposals fill the others. The loop gives tokens and the lanes they
/// came from; the ways to the last lanes are traced back at the end. N batch, K lanes, T steps, S source steps.
/// </summary>
internal static class BeamNodes
{
    /// <summary>Adds the Loop to the graph of the setting.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="setting">What is searched.</param>
    /// <param name="wanted">Whether this search is wanted, bool [1]; else no step is made.</param>
    public static BeamResults AddLoop(GraphBuilder graph, SearchSetting setting, string wanted)
    {
        var step = new BeamStep(graph, setting);
        var begin = Begin(graph, setting, step, wanted);
        string[] carried = [.. begin.Carried];
        // A loop of no steps has nothing to put together; where all lanes are closed, a step changes nothing.
        var rest = graph.Max(graph.Sub(setting.Steps, graph.Scalar(1L)), graph.Scalar(1L));
        var none = graph.Scalar(0L);
        var results = graph.AddNode(
            "Loop",
            [graph.Where(graph.Squeeze(wanted, [0]), rest, none), "", .. carried],
            carried.Length + begin.Given.Count,
            [NodeAttribute.Of("body", step.Body(graph, begin))],
            name: "beam"
        );
        return new(results[BeamStep.SumsPlace], begin.Given, [.. results.Skip(carried.Length)]);
    }

    /// <summary>Adds what makes translations of the results of a Loop of one step or more, to a graph within.</summary>
    public static FoundTranslations Find(GraphBuilder graph, SearchSetting setting, BeamResults results)
    {
        string[] given = [.. results.First.Zip(results.Others, WithFirst)];
        var attention = given.Length > 2 ? given[2] : null; // [T, N, K, S]

        var (tokens, ways) = Trace(graph, setting, given[0], given[1]); // [N, K, T]
        var hypotheses = new HypothesisNodes(graph, setting, tokens);
        return hypotheses.Found(
            hypotheses.Scores(results.Sums, within => Along(within, attention!, ways)),
            best => Along(graph, attention!, HypothesisNodes.OfLanes(graph, ways, best))
        );

        string WithFirst(string first, string others) => graph.Concat(0, [graph.Unsqueeze(first, [0]), others]);
    }

    // The first step where the search is wanted; else values of the same kinds that nobody reads.
    private static BeamLanes Begin(GraphBuilder graph, SearchSetting setting, BeamStep step, string wanted)
    {
        var (first, none) = (graph.CreateBody("first_step"), graph.CreateBody("no_step"));
        var begin = step.Begin(first);
        var lane = none.Expand(none.Scalar(0L), none.Constant(1, 1)); // [1, 1]
        var number = none.Cast(lane, ElementType.Float);
        Give(first, begin);
        Give(
            none,
            new(
                lane,
                none.Identity(lane),
                number,
                none.Cast(lane, ElementType.Bool),
                begin.History is null ? null : none.Identity(lane),
                begin.Attention is null ? null : none.Unsqueeze(number, [2]),
                setting.First.Like([.. setting.First.Values.Select(value => none.Identity(value))])
            )
        );
        NodeAttribute[] branches = [NodeAttribute.Of("then_branch", first), NodeAttribute.Of("else_branch", none)];
        var count = begin.Values.Count;
        return begin.Like(graph.AddNode("If", [wanted], count, branches, name: "begin"));

        static void Give(GraphBuilder body, BeamLanes lanes)
        {
            body.AddOutput("tokens", lanes.Tokens, ElementType.Int64, default, default);
            body.AddOutput("parents", lanes.Parents, ElementType.Int64, default, default);
            body.AddOutput("sums", lanes.Sums, ElementType.Float, default, default);
            body.AddOutput("closed", lanes.Closed, ElementType.Bool, default, default);
            if (lanes.History is { } history)
                body.AddOutput("history", history, ElementType.Int64, default, default);
            if (lanes.Attention is { } attention)
                body.AddOutput("attention_of_token", attention, ElementType.Float, default, default, default);
            foreach (var value in lanes.State.Values)
            {
                if (value == lanes.State.Feed)
                    body.AddOutput("feed", value, ElementType.Float, default, default);
                else
                    body.AddOutput("state", value, ElementType.Float, 1, default, default);
            }
        }
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
