using System.Globalization;
using System.Text.Json.Nodes;
using Rnn.Onnx.Models.Series;

namespace Rnn.Onnx.Cli.Report.Forecasting;

/// <summary>The rows of a series along x: by their dates, or by their numbers where there are none.</summary>
internal sealed class TimeAxis(TimeSeries series)
{
    private readonly bool dated = series is { Dates: not null, Step: not null };

    /// <summary>The channel x of the field <c>x</c>.</summary>
    public string X =>
        dated
            ? """{ "field": "x", "type": "temporal", "title": null, "axis": { "labelOverlap": true, "tickCount": 8 } }"""
            : """{ "field": "x", "type": "quantitative", "title": "row", "scale": { "zero": false, "nice": false } }""";

    /// <summary>A row's place; rows behind the end go on as the series does.</summary>
    /// <remarks>Dates have no zone and are shown as they are, wherever the page is read.</remarks>
    public JsonNode At(int row) =>
        dated
            ? JsonValue.Create(series.DateOf(row).ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture))
            : JsonValue.Create(row);

    /// <summary>A row as sentences name it.</summary>
    public string Name(int row)
    {
        if (!dated)
            return FormattableString.Invariant($"row {row}");
        var date = series.DateOf(row);
        return date.ToString(
            date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm",
            CultureInfo.InvariantCulture
        );
    }
}
