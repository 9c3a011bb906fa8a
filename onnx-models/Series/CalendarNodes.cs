using Rnn.Onnx.Models.Graph;

namespace Rnn.Onnx.Models.Series;

/// <summary>Writes the calendar into a graph: int64 time stamps of any shape in, int64 fields of the same shape out.</summary>
/// <param name="graph">The graph.</param>
public sealed class CalendarNodes(GraphBuilder graph) : IIntegerArithmetic<string>
{
    /// <summary>The calendar of a tensor of time stamps; nodes appear as fields are asked for, shared ones once.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="times">Name of an int64 tensor of seconds since 1970-01-01.</param>
    /// <returns>The names of the fields' tensors.</returns>
    public static CalendarFormula<string> Of(GraphBuilder graph, string times) => new(new CalendarNodes(graph), times);

    /// <inheritdoc/>
    public string Add(string a, string b) => graph.Add(a, b);

    /// <inheritdoc/>
    public string Subtract(string a, string b) => graph.Sub(a, b);

    /// <inheritdoc/>
    public string Add(string a, long b) => graph.Add(a, graph.Scalar(b));

    /// <inheritdoc/>
    public string Multiply(string a, long b) => graph.Mul(a, graph.Scalar(b));

    /// <inheritdoc/>
    public string Divide(string a, long b) => graph.Div(a, graph.Scalar(b));
}
