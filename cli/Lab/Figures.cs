using System.Globalization;
using System.Text.Json.Nodes;

namespace Rnn.Onnx.Cli.Lab;

/// <summary>The kinds of plots that the lessons draw, as Vega-Lite specifications over rows of data.</summary>
internal static class Figures
{
    /// <summary>A line for each series over steps.</summary>
    /// <param name="x">Field and title of what runs to the right.</param>
    /// <param name="y">Field and title of what is measured.</param>
    /// <param name="series">The field that tells lines apart.</param>
    /// <param name="order">The series in the order of the legend, which is that of the colors.</param>
    /// <param name="log">Whether what is measured has a logarithmic scale.</param>
    /// <param name="facet">The field that gives each of its values a plot of its own; null for one plot.</param>
    public static JsonObject Lines(
        (string Field, string Title) x,
        (string Field, string Title) y,
        string series,
        IReadOnlyList<string> order,
        bool log = false,
        string? facet = null
    )
    {
        var scale = log ? """{ "type": "log" }""" : """{ "zero": false }""";
        var axis = log ? """, "axis": { "format": ".0e", "tickCount": 7 }""" : """, "axis": { "format": ".3~g" }""";
        var view = Parse(
            $$"""
            {
              "mark": { "type": "line", "clip": true },
              "encoding": {
                "x": { "field": "{{x.Field}}", "type": "quantitative", "title": "{{x.Title}}" },
                "y": { "field": "{{y.Field}}", "type": "quantitative", "title": "{{y.Title}}", "scale": {{scale}}{{axis}} },
                "color": { "field": "{{series}}", "type": "nominal", "sort": {{List(order)}} },
                "tooltip": [{ "field": "{{series}}" }, { "field": "{{x.Field}}" }, { "field": "{{y.Field}}", "format": ".3g" }]
              }
            }
            """
        );
        return facet is null ? view : Beside(view, facet);
    }

    /// <summary>A cell for each pair of column and row, the fuller the larger the value.</summary>
    /// <param name="x">Field and title of the columns.</param>
    /// <param name="y">Field and title of the rows.</param>
    /// <param name="color">Field and title of the value.</param>
    /// <param name="diverging">Whether values go to both sides of 0, from -1 to 1; otherwise from 0 to 1.</param>
    /// <param name="height">Pixels.</param>
    public static JsonObject HeatMap(
        (string Field, string Title) x,
        (string Field, string Title) y,
        (string Field, string Title) color,
        bool diverging,
        int height
    )
    {
        var scale = diverging
            ? """{ "scheme": "blueorange", "domain": [-1, 1], "reverse": true, "clamp": true }"""
            : """{ "scheme": "blues", "domain": [0, 1], "clamp": true }""";
        return Parse(
            $$"""
            {
              "mark": "rect",
              "height": {{height}},
              "encoding": {
                "x": { "field": "{{x.Field}}", "type": "ordinal", "title": "{{x.Title}}", "sort": null, "axis": { "labelAngle": 0, "labelOverlap": true, "grid": false } },
                "y": { "field": "{{y.Field}}", "type": "ordinal", "title": "{{y.Title}}", "sort": null, "axis": { "grid": false } },
                "color": { "field": "{{color.Field}}", "type": "quantitative", "title": "{{color.Title}}", "scale": {{scale}}, "legend": { "orient": "right", "title": "{{color.Title}}" } },
                "tooltip": [{ "field": "{{y.Field}}" }, { "field": "{{x.Field}}" }, { "field": "{{color.Field}}", "format": ".3f" }]
              }
            }
            """
        );
    }

    /// <summary>Rows of one table of numbers: a row for each value that is a number.</summary>
    public static JsonObject Row(params (string Name, object Value)[] fields)
    {
        var row = new JsonObject();
        foreach (var (name, value) in fields)
            row[name] = value switch
            {
                double number => JsonResults.Number(number),
                float number => JsonResults.Number(number),
                int number => JsonValue.Create(number),
                _ => JsonValue.Create(Convert.ToString(value, CultureInfo.InvariantCulture)),
            };
        return row;
    }

    /// <summary>A number in a sentence or a table: three figures, in powers of ten where it is far from 1.</summary>
    public static string Number(double value) =>
        value is 0 or (>= 0.001 and < 10000) or (> -10000 and <= -0.001)
            ? value.ToString("G3", CultureInfo.InvariantCulture)
            : value.ToString("0.0e+0", CultureInfo.InvariantCulture);

    public static JsonObject Parse(string spec) => JsonNode.Parse(spec)!.AsObject();

    public static string List(IEnumerable<string> words) =>
        new JsonArray([.. words.Select(word => JsonValue.Create(word))]).ToJsonString();

    // Small plots side by side, each with a scale of its own.
    private static JsonObject Beside(JsonObject view, string facet)
    {
        view["width"] = 240;
        view["height"] = 220;
        return new JsonObject
        {
            ["facet"] = new JsonObject
            {
                ["field"] = facet,
                ["type"] = "nominal",
                ["sort"] = null,
                ["header"] = new JsonObject { ["title"] = null },
            },
            ["columns"] = 3,
            ["spec"] = view,
            ["resolve"] = new JsonObject { ["scale"] = new JsonObject { ["y"] = "independent" } },
        };
    }
}
