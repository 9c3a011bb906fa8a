using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Tagging;

/// <summary>
/// What a <see cref="LinearChain"/> does, as nodes of a graph: one Scan forward over the steps and one backward for each
/// answer. A row's answer does not depend on its padding. Scores are kept relative to the best of their step, so that they stay
/// exact however long a row is.
/// </summary>
/// <remarks>N batch, T time, K tags.</remarks>
public sealed class LinearChainNodes
{
    private readonly GraphBuilder graph;
    private readonly int tags;
    private readonly string transitions; // [K, K]
    private readonly string odds; // e to the transitions, [K, K]
    private readonly string reversedOdds; // [K, K]
    private readonly string end; // [1, K]
    private readonly string real; // [T, N, 1]
    private readonly string goesOn; // [T, N, 1]
    private readonly string emitted; // [T, N, K]
    private readonly string initial; // [N, K]
    private readonly string final; // [N, K]

    /// <summary>Prepares what the answers share.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="weights">The chain.</param>
    /// <param name="emissions">Float [N, T, K], T 1 or more.</param>
    /// <param name="lengths">Steps of each row, int64 [N], 0 or more.</param>
    public LinearChainNodes(GraphBuilder graph, ChainWeights weights, string emissions, string lengths)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(weights);
        weights.Validate();
        (this.graph, tags) = (graph, weights.Tags);
        transitions = Constant("transitions", weights.Transitions, tags, tags);
        odds = graph.Exp(transitions, "transition_odds");
        reversedOdds = graph.Transpose(odds, [1, 0]);
        end = Constant("end", weights.End, 1, tags);

