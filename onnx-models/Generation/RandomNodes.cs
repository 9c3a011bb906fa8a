using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Generation;

/// <summary>What <see cref="RandomStream"/> does, as nodes of a graph of opset 18 or later.</summary>
internal static class RandomNodes
{
    /// <summary>The numbers of all steps and rows.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="seeds">Int64 of any shape.</param>
    /// <param name="steps">Int64 of a shape that broadcasts with it.</param>
    /// <returns>Double of the shape of both together.</returns>
    public static string Uniform(GraphBuilder graph, string seeds, string steps)
    {
        var low = And(graph, seeds, RandomStream.Mask);
        // What is left is a multiple of 2^32, below 0 where the seed is.
        var high = And(graph, graph.Div(graph.Sub(seeds, low), graph.Scalar(1L << 32)), RandomStream.Mask);
        var key = Mix(graph, Xor(graph, Mix(graph, Offset(graph, low)), high));
        var hash = Mix(graph, Xor(graph, Mix(graph, Offset(graph, steps)), key));
        var number = graph.Add(graph.Cast(hash, ElementType.Double), Double(graph, 0.5f));
        return graph.Mul(number, Double(graph, 1 / 4294967296f), "uniforms"); // a power of two: exact
    }

    private static string Offset(GraphBuilder graph, string x) =>
        And(graph, graph.Add(x, graph.Scalar(RandomStream.Offset)), RandomStream.Mask);

    private static string Mix(GraphBuilder graph, string x)
    {
        x = Xor(graph, x, Shifted(graph, x, 16));
        x = And(graph, graph.Mul(x, graph.Scalar(RandomStream.FirstFactor)), RandomStream.Mask);
        x = Xor(graph, x, Shifted(graph, x, 15));
        x = And(graph, graph.Mul(x, graph.Scalar(RandomStream.SecondFactor)), RandomStream.Mask);
        return Xor(graph, x, Shifted(graph, x, 15));
    }

    // The runtime has no shift of int64; these are not negative, so a division is one.
    private static string Shifted(GraphBuilder graph, string x, int bits) => graph.Div(x, graph.Scalar(1L << bits));

    private static string And(GraphBuilder graph, string x, long bits) =>
        graph.AddNode("BitwiseAnd", [x, graph.Scalar(bits)])[0];

    private static string Xor(GraphBuilder graph, string a, string b) => graph.AddNode("BitwiseXor", [a, b])[0];

    private static string Double(GraphBuilder graph, float value) =>
        graph.Cast(graph.Scalar(value), ElementType.Double);
}
