using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Series;

namespace Rnn.Onnx.Cli.Terminal;

/// <summary>
/// A forecast step by step: a column for each target and, where the model gives quantiles, the outermost two as <c>lower</c>
/// and <c>upper</c>.
/// </summary>
internal sealed class ForecastTable
{
    private readonly TimeSeries series;
    private readonly string[] header;
    private readonly float[][] rows;

    public ForecastTable(TimeSeries series, CardSeries card, ForecastPipeline.Forecast forecast)
    {
        this.series = series;
        var levels = card.Quantiles?.Count ?? 0;
        header = [.. series.TargetNames, .. levels >= 2 ? ["lower", "upper"] : Array.Empty<string>()];
        var values = forecast.Values.Chunk(series.Targets.Count);
        rows =
        [
            .. levels >= 2
                ? values.Zip(
                    forecast.Quantiles.Chunk(levels),
                    (step, spread) => (float[])[.. step, spread[0], spread[^1]]
                )
                : values,
        ];
        if (levels >= 2)
            Interval = FormattableString.Invariant(
                $"lower and upper hold {100 * (card.Quantiles![^1] - card.Quantiles[0]):0.#} % of the values if the model is right"
            );
    }

    /// <summary>What lower and upper mean; null where there are none.</summary>
    public string? Interval { get; }

    /// <summary>The forecast of the first target.</summary>
    public float[] First => [.. rows.Select(row => row[0])];

    /// <summary>Lines for people.</summary>
    public IEnumerable<string> Lines()
    {
        if (header.Length > 1)
            yield return $"  {"", -16} {string.Join(' ', header.Select(name => name.PadLeft(12)))}";
        for (var step = 0; step < rows.Length; step++)
        {
            var numbers = rows[step].Select(value => value.ToString(Format, CultureInfo.InvariantCulture).PadLeft(12));
            yield return $"  {Label(step), -16} {string.Join(' ', numbers)}";
        }
        if (Interval is not null)
            yield return $"  {Interval}";
    }

    /// <summary>The same for programs: an object a step, its values under the names of the columns.</summary>
    public JsonArray Json() =>
        [
            .. rows.Select(
                (row, step) =>
                    new JsonObject([
                        KeyValuePair.Create<string, JsonNode?>(series.Step is null ? "step" : "date", Label(step)),
                        .. header.Zip(row, (name, value) => KeyValuePair.Create(name, JsonResults.Number(value))),
                    ])
            ),
        ];

    /// <summary>The same as CSV, numbers to the last bit.</summary>
    public string Csv()
    {
        var text = new StringBuilder(series.Step is null ? "step" : "date");
        text.Append(',').AppendJoin(',', header).AppendLine();
        for (var step = 0; step < rows.Length; step++)
        {
            var numbers = rows[step].Select(value => value.ToString("R", CultureInfo.InvariantCulture));
            text.Append(Label(step)).Append(',').AppendJoin(',', numbers).AppendLine();
        }
        return text.ToString();
    }

    /// <summary>The date of a step behind the end (-1 is the last known row), or its number where there are no dates.</summary>
    public string Label(int step)
    {
        if (series is not { Dates: not null, Step: not null })
            return (step + 1).ToString(CultureInfo.InvariantCulture);
        var date = series.DateOf(series.Count + step);
        return date.ToString(
            date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm",
            CultureInfo.InvariantCulture
        );
    }

    // Small numbers need their decimals.
    private string Format => rows.SelectMany(row => row).Max(Math.Abs) < 10 ? "N3" : "N1";
}
