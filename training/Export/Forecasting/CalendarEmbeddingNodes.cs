using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Training.Models.Forecasting;

namespace Rnn.Onnx.Training.Export.Forecasting;

/// <summary>CalendarEmbedding: Unix seconds [N, T] to learned vectors [N, T, E].</summary>
internal static class CalendarEmbeddingNodes
{
    public static string Add(GraphBuilder graph, CalendarEmbedding calendar, string times)
    {
        var arithmetic = new CalendarNodes(graph);
        var dates = CalendarNodes.Of(graph, times);
        string[] parts =
        [
            .. calendar.Features.Select(
                (feature, i) =>
                {
                    var table = calendar.Table(i); // [values, E / features]
                    var name = $"calendar.{feature}";
                    var values = graph.AddInitializer(name, ParameterReader.Read(table), table.shape);
                    return graph.Gather(values, CalendarCodes.Of(arithmetic, dates, feature)); // [N, T, E / features]
                }
            ),
        ];
        return parts.Length == 1 ? parts[0] : graph.Concat(2, parts); // [N, T, E]
    }
}