        var shape = graph.Shape(emissions);
        var time = graph.Gather(shape, graph.Scalar(1L)); // scalar
        var steps = graph.Unsqueeze(graph.Range(graph.Scalar(0L), time, graph.Scalar(1L)), [1]); // [T, 1]
        var rows = graph.Unsqueeze(lengths, [0]); // [1, N]
        real = graph.Unsqueeze(graph.Less(steps, rows), [2], "real"); // [T, N, 1]
        goesOn = graph.Unsqueeze(graph.Less(graph.Add(steps, graph.Scalar(1L)), rows), [2], "goes_on"); // [T, N, 1]
        emitted = graph.Where(real, graph.Transpose(emissions, [1, 0, 2]), graph.Scalar(0f), "emitted"); // [T, N, K]
        var states = graph.Concat(0, [graph.Slice(shape, axis: 0, start: 0, end: 1), graph.Constant(tags)]); // [2]
        initial = graph.Expand(Constant("start", weights.Start, 1, tags), states); // [N, K]
        final = graph.Expand(end, states); // [N, K]
    }

    /// <summary>The tags of the best path by their numbers, int64 [N, T], −1 after a row's end.</summary>
    public string Best()
    {
        var forward = Scan(BestForward(), initial, [emitted, goesOn], "viterbi"); // [N, K], [T, N, K]
        var last = Largest(graph, graph.Add(forward[0], end), keepDims: true); // [N, 1]
        var path = Scan(BestBackward(), last, [forward[1]], "trace", backward: true)[1]; // [T, N, 1]
        var none = graph.Where(real, path, graph.Scalar(-1L)); // [T, N, 1]
        return graph.Transpose(graph.Squeeze(none, [2]), [1, 0], "best_path"); // [N, T]
    }

    /// <summary>How likely each tag is over all paths, float [N, T, K]: a step's sum is 1, 0 after a row's end.</summary>
    public string Marginals()
    {
        var before = Scan(SumForward(), initial, [emitted, goesOn], "forward")[1]; // [T, N, K]
        var behind = Scan(SumBackward(), final, [emitted, real], "backward", backward: true)[1]; // [T, N, K]
        var all = graph.Softmax(graph.Add(graph.Add(before, emitted), behind), axis: 2); // [T, N, K]
        var share = graph.Mul(all, graph.Cast(real, ElementType.Float)); // [T, N, K]
        return graph.Transpose(share, [1, 0, 2], "marginals"); // [N, T, K]
    }

    // Carries the scores of the best paths in front of a step's emission; gives where each came from, itself after the end.
    private GraphBuilder BestForward()
    {
        var (body, score, emission, further) = Forward("viterbi");
        var full = body.Add(score, emission); // [N, K]
        var all = body.Add(body.Unsqueeze(full, [2]), transitions); // [N, K, K]
        var own = graph.AddShared(
            NamedTensor.Of("chain.own", [.. Enumerable.Range(0, tags).Select(tag => (long)tag)], 1, tags)
        );
        var from = body.Where(further, Largest(body, all, keepDims: false), own); // [N, K]
        var next = Relative(body, body.Where(further, body.ReduceMax(all, [1]), full)); // [N, K]
        body.AddOutput("score_after", next, ElementType.Float, default, tags);
        body.AddOutput("from", from, ElementType.Int64, default, tags);
        return body;
    }

    private GraphBuilder BestBackward()
    {
        var body = graph.CreateBody("trace_step");
        var tag = body.AddInput("tag_after", ElementType.Int64, default, 1);
        var from = body.AddInput("came_from", ElementType.Int64, default, tags);
        var before = body.AddNode("GatherElements", [from, tag], attributes: [NodeAttribute.Of("axis", 1)])[0]; // [N, 1]
        body.AddOutput("tag_before", before, ElementType.Int64, default, 1);
        body.AddOutput("tag", before, ElementType.Int64, default, 1);
        return body;
    }

    // Carries the sums over all paths in front of a step's emission, and gives them.
    private GraphBuilder SumForward()
    {
        var (body, score, emission, further) = Forward("forward");
        var full = body.Add(score, emission); // [N, K]
        body.AddOutput(
            "score_after",
            body.Where(further, LogSum(body, full, odds), full),
            ElementType.Float,
            default,
            tags
        );
        body.AddOutput("before", body.Identity(score), ElementType.Float, default, tags);
        return body;
    }

    // Carries the sums over all that can follow a step, and gives them.
    private GraphBuilder SumBackward()
    {
        var (body, score, emission, isReal) = Forward("backward");
        var previous = LogSum(body, body.Add(score, emission), reversedOdds); // [N, K]
        body.AddOutput("score_after", body.Where(isReal, previous, score), ElementType.Float, default, tags);
        body.AddOutput("behind", body.Identity(score), ElementType.Float, default, tags);
        return body;
    }

    private (GraphBuilder Body, string Score, string Emission, string Mask) Forward(string name)
    {
        var body = graph.CreateBody(name + "_step");
        return (
            body,
            body.AddInput(name + "_score", ElementType.Float, default, tags),
            body.AddInput(name + "_emission", ElementType.Float, default, tags),
            body.AddInput(name + "_mask", ElementType.Bool, default, 1)
        );
    }

    // log Σ e^(score + transition), relative to the best of its row: a matrix product, which adds every row alike.
    private static string LogSum(GraphBuilder body, string scores, string transitionOdds) =>
        Relative(body, body.Log(body.MatMul(body.Exp(Relative(body, scores)), transitionOdds)));

    private static string Relative(GraphBuilder body, string scores) =>
        body.Sub(scores, body.ReduceMax(scores, [1], keepDims: true)); // [N, K]

    // Over the tags that a path comes from; the first of equal ones.
    private static string Largest(GraphBuilder body, string scores, bool keepDims) =>
        body.AddNode(
            "ArgMax",
            [scores],
            attributes: [NodeAttribute.Of("axis", 1), NodeAttribute.Of("keepdims", keepDims ? 1 : 0)]
        )[0];

    private string[] Scan(GraphBuilder body, string state, string[] scanned, string name, bool backward = false)
    {
        var direction = backward ? 1L : 0L;
        return graph.AddNode(
            "Scan",
            [state, .. scanned],
            outputCount: 2,
            [
                NodeAttribute.Of("body", body),
                NodeAttribute.Of("num_scan_inputs", scanned.Length),
                NodeAttribute.Of("scan_input_directions", [.. scanned.Select(_ => direction)]),
                NodeAttribute.Of("scan_output_directions", [direction]),
            ],
            name: name
        );
    }

    private string Constant(string name, float[] values, params long[] shape) =>
        graph.AddShared(NamedTensor.Of("chain." + name, values, shape));
}
