using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Text;

/// <summary>What <see cref="TextCleaner"/> does, as nodes of a graph of opset 20 or later.</summary>
public static class CleaningNodes
{
    /// <summary>Cleans texts.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="texts">Texts, string [N], of which there is at least one.</param>
    /// <param name="options">What is done with them.</param>
    /// <returns>String [N, 1].</returns>
    public static string Add(GraphBuilder graph, string texts, CleaningOptions options)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(options);
        if (options.LowerCase)
            texts = graph.Squeeze(StringNodes.Lower(graph, texts), [1]); // [N]
        var white = TokenExpression.White(options);
        // What is dropped is in no piece.
        var pieces = StringNodes.Pieces(graph, texts, $"{TokenExpression.Kept(options)}+|{white}"); // [N, L]
        var empty = graph.AddShared(NamedTensor.Of("empty_text", (string[])[""]));
        var rows = graph.Slice(graph.Shape(pieces), axis: 0, start: 0, end: 1); // [1]
        var column = graph.Expand(empty, graph.Concat(0, [rows, graph.Constant(1)])); // [N, 1]
        // One more column: there is one then even where no text has a piece.
        var ended = graph.Concat(1, [pieces, column]); // [N, L + 1]
        var next = graph.Concat(1, [graph.Slice(ended, axis: 1, start: 1, end: long.MaxValue), column]); // [N, L + 1]
        NodeAttribute[] pattern = [NodeAttribute.Of("pattern", white)];
        var isWhite = graph.AddNode("RegexFullMatch", [ended], 1, pattern, name: "is_white")[0]; // [N, L + 1]
        var isLast = graph.Equal(StringNodes.Encode(graph, next, [new("", 0L)], 1, "is_text"), graph.Scalar(0L));
        var places = graph.Range(
            graph.Scalar(0L),
            graph.Gather(graph.Shape(ended), graph.Scalar(1L)),
            graph.Scalar(1L)
        ); // [L + 1]
        var isOuter = graph.Or(graph.Equal(places, graph.Scalar(0L)), isLast); // [N, L + 1]
        var blanks = graph.AddShared(NamedTensor.Of("blanks", (string[])["", " "], 2));
        var blank = graph.Gather(blanks, graph.Cast(graph.Not(isOuter), ElementType.Int64)); // [N, L + 1]
        return StringNodes.Join(graph, graph.Where(isWhite, blank, ended)); // [N, 1]
    }
}
