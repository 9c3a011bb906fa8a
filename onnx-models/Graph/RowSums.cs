using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Graph;

/// <summary>
/// Sums as products with ones. What the Reduce operators add in which order depends, in ONNX Runtime, on the number of rows
/// and on where in memory a row happens to lie; a matrix product adds every row alike, so that a row's answer is the same to
/// the last bit whatever else is in the batch.
/// </summary>
public static class RowSums
{
    private const string Ones = "sum.ones";

    /// <summary>The means over the last dimension, float [..., size] to [..., 1].</summary>
    /// <param name="graph">The graph, or the body of a loop.</param>
    /// <param name="x">The values.</param>
    /// <param name="size">How many they are in the last dimension.</param>
    public static string MeanOfLast(GraphBuilder graph, string x, int size)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var ones = new float[size];
        Array.Fill(ones, 1);
        var column = graph.AddShared(NamedTensor.Of(FormattableString.Invariant($"{Ones}_{size}"), ones, size, 1));
        return graph.Div(graph.MatMul(x, column), graph.Scalar((float)size)); // [..., 1]
    }

    /// <summary>The sums over the steps, float [N, T, C] to [N, 1, C].</summary>
    public static string OverTime(GraphBuilder graph, string x)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var shape = graph.Concat(0, [graph.Constant(1L), Time(graph, x)]);
        return graph.MatMul(graph.Expand(graph.Scalar(1f), shape), x, "sum"); // [1, T] x [N, T, C]
    }

    /// <summary>The means over the steps, float [N, T, C] to [N, 1, C].</summary>
    public static string MeanOverTime(GraphBuilder graph, string x) =>
        graph.Div(OverTime(graph, x), graph.Cast(Time(graph, x), ElementType.Float), "mean");

    /// <summary>Whether a constant is one of those here, which must stay exact.</summary>
    internal static bool AreOnes(string name) => name.StartsWith(Ones, StringComparison.Ordinal);

    private static string Time(GraphBuilder graph, string x) => graph.Slice(graph.Shape(x), axis: 0, start: 1, end: 2); // [1]
}
