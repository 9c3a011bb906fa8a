using System.Text.Json.Nodes;
using Rnn.Onnx.Cli.Pages;

namespace Rnn.Onnx.Cli.Report;

/// <summary>Vega-Lite specifications, or pieces of them, that several plots share.</summary>
internal static class Specs
{
    /// <summary>A color that is the page's own ink, dark on light and light on dark.</summary>
    public const string Ink = "currentColor";

    /// <summary>A specification as it is written down.</summary>
    public static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();

    /// <summary>Whole numbers along x, such as epochs.</summary>
    public static string Whole(string field, string title) =>
        $$"""
            { "field": "{{field}}", "type": "quantitative", "title": "{{title}}", "scale": { "nice": false }, "axis": { "tickMinStep": 1, "format": "d" } }
            """;

    /// <summary>A color for each name, in the order of the names; a legend in the same order.</summary>
    public static string Colors(string field, IEnumerable<string> names, IEnumerable<string> colors)
    {
        var domain = new JsonArray([.. names.Select(name => (JsonNode?)name)]);
        var range = new JsonArray([.. colors.Take(domain.Count).Select(color => (JsonNode?)color)]);
        return $$"""
            { "field": "{{field}}", "type": "nominal", "scale": { "domain": {{domain.ToJsonString()}}, "range": {{range.ToJsonString()}} } }
            """;
    }

    /// <summary>Lines with a point at each value: x, y and the name of the line in the fields given.</summary>
    public static JsonObject Lines(string x, string y, string color) =>
        Parse(
            $$"""
            { "mark": { "type": "line", "point": { "size": 22 } }, "encoding": { "x": {{x}}, "y": {{y}}, "color": {{color}} } }
            """
        );

    /// <summary>
    /// A matrix of counts: rows in the field <c>truth</c>, columns in <c>answer</c>, the number in <c>count</c>, and how full a cell's
    /// color is, from 0 to 1, in <c>share</c>.
    /// </summary>
    public static JsonObject Matrix(IReadOnlyList<string> labels, string rows, string columns)
    {
        var order = new JsonArray([.. labels.Select(label => (JsonNode?)label)]).ToJsonString();
        var size = Math.Clamp(60 + (34 * labels.Count), 160, 640);
        return Parse(
            $$"""
            {
              "width": {{Math.Clamp(70 * labels.Count, 200, 760)}},
              "height": {{size}},
              "encoding": {
                "x": { "field": "answer", "type": "nominal", "sort": {{order}}, "title": "{{columns}}", "axis": { "orient": "top", "labelAngle": {{(
                labels.Count > 8 ? -60 : 0
            )}} } },
                "y": { "field": "truth", "type": "nominal", "sort": {{order}}, "title": "{{rows}}" }
              },
              "layer": [
                {
                  "mark": { "type": "rect", "color": "{{PlotColors.Blue}}", "stroke": "{{PlotColors.Gray}}", "strokeWidth": 0.4, "tooltip": true },
                  "encoding": { "opacity": { "field": "share", "type": "quantitative", "legend": null, "scale": { "domain": [0, 1], "range": [0.02, 0.85] } } }
                },
                {
                  "mark": { "type": "text", "fontSize": {{(labels.Count > 12 ? 9 : 12)}} },
                  "encoding": { "text": { "field": "count", "type": "quantitative", "format": "," } }
                }
              ]
            }
            """
        );
    }
}
