using Rnn.Onnx.Models.Graph;

namespace Rnn.Onnx.Training.Export.Forecasting;

/// <summary>Shapes that are known only when the graph runs.</summary>
internal static class GraphShapes
{
    /// <summary>One dimension of a value, int64 [1].</summary>
    public static string Size(GraphBuilder graph, string x, long axis) =>
        graph.Slice(graph.Shape(x), axis: 0, start: axis, end: axis + 1);

    /// <summary>Each row as often as told, the copies beside each other: [N, ..] to [N*times, ..], the other dimensions known.</summary>
    public static string RepeatRows(GraphBuilder graph, string x, int times, params ReadOnlySpan<long> row)
    {
        var ones = Enumerable.Repeat(1L, row.Length);
        var copies = graph.Expand(graph.Unsqueeze(x, [1]), graph.Constant([1, times, .. ones])); // [N, times, ..]
        return graph.Reshape(copies, [-1, .. row]); // [N*times, ..]
    }
}
