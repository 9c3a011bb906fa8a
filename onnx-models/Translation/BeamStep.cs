using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Models.Translation;

/// <summary>The lanes after a step, by the names of values in the graph. N batch, K lanes, B = N*K rows, S source steps.</summary>
/// <param name="Tokens">The last token of each, int64 [N, K].</param>
/// <param name="Parents">The lanes that they came from, int64 [N, K].</param>
/// <param name="Sums">log P, float [N, K], minus infinity where there is no hypothesis: of a dead lane.</param>
/// <param name="Closed">Whether a lane proposes nothing but itself, bool [N, K]: behind its end or at its limit.</param>
/// <param name="History">The tokens so far, int64 [B, n + T]; null where any may come again.</param>
/// <param name="Attention">Of the lanes that were read, before any was chosen, float [N, K, S]; null without attention.</param>
/// <param name="State">What the decoder carries.</param>
internal sealed record BeamLanes(
    string Tokens,
    string Parents,
    string Sums,
    string Closed,
    string? History,
    string? Attention,
    DecoderState State
)
{
    /// <summary>What the next step reads.</summary>
    public IReadOnlyList<string> Carried => [Tokens, Sums, Closed, .. Optional(History), .. State.Values];

    /// <summary>All values in one order, which <see cref="Like"/> reads.</summary>
    public IReadOnlyList<string> Values =>
        [Tokens, Parents, Sums, Closed, .. Optional(History), .. Optional(Attention), .. State.Values];

    /// <summary>What every step gives out.</summary>
    public IReadOnlyList<string> Given => [Tokens, Parents, .. Optional(Attention)];

    /// <summary>Other values in the same order.</summary>
    public BeamLanes Like(IReadOnlyList<string> values)
    {
        var next = 4;
        return new(
            values[0],
            values[1],
            values[2],
            values[3],
            History is null ? null : values[next++],
            Attention is null ? null : values[next++],
            State.Like([.. values.Skip(next)])
        );
    }

    private static IEnumerable<string> Optional(string? value) => value is null ? [] : [value];
}

/// <summary>A step of a beam, by the rule of <see cref="DecodingOptions"/>. k = min(K, V) proposals of a lane.</summary>
internal sealed class BeamStep
{
    /// <summary>Where the sums stand in <see cref="BeamLanes.Carried"/>.</summary>
    public const int SumsPlace = 1;

    // Puts the first proposal in front of all others; the sums are taken from where it was not added.
    private const float Front = 1e30f;

    private readonly SearchSetting setting;
    private readonly string lanes; // [1], K
    private readonly string proposals; // [1], k
    private readonly string shape; // [2], N, K
    private readonly string laneShape; // [3], N, K, H
    private readonly string proposalShape; // [3], N, K, k
    private readonly string flatShape; // [2], N, K*k
    private readonly string sources; // [N, 1], the number of each source
    private readonly string firstRows; // [N, 1], the row of its first lane
    private readonly string closedLane; // [1, 1, k], 0 and then minus infinity
    private readonly string front; // [1, K*k]

    /// <summary>Prepares what does not depend on the step.</summary>
    public BeamStep(GraphBuilder graph, SearchSetting setting)
    {
        this.setting = setting;
        var (zero, one) = (graph.Scalar(0L), graph.Scalar(1L));
        lanes = setting.Inputs.BeamSize;
        proposals = graph.Min(lanes, graph.Scalar((long)setting.Weights.TargetVocabulary), "proposals");
        shape = graph.Concat(0, [setting.Rows, lanes]);
        laneShape = setting.LaneShape(graph, lanes);
        proposalShape = graph.Concat(0, [setting.Rows, lanes, proposals]);
        flatShape = graph.Concat(0, [setting.Rows, graph.Mul(lanes, proposals)]);
        var rows = graph.Range(zero, graph.Squeeze(setting.Rows, [0]), one); // [N]
        sources = graph.Unsqueeze(rows, [1]); // [N, 1]
        firstRows = graph.Mul(sources, lanes, "first_rows"); // [N, 1]
        closedLane = graph.Unsqueeze(AtFirst(proposals, 0, float.NegativeInfinity), [0], "closed_lane"); // [1, 1, k]
        front = AtFirst(graph.Mul(lanes, proposals), Front, 0);

        // One number, and then others: float [1, count].
        string AtFirst(string count, float first, float others)
        {
            var places = graph.Unsqueeze(graph.Range(zero, graph.Squeeze(count, [0]), one), [0]); // [1, count]
            return graph.Where(graph.Equal(places, zero), graph.Scalar(first), graph.Scalar(others));
        }
    }

