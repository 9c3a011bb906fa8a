using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Recurrent;

/// <summary>
/// Writes a recurrent layer as Scans of plain operators, one a direction, with the results of the standard's operators. The
/// input's part of all steps is one product before the loop; the body adds the state's part and does the cell's step.
/// T time, N batch, C features, H hidden units, G gates, D directions.
/// </summary>
internal static class RecurrentScans
{
    /// <summary>The words that tell a direction's Scan and weights apart: "rnn.0.forward".</summary>
    public static readonly string[] DirectionNames = ["forward", "backward"];

    /// <summary>Adds one layer; see <see cref="RecurrentNodes.AddLayer"/>.</summary>
    public static RecurrentNodeOutputs AddLayer(
        GraphBuilder graph,
        RecurrentLayer layer,
        string x,
        string name,
        string? lengths,
        RecurrentState? initial
    )
    {
        var mask = lengths is null ? null : Mask(graph, x, lengths);
        var zero = initial is null ? ZeroState(graph, x, layer.Hidden) : null;
        var isLstm = layer.Cell == CellKind.Lstm;
        var directions = layer
            .Directions.Select(
                (weights, d) =>
                {
                    var state = new RecurrentState(
                        zero ?? Part(initial!.Hidden, d),
                        isLstm ? zero ?? Part(initial!.Cell!, d) : null
                    );
                    var scan = new DirectionScan(graph, layer.Cell, weights, $"{name}.{DirectionNames[d]}");
                    return scan.Add(x, mask, state, backward: d == 1);
                }
            )
            .ToArray();
        return new RecurrentNodeOutputs(
            Stack(1, directions.Select(d => d.Sequence)), // [T, D, N, H]
            new RecurrentState(
                Stack(0, directions.Select(d => d.Final.Hidden)), // [D, N, H]
                isLstm ? Stack(0, directions.Select(d => d.Final.Cell!)) : null
            )
        );

        string Part(string all, int direction) => graph.Gather(all, graph.Scalar((long)direction)); // [N, H]

        string Stack(long axis, IEnumerable<string> parts)
        {
            var all = parts.Select(part => graph.Unsqueeze(part, [axis])).ToArray();
            return all.Length == 1 ? all[0] : graph.Concat(axis, all);
        }
    }

    /// <summary>Whether a row still has a step: bool [T, N, 1].</summary>
    private static string Mask(GraphBuilder graph, string x, string lengths)
    {
        var time = graph.Cast(graph.Gather(graph.Shape(x), graph.Scalar(0L)), ElementType.Int32);
        var steps = graph.Unsqueeze(graph.Range(graph.Scalar(0), time, graph.Scalar(1)), [1]); // [T, 1]
        return graph.Unsqueeze(graph.Less(steps, lengths), [2]); // [T, N, 1]
    }

    private static string ZeroState(GraphBuilder graph, string x, long hidden)
    {
        var rows = graph.Slice(graph.Shape(x), axis: 0, start: 1, end: 2); // [1], holding N
        return graph.Expand(graph.Scalar(0f), graph.Concat(0, [rows, graph.Constant(hidden)])); // [N, H]
    }
}
