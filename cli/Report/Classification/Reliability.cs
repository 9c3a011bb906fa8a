using System.Text.Json.Nodes;
using Rnn.Onnx.Cli.Pages;
using static Rnn.Onnx.Cli.Report.Words;

namespace Rnn.Onnx.Cli.Report.Classification;

/// <summary>
/// Whether probabilities can be believed: how often answers were right, by how sure the model was of them (reliability diagram,
/// DeGroot and Fienberg 1983; its mean distance is the expected calibration error, Guo et al. 2017).
/// </summary>
internal static class Reliability
{
    private const int Bins = 10;

    public static Plot Of(IReadOnlyList<Judged> judged)
    {
        var bins = judged
            .GroupBy(one => Math.Min((int)(one.Confidence * Bins), Bins - 1))
            .OrderBy(bin => bin.Key)
            .Select(bin =>
                (
                    Count: bin.Count(),
                    Confidence: bin.Average(one => one.Confidence),
                    Accuracy: bin.Average(one => one.IsRight ? 1.0 : 0)
                )
            )
            .ToArray();
        var distance = bins.Sum(bin => Math.Abs(bin.Confidence - bin.Accuracy) * bin.Count) / judged.Count;
        var (sure, right) = (judged.Average(one => one.Confidence), judged.Average(one => one.IsRight ? 1.0 : 0));
        return new Plot(
            "reliability",
            "Can its probabilities be believed?",
            Text(
                $"Answers are grouped by how sure the model was of them, along x; y is the share of them that was right. On the dashed line both are the same: 80 % sure, 80 % right; below it the model is too sure. A larger point stands for more texts. On average it was {Percent(sure)} sure and {Percent(right)} right; the mean distance to the line is {Percent(distance)}."
            ),
            Specs.Parse(
                $$"""
                {
                  "width": 360, "height": 320,
                  "layer": [
                    { "data": { "values": [{ "confidence": 0, "accuracy": 0 }, { "confidence": 1, "accuracy": 1 }] },
                      "mark": { "type": "line", "strokeDash": [4, 4], "color": "{{PlotColors.Gray}}" },
                      "encoding": { "x": { "field": "confidence", "type": "quantitative" }, "y": { "field": "accuracy", "type": "quantitative" } } },
                    { "mark": { "type": "line", "color": "{{PlotColors.Blue}}" },
                      "encoding": { "x": { "field": "confidence", "type": "quantitative" }, "y": { "field": "accuracy", "type": "quantitative" } } },
                    { "mark": { "type": "circle", "color": "{{PlotColors.Blue}}", "opacity": 0.9, "tooltip": true },
                      "encoding": {
                        "x": { "field": "confidence", "type": "quantitative", "title": "how sure", "axis": { "format": "%" } },
                        "y": { "field": "accuracy", "type": "quantitative", "title": "how often right", "axis": { "format": "%" } },
                        "size": { "field": "count", "type": "quantitative", "legend": null, "scale": { "range": [30, 300] } } } }
                  ]
                }
                """
            ),
            [
                .. bins.Select(bin => new JsonObject
                {
                    ["confidence"] = JsonResults.Number(bin.Confidence),
                    ["accuracy"] = JsonResults.Number(bin.Accuracy),
                    ["count"] = bin.Count,
                }),
            ]
        );
    }
}
