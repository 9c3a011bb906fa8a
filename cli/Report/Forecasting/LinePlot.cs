using System.Text.Json.Nodes;
using Rnn.Onnx.Cli.Pages;

namespace Rnn.Onnx.Cli.Report.Forecasting;

/// <summary>Lines over time, the model's with its prediction intervals as bands behind it.</summary>
internal static class LinePlot
{
    /// <summary>What legends call the series itself.</summary>
    public const string Truth = "what came to pass";

    private static readonly string[] NaiveColors = [PlotColors.Gray, PlotColors.Orange, PlotColors.Green];

    /// <summary>
    /// The specification for rows of <c>x</c>, <c>value</c>, <c>line</c> and <c>part</c> (parts of a line are not joined), and of bands:
    /// <c>x</c>, <c>lower</c>, <c>upper</c>, <c>interval</c> and <c>part</c>.
    /// </summary>
    /// <param name="x">The channel x.</param>
    /// <param name="title">The name of the values.</param>
    /// <param name="lines">The lines' names in the order of the legend: the truth, the model, and any naive ones.</param>
    public static JsonObject Spec(string x, string title, IReadOnlyList<string> lines)
    {
        var color = Specs.Colors("line", lines, [Specs.Ink, PlotColors.Blue, .. NaiveColors]);
        var y = JsonValue.Create(title).ToJsonString();
        var naive = new JsonArray([.. lines.Skip(2).Select(line => (JsonNode?)line)]).ToJsonString();
        return Specs.Parse(
            $$"""
            {
              "height": 300,
              "encoding": { "x": {{x}} },
              "layer": [
                {
                  "transform": [{ "filter": "isValid(datum.lower)" }],
                  "mark": { "type": "area", "color": "{{PlotColors.Blue}}", "opacity": 0.17, "tooltip": true },
                  "encoding": {
                    "y": { "field": "lower", "type": "quantitative", "title": {{y}}, "scale": { "zero": false } },
                    "y2": { "field": "upper" },
                    "detail": [{ "field": "interval" }, { "field": "part" }]
                  }
                },
                {
                  "transform": [{ "filter": "isValid(datum.line)" }],
                  "mark": { "type": "line", "strokeWidth": 1.6, "tooltip": true },
                  "encoding": {
                    "y": { "field": "value", "type": "quantitative", "title": {{y}}, "scale": { "zero": false } },
                    "color": {{color}},
                    "strokeDash": { "condition": { "test": "indexof({{naive.Replace(
                '"',
                '\''
            )}}, datum.line) >= 0", "value": [4, 3] }, "value": [] },
                    "detail": { "field": "part" }
                  }
                }
              ]
            }
            """
        );
    }

    /// <summary>The rows of a line, from a row of the series on.</summary>
    public static IEnumerable<JsonObject> Line(
        TimeAxis axis,
        int first,
        IEnumerable<float> values,
        string name,
        int part
    ) =>
        values.Select(
            (value, step) =>
                new JsonObject
                {
                    ["x"] = axis.At(first + step),
                    ["line"] = name,
                    ["part"] = part,
                    ["value"] = JsonResults.Number(value),
                }
        );

    /// <summary>The rows of a band between two quantiles.</summary>
    public static IEnumerable<JsonObject> Band(
        TimeAxis axis,
        int first,
        IEnumerable<float> lower,
        IEnumerable<float> upper,
        string interval,
        int part
    ) =>
        lower
            .Zip(upper)
            .Select(
                (bounds, step) =>
                    new JsonObject
                    {
                        ["x"] = axis.At(first + step),
                        ["interval"] = interval,
                        ["part"] = part,
                        ["lower"] = JsonResults.Number(bounds.First),
                        ["upper"] = JsonResults.Number(bounds.Second),
                    }
            );
}