    /// <summary>The first step: the likeliest tokens behind nothing, one in each lane.</summary>
    public BeamLanes Begin(GraphBuilder graph)
    {
        var one = graph.Constant(1);
        var ids = LaneNodes.Begin(graph, graph.Concat(0, [one, setting.Rows])); // [1, N]
        var answer = setting.Step.Add(graph, ids, setting.First, setting.LaneShape(graph, one));
        var top = graph.AddNode("TopK", [graph.LogSoftmax(answer.Logits), proposals], 2, name: "first_top"); // [N, k]
        var more = graph.Concat(0, [graph.Constant(0, 0, 0), graph.Sub(lanes, proposals)]); // [4]
        var end = graph.Scalar((long)Vocabulary.End);
        // A source without tokens is closed at once.
        var some = graph.Greater(setting.Limits, graph.Scalar(0L)); // [N, 1]
        var tokens = graph.Where(some, Pad(top[1], end), end, "first_tokens"); // [N, K]
        var sums = Pad(top[0], graph.Scalar(float.NegativeInfinity)); // [N, K]
        var own = graph.Reshape(graph.Expand(sources, shape), [-1]); // [B]
        return new(
            tokens,
            graph.Expand(graph.Scalar(0L), shape),
            sums,
            Closed(graph, tokens, graph.Scalar(1L)),
            setting.Ngram > 0 ? Remember(graph, Empty(), tokens) : null,
            answer.Attention is { } attention
                ? graph.Expand(attention, graph.Concat(0, [setting.Rows, lanes, one])) // [N, K, S]
                : null,
            LaneNodes.Gather(graph, answer.After, own)
        );

        string Pad(string values, string with) => graph.AddNode("Pad", [values, more, with])[0];

        string Empty() => LaneNodes.History(graph, graph.Mul(setting.Rows, lanes), setting.Ngram); // [B, n]
    }

    /// <summary>Every step behind the first, as the body of a Loop that carries lanes like the given ones.</summary>
    public GraphBuilder Body(GraphBuilder graph, BeamLanes like)
    {
        var body = graph.CreateBody("beam_step");
        var step = body.AddInput("step", ElementType.Int64);
        body.AddInput("more", ElementType.Bool);
        var tokens = body.AddInput("tokens", ElementType.Int64, default, default);
        var sums = body.AddInput("sums", ElementType.Float, default, default);
        var closed = body.AddInput("closed", ElementType.Bool, default, default);
        var history = like.History is null ? null : body.AddInput("history", ElementType.Int64, default, default);
        var before = LaneNodes.AddInputs(body, like.State, setting.Weights);

        var answer = setting.Step.Add(body, body.Reshape(tokens, [1, -1]), before, laneShape);
        var after = Choose(body, answer, sums, closed, history, step);

        var open = body.Where(after.Closed, body.Scalar(float.NegativeInfinity), after.Sums); // [N, K]
        var goesOn = body.Greater(body.ReduceMax(open, [0, 1]), body.Scalar(float.NegativeInfinity));
        body.AddOutput("go_on", goesOn, ElementType.Bool);
        body.AddOutput("tokens_next", after.Tokens, ElementType.Int64, default, default);
        body.AddOutput("sums_next", after.Sums, ElementType.Float, default, default);
        body.AddOutput("closed_next", after.Closed, ElementType.Bool, default, default);
        if (after.History is not null)
            body.AddOutput("history_next", after.History, ElementType.Int64, default, default);
        LaneNodes.AddOutputs(body, after.State, setting.Weights);
        body.AddOutput("token", body.Identity(after.Tokens), ElementType.Int64, default, default);
        body.AddOutput("parent", after.Parents, ElementType.Int64, default, default);
        if (after.Attention is not null)
            body.AddOutput("attention_of_token", after.Attention, ElementType.Float, default, default, default);
        return body;
    }

    private BeamLanes Choose(
        GraphBuilder body,
        DecoderAnswer answer,
        string sums,
        string closed,
        string? history,
        string step
    )
    {
        var logProbabilities = body.LogSoftmax(answer.Logits); // [B, V]
        if (history is not null)
            logProbabilities = LaneNodes.Ban(body, logProbabilities, history, setting.Ngram);
        var top = body.AddNode("TopK", [logProbabilities, proposals], 2, name: "top"); // [B, k]
        var only = body.Unsqueeze(closed, [2]); // [N, K, 1]
        var likely = body.Where(only, closedLane, body.Reshape(top[0], proposalShape)); // [N, K, k]
        var ids = body.Where(only, body.Scalar((long)Vocabulary.End), body.Reshape(top[1], proposalShape)); // [N, K, k]
        var all = body.Reshape(body.Add(body.Unsqueeze(sums, [2]), likely), flatShape); // [N, K*k]
        var best = body.AddNode("TopK", [body.Add(all, front), lanes], 2, name: "chosen")[1]; // [N, K]
        NodeAttribute[] byRow = [NodeAttribute.Of("axis", 1)];
        var sumsAfter = body.AddNode("GatherElements", [all, best], 1, byRow)[0]; // [N, K]
        var tokens = body.AddNode("GatherElements", [body.Reshape(ids, flatShape), best], 1, byRow)[0]; // [N, K]
        var parents = body.Div(best, proposals); // [N, K]
        var rows = body.Reshape(body.Add(parents, firstRows), [-1]); // [B]
        return new(
            tokens,
            parents,
            sumsAfter,
            Closed(body, tokens, body.Add(step, body.Scalar(2L))), // the first step was made before the loop
            history is null ? null : Remember(body, body.Gather(history, rows), tokens),
            answer.Attention,
            LaneNodes.Gather(body, answer.After, rows)
        );
    }

    private string Closed(GraphBuilder graph, string tokens, string made) =>
        graph.Or(
            graph.Equal(tokens, graph.Scalar((long)Vocabulary.End)),
            graph.AddNode("LessOrEqual", [setting.Limits, made])[0] // [N, 1]
        );

    private static string Remember(GraphBuilder graph, string history, string tokens) =>
        graph.Concat(1, [history, graph.Reshape(tokens, [-1, 1])]); // [B, n + T]
}
