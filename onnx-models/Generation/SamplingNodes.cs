using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Generation;

/// <summary>
/// What <see cref="Sampler"/> does, as nodes: the options once, <see cref="Draw"/> at every step. N batch, V vocabulary, K tokens
/// that stay.
/// </summary>
internal sealed class SamplingNodes
{
    private readonly string kept; // int64 [1]
    private readonly string temperature; // double [1]
    private readonly string share; // double [1]

    /// <summary>Reads the options.</summary>
    /// <param name="graph">The graph around the steps.</param>
    /// <param name="vocabulary">V.</param>
    /// <param name="temperature">Float [1].</param>
    /// <param name="topK">Int64 [1].</param>
    /// <param name="topP">Float [1].</param>
    public SamplingNodes(GraphBuilder graph, int vocabulary, string temperature, string topK, string topP)
    {
        long tokens = vocabulary - Sampler.FirstId;
        var samples = graph.Greater(temperature, graph.Scalar(0f)); // not where it is no number
        var all = graph.Scalar(tokens);
        var stay = graph.Where(graph.Greater(topK, graph.Scalar(0L)), graph.Min(topK, all), all);
        kept = graph.Where(samples, stay, graph.Scalar(1L), "kept_tokens");
        // With one token left the temperature has no effect: any number above 0 does. Infinity would make 0 / 0.
        var finite = graph.Min(temperature, graph.Scalar(float.MaxValue));
        this.temperature = graph.Cast(graph.Where(samples, finite, graph.Scalar(1f)), ElementType.Double);
        var one = graph.Scalar(1f);
        share = graph.Cast(
            graph.Where(graph.Less(topP, one), topP, graph.Where(graph.IsNaN(topP), topP, one)),
            ElementType.Double
        );
    }

    /// <summary>The bias that keeps special tokens from being drawn: minus infinity for each of them.</summary>
    public static float[] WithoutSpecial(ReadOnlySpan<float> bias)
    {
        var result = bias.ToArray();
        result.AsSpan(0, Sampler.FirstId).Fill(float.NegativeInfinity);
        return result;
    }

    /// <summary>Draws a token for each row.</summary>
    /// <param name="body">The graph of a step.</param>
    /// <param name="logits">Float [1, N, V], minus infinity for what is never drawn.</param>
    /// <param name="uniforms">Double [1, N, 1].</param>
    /// <returns>Ids, int64 [1, N].</returns>
    public string Draw(GraphBuilder body, string logits, string uniforms)
    {
        var top = body.AddNode("TopK", [logits, kept], 2, name: "top"); // [1, N, K]
        var scaled = body.Div(body.Cast(top[0], ElementType.Double), temperature);
        var sums = body.AddNode("CumSum", [body.Softmax(scaled), body.Scalar(2L)])[0]; // [1, N, K], the last one 1
        var outside = body.Less(sums, share); // more tokens are needed; of all of them where rounding left the last sum below 1
        var one = body.Cast(body.Scalar(1f), ElementType.Double);
        var nucleus = body.AddNode("ReduceMin", [body.Where(outside, one, sums), body.Constant(2)])[0]; // [1, N, 1]
        var passed = body.AddNode("LessOrEqual", [sums, body.Mul(uniforms, nucleus)])[0]; // [1, N, K]
        var place = body.ReduceSum(body.Cast(passed, ElementType.Int64), [2], keepDims: true); // [1, N, 1]
        return body.AddNode("GatherND", [top[1], place], 1, [NodeAttribute.Of("batch_dims", 2)], name: "drawn")[0]; // [1, N]
    }
}
