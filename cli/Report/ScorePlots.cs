using System.Text.Json.Nodes;
using Rnn.Onnx.Cli.Pages;
using static Rnn.Onnx.Cli.Report.Words;

namespace Rnn.Onnx.Cli.Report;

/// <summary>What answers of some classes are judged by: a matrix of what was taken for what, and the scores of each class.</summary>
internal static class ScorePlots
{
    // More classes make no matrix that can be read.
    private const int LargestMatrix = 30;
    private const int MostBars = 20;

    private static readonly string[] ScoreNames = ["precision", "recall", "F1"];

    /// <summary>How often each label was taken for each; none where there are too many.</summary>
    /// <param name="id">Names the plot.</param>
    /// <param name="labels">The labels.</param>
    /// <param name="counts">By the number of the right label and of the answer.</param>
    /// <param name="what">What was judged: "text", "word".</param>
    public static IEnumerable<Plot> Confusion(
        string id,
        IReadOnlyList<string> labels,
        IReadOnlyList<IReadOnlyList<int>> counts,
        string what
    )
    {
        if (labels.Count > LargestMatrix)
            yield break;
        var mistakes = (
            from truth in Enumerable.Range(0, labels.Count)
            from answer in Enumerable.Range(0, labels.Count)
            where truth != answer && counts[truth][answer] > 0
            orderby counts[truth][answer] descending
            select (Truth: labels[truth], Answer: labels[answer], Count: counts[truth][answer])
        ).FirstOrDefault();
        var worst =
            mistakes.Count == 0
                ? "There is no mistake."
                : Text(
                    $"The most frequent mistake is to take {mistakes.Truth} for {mistakes.Answer}: {Count(mistakes.Count)} times."
                );
        yield return new Plot(
            id,
            "What was taken for what",
            Text(
                $"A row is what a {what} is, a column what the model took it for; the number says how often, the color which share of the row. Right answers stand on the diagonal. {worst}"
            ),
            Specs.Matrix(labels, $"{what} is", "answer"),
            [
                .. labels.SelectMany(
                    (truth, i) =>
                        labels.Select(
                            (answer, j) =>
                                new JsonObject
                                {
                                    ["truth"] = truth,
                                    ["answer"] = answer,
                                    ["count"] = counts[i][j],
                                    ["share"] = JsonResults.Number((double)counts[i][j] / Math.Max(1, counts[i].Sum())),
                                }
                        )
                ),
            ]
        );
    }

    /// <summary>Precision, recall and F1 of each class; of many the most frequent.</summary>
    /// <param name="id">Names the plot.</param>
    /// <param name="title">What the classes are: "labels", "tags".</param>
    /// <param name="scores">The scores.</param>
    public static Plot Scores(string id, string title, IReadOnlyList<ClassScore> scores)
    {
        var shown = scores
            .Where(score => score.Support > 0)
            .OrderByDescending(score => score.Support)
            .Take(MostBars)
            .ToArray();
        var (best, worst) = (shown.MaxBy(score => score.F1)!, shown.MinBy(score => score.F1)!);
        var order = new JsonArray([.. shown.Select(score => (JsonNode?)score.Name)]).ToJsonString();
        var left = scores.Count - shown.Length;
        return new Plot(
            id,
            $"How well the {title} are found",
            Text(
                $"Precision is the share of right answers among those that gave a label, recall the share of a label's cases that were found, F1 the harmonic mean of both; the most frequent stand to the left{(left > 0 ? Text($", {left} more are left out") : "")}. Best is {best.Name} with an F1 of {Number(best.F1)}, worst {worst.Name} with {Number(worst.F1)}."
            ),
            Specs.Parse(
                $$"""
                {
                  "height": 240,
                  "mark": { "type": "bar", "tooltip": true },
                  "encoding": {
                    "x": { "field": "name", "type": "nominal", "sort": {{order}}, "title": null, "axis": { "labelAngle": {{(
                    shown.Length > 10 ? -50 : 0
                )}} } },
                    "xOffset": { "field": "score", "sort": null },
                    "y": { "field": "value", "type": "quantitative", "title": null, "scale": { "domain": [0, 1] }, "axis": { "format": "%" } },
                    "color": {{Specs.Colors("score", ScoreNames, PlotColors.All)}}
                  }
                }
                """
            ),
            [
                .. shown.SelectMany(score =>
                    ScoreNames.Zip(
                        new[] { score.Precision, score.Recall, score.F1 },
                        (name, value) =>
                            new JsonObject
                            {
                                ["name"] = score.Name,
                                ["score"] = name,
                                ["value"] = JsonResults.Number(value),
                            }
                    )
                ),
            ]
        );
    }
}

/// <summary>How well a class is found, see <see cref="Models.Evaluation.MatchScore"/>.</summary>
internal sealed record ClassScore(string Name, double Precision, double Recall, double F1, int Support);
