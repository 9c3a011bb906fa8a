using System.Globalization;
using System.Text.Json;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Pipelines.Featurization;

/// <summary>A graph from time stamps to calendar features.</summary>
internal static class CalendarGraph
{
    private const string LabelDomain = "ai.onnx.ml";

    /// <summary>int64 [batch, S] to float [batch, S * F], the fields of a step together.</summary>
    /// <param name="input">The column of time stamps.</param>
    /// <param name="output">The column of features.</param>
    /// <param name="fields">The fields, F.</param>
    /// <param name="steps">Time stamps of a row, S; null for any number, without names of the slots.</param>
    /// <param name="areTicks">Whether they are ticks of a date instead of seconds since 1970.</param>
    public static ModelFile Build(
        string input,
        string output,
        IReadOnlyList<CalendarField> fields,
        int? steps,
        bool areTicks
    )
    {
        var graph = new GraphBuilder("calendar");
        var times = graph.AddInput(input, ElementType.Int64, "batch", steps is { } count ? count : "steps"); // [batch, S]
        if (areTicks)
            times = graph.Sub(
                graph.Div(times, graph.Scalar(TimeSpan.TicksPerSecond)),
                graph.Scalar(DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerSecond)
            );
        var calendar = CalendarNodes.Of(graph, times);
        string[] columns = [.. fields.Select(field => graph.Unsqueeze(calendar[field], [2]))]; // [batch, S, 1]
        var features = graph.Cast(graph.Concat(2, columns), ElementType.Float); // [batch, S, F]
        if (steps is not { } known)
        {
            graph.AddOutput(output, features, ElementType.Float, "batch", "steps", fields.Count);
            return graph.Build();
        }
        var flat = graph.Reshape(features, [0, known * fields.Count]); // [batch, S * F]
        graph.AddOutput(output, flat, ElementType.Float, "batch", known * fields.Count);
        AddSlotNames(graph, output, SlotNames(fields, known));
        return graph.Build();
    }

    /// <summary>Names such as "week-day", or with several steps "0.week-day".</summary>
    public static string[] SlotNames(IReadOnlyList<CalendarField> fields, int steps) =>
        [
            .. Enumerable
                .Range(0, steps)
                .SelectMany(step =>
                    fields.Select(field =>
                        (steps == 1 ? "" : step.ToString(CultureInfo.InvariantCulture) + ".")
                        + JsonNamingPolicy.KebabCaseLower.ConvertName(field.ToString())
                    )
                ),
        ];

    // ML.NET reads slot names off a LabelEncoder of a name that it knows; nothing reads its result.
    private static void AddSlotNames(GraphBuilder graph, string output, string[] names)
    {
        graph.UseDomain(LabelDomain, 2);
        NodeAttribute[] attributes =
        [
            NodeAttribute.Of("keys_strings", names),
            NodeAttribute.Of("values_int64s", [.. names.Select((_, i) => (long)i)]),
        ];
        var first = graph.AddInitializer($"mlnet.{output}.unusedInput", [names[0]], 1, 1);
        graph.AddNode("LabelEncoder", [first], 1, attributes, LabelDomain, $"mlnet.{output}.SlotNames");
    }
}
