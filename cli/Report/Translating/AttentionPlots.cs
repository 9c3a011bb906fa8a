using System.Text.Json.Nodes;
using Rnn.Onnx.Cli.Pages;
using Rnn.Onnx.Inference.Translation;
using static Rnn.Onnx.Cli.Report.Words;

namespace Rnn.Onnx.Cli.Report.Translating;

/// <summary>What each word of a translation looked at: a heat map a text.</summary>
internal static class AttentionPlots
{
    private const int CellSize = 30;

    // Wider maps do not fit a page.
    private const int LongestSource = 22;
    private const int Most = 4;

    /// <summary>The maps of a few texts of some length; none where the file does not tell.</summary>
    public static IEnumerable<Plot> Of(IReadOnlyList<string> texts, IReadOnlyList<TranslatedText> translations) =>
        texts
            .Zip(translations)
            .Where(pair =>
                pair.Second is { Tokens.Count: > 0, SourceTokens.Count: > 0 and <= LongestSource, Attention: not null }
            )
            .OrderByDescending(pair => Math.Min(pair.Second.SourceTokens!.Count, LongestSource / 2))
            .DistinctBy(pair => pair.First)
            .Take(Most)
            .Select((pair, i) => Map(i + 1, pair.First, pair.Second));

    private static Plot Map(int number, string text, TranslatedText translation)
    {
        var (source, target, attention) = (translation.SourceTokens!, translation.Tokens!, translation.Attention!);
        var (row, column) = Enumerable
            .Range(0, target.Count)
            .SelectMany(row => Enumerable.Range(0, source.Count).Select(column => (row, column)))
            .MaxBy(cell => attention[cell.row][cell.column]);
        var forward = Enumerable
            .Range(0, target.Count)
            .Select(at => Enumerable.Range(0, source.Count).MaxBy(column => attention[at][column]))
            .ToArray();
        var inOrder = forward.Skip(1).Zip(forward, (next, before) => next >= before).Count(rises => rises);
        return new Plot(
            Text($"attention-{number}"),
            $"{text} \u2192 {translation.Text}",
            Text(
                $"Each row is a token of the translation, each column one of the source; the fuller the color, the more of a token's attention, whose sum is 1 along a row. The surest look is from {Shown(target[row])} to {Shown(source[column])}, {Number(attention[row][column])}; {inOrder} of {Math.Max(0, target.Count - 1)} steps go on to the same or a later place in the source."
            ),
            Specs.Parse(
                $$"""
                {
                  "width": {{CellSize * source.Count}},
                  "height": {{CellSize * target.Count}},
                  "mark": { "type": "rect", "color": "{{PlotColors.Blue}}", "stroke": "{{PlotColors.Gray}}", "strokeWidth": 0.3, "tooltip": true },
                  "encoding": {
                    "x": { "field": "column", "type": "ordinal", "title": null, "axis": { "orient": "top", "labelAngle": -60, "labelExpr": {{Labels(
                    source
                )}} } },
                    "y": { "field": "row", "type": "ordinal", "title": null, "axis": { "labelExpr": {{Labels(
                    target
                )}} } },
                    "opacity": { "field": "attention", "type": "quantitative", "legend": null, "scale": { "domain": [0, 1], "range": [0.02, 1] } }
                  }
                }
                """
            ),
            [
                .. target.SelectMany(
                    (to, i) =>
                        source.Select(
                            (from, j) =>
                                new JsonObject
                                {
                                    ["row"] = i,
                                    ["column"] = j,
                                    ["target"] = to,
                                    ["source"] = from,
                                    ["attention"] = JsonResults.Number(attention[i][j]),
                                }
                        )
                ),
            ]
        );
    }

    // An expression that gives the token of a number, as a JSON string; tokens come several times, so numbers are what is drawn.
    private static string Labels(IReadOnlyList<string> tokens)
    {
        var list = new JsonArray([.. tokens.Select(token => (JsonNode?)Shown(token))]).ToJsonString();
        return JsonValue.Create($"{list}[datum.value]").ToJsonString();
    }

    // A blank, which is a token between characters, can be seen.
    private static string Shown(string token) => string.IsNullOrWhiteSpace(token) ? "\u2423" : token;
}
