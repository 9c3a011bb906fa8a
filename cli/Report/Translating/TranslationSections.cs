using System.Text.Json.Nodes;
using Rnn.Onnx.Cli.Pages;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Inference.Translation;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Models.Translation;
using static Rnn.Onnx.Cli.Report.Words;

namespace Rnn.Onnx.Cli.Report.Translating;

/// <summary>A report's sections of a translator on pairs of texts.</summary>
internal static class TranslationSections
{
    private const int Shown = 9;

    /// <summary>Translates the texts and compares with their references.</summary>
    public static ReportBody Of(
        string modelFile,
        ModelCard card,
        ParallelTexts texts,
        DecodingOptions decoding,
        CancellationToken cancel
    )
    {
        using var model = SequenceModel.Load(modelFile, new SessionSettings { Device = Device.Cpu });
        var target =
            card.Target?.Text.ToOptions()
            ?? throw new InvalidInputException(
                $"Model '{modelFile}': expected a translator with the texts that it writes in its card, found none."
            );
        var found = Translations.Of(model, texts.Source, decoding, cancel: cancel);
        var metrics = TranslationMetrics.Of([.. found.Select(one => one.Text)], texts.Target, target);
        Translated[] all =
        [
            .. texts
                .Source.Zip(texts.Target, found)
                .Select(pair => new Translated(
                    pair.First,
                    pair.Second,
                    pair.Third.Text,
                    TranslationMetrics.Of([pair.Third.Text], [pair.Second], target).Chrf.Score
                )),
        ];
        PagePart[] attention = [.. AttentionPlots.Of(texts.Source, found)];
        return new ReportBody(
            Text(
                $"{Count(metrics.Texts)} texts of {texts.Name} are translated with a BLEU of {metrics.Bleu.Score:F2} and a chrF2 of {metrics.Chrf.Score:F2}; {Count(all.Count(one => one.Translation == one.Reference))} are their reference to the letter. {Length(metrics.Bleu)}"
            ),
            [
                new("How good it is", [ByLength(all), Spread(all)]),
                new(
                    "What each word looked at",
                    attention.Length > 0
                        ? attention
                        :
                        [
                            new PageText(
                                "The file does not tell, or all texts are too long to draw; rnn export --attention writes one that tells."
                            ),
                        ]
                ),
                new("Translations beside their references", [Examples(all)]),
            ],
            new JsonObject
            {
                ["texts"] = metrics.Texts,
                ["bleu"] = JsonResults.Number(metrics.Bleu.Score),
                ["chrf"] = JsonResults.Number(metrics.Chrf.Score),
                ["brevityPenalty"] = JsonResults.Number(metrics.Bleu.BrevityPenalty),
            }
        );
    }

    private static string Length(Bleu bleu) =>
        Text(
            $"Translations have {Count(bleu.HypothesisTokens)} tokens, their references {Count(bleu.ReferenceTokens)}."
        );

    private static Plot ByLength(Translated[] all)
    {
        var groups = all.GroupBy(one => one.Words)
            .OrderBy(group => group.Key)
            .Select(group => (Words: group.Key, Chrf: group.Average(one => one.Chrf), Count: group.Count()))
            .ToArray();
        var middle = all.Select(one => one.Words).Order().ElementAt(all.Length / 2);
        var (shorter, longer) = (
            all.Where(one => one.Words <= middle).Average(one => one.Chrf),
            all.Where(one => one.Words > middle).Select(one => one.Chrf).DefaultIfEmpty(double.NaN).Average()
        );
        return new Plot(
            "quality-by-length",
            "Quality by the length of the source",
            Text(
                $"The mean chrF2 of translations, 0 for nothing in common with the reference and 100 for equal (less for texts of under 6 characters), by the words of the text; a larger point stands for more texts. Long texts are harder for models that read one word after the other: up to {middle} words the mean is {Number(shorter)}, above it {Number(longer)}."
            ),
            Specs.Parse(
                $$"""
                {
                  "layer": [
                    { "mark": { "type": "line", "color": "{{PlotColors.Blue}}" } },
                    { "mark": { "type": "circle", "color": "{{PlotColors.Blue}}", "opacity": 0.9, "tooltip": true },
                      "encoding": { "size": { "field": "count", "type": "quantitative", "legend": null, "scale": { "range": [25, 260] } } } }
                  ],
                  "encoding": {
                    "x": {{Specs.Whole("words", "words of the text")}},
                    "y": { "field": "chrf", "type": "quantitative", "title": "mean chrF2", "scale": { "domain": [0, 100] } }
                  }
                }
                """
            ),
            [
                .. groups.Select(group => new JsonObject
                {
                    ["words"] = group.Words,
                    ["chrf"] = JsonResults.Number(group.Chrf),
                    ["count"] = group.Count,
                }),
            ]
        );
    }

    private static Plot Spread(Translated[] all)
    {
        var counts = Enumerable
            .Range(0, 10)
            .Select(bin => all.Count(one => Math.Min((int)(one.Chrf / 10), 9) == bin))
            .ToArray();
        return new Plot(
            "quality",
            "How many translations are how good",
            Text(
                $"Translations by their chrF2. Of {Count(all.Length)} texts {Count(counts[9])} reach 90 or more, {Count(counts[0])} stay below 10."
            ),
            Specs.Parse(
                $$"""
                {
                  "height": 200,
                  "mark": { "type": "bar", "color": "{{PlotColors.Blue}}", "tooltip": true },
                  "encoding": {
                    "x": { "field": "from", "type": "quantitative", "title": "chrF2", "bin": { "binned": true, "step": 10 } },
                    "x2": { "field": "to" },
                    "y": { "field": "count", "type": "quantitative", "title": "texts" }
                  }
                }
                """
            ),
            [
                .. counts.Select(
                    (count, bin) =>
                        new JsonObject
                        {
                            ["from"] = 10 * bin,
                            ["to"] = 10 * (bin + 1),
                            ["count"] = count,
                        }
                ),
            ]
        );
    }

    // From the best to the worst in even steps: neither the best alone nor the worst alone say how it is.
    private static PageTable Examples(Translated[] all)
    {
        var sorted = all.DistinctBy(one => one.Source).OrderByDescending(one => one.Chrf).ToArray();
        var shown = Math.Min(Shown, sorted.Length);
        return new PageTable(
            "From the best to the worst in even steps",
            ["chrF2", "text", "translation", "reference"],
            [
                .. Enumerable
                    .Range(0, shown)
                    .Select(i => sorted[i * (sorted.Length - 1) / Math.Max(1, shown - 1)])
                    .Select(one =>
                        (IReadOnlyList<string>)[Text($"{one.Chrf:F1}"), one.Source, one.Translation, one.Reference]
                    ),
            ]
        );
    }

    private sealed record Translated(string Source, string Reference, string Translation, double Chrf)
    {
        public int Words => Source.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
    }
}
