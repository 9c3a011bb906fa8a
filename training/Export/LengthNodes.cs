using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Training.Export;

/// <summary>The optional input <c>lengths</c>, and what follows from it.</summary>
internal static class LengthNodes
{
    public const string Name = "lengths";

    /// <summary>
    /// Adds the input, int64, with the default [0]. One number counts for all rows; the dimension has a name of its own, since
    /// the default has one element whatever the batch.
    /// </summary>
    /// <param name="graph">The graph.</param>
    /// <param name="input">The values whose first two dimensions are N and T.</param>
    /// <returns>Steps of each row from 1 to T, int64 [N].</returns>
    public static string Add(GraphBuilder graph, string input)
    {
        var given = graph.AddInput(Name, ElementType.Int64, "rows");
        graph.AddInitializer(Name, [0L], 1);
        var shape = graph.Shape(input);
        var time = graph.Slice(shape, axis: 0, start: 1, end: 2); // [1]
        var batch = graph.Slice(shape, axis: 0, start: 0, end: 1); // [1]
        var meant = graph.Where(graph.Greater(given, graph.Scalar(0L)), given, time); // [1] or [N]
        return graph.Expand(graph.Min(meant, time), batch, "row_lengths"); // [N]
    }

    /// <summary>Whether a step belongs to its row, bool [N, T].</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="lengths">What <see cref="Add"/> gave.</param>
    /// <param name="steps">Values whose first two dimensions are N and T.</param>
    public static string Real(GraphBuilder graph, string lengths, string steps)
    {
        var time = graph.Gather(graph.Shape(steps), graph.Scalar(1L)); // scalar
        var positions = graph.Range(graph.Scalar(0L), time, graph.Scalar(1L)); // [T]
        return graph.Less(positions, graph.Unsqueeze(lengths, [1]), "real"); // [N, T]
    }

    /// <summary>The same rule outside the graph: what a given length means for rows of <paramref name="time"/> steps.</summary>
    public static long Meant(long given, long time) => given <= 0 ? time : Math.Min(given, time);
}
