using System.Text.Json.Nodes;
using Rnn.Onnx.Cli.Pages;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Models.Text;
using static Rnn.Onnx.Cli.Report.Words;

namespace Rnn.Onnx.Cli.Report.Tags;

/// <summary>A report's sections of a tagger on tagged words.</summary>
internal static class TaggingSections
{
    private const int MostMistakes = 12;

    /// <summary>Tags the sentences.</summary>
    public static ReportBody Of(string modelFile, ModelCard card, TaggedSentences data)
    {
        using var model = SequenceModel.Load(modelFile, new SessionSettings { Device = Device.Cpu });
        var metrics = Taggings.Evaluate(model, data);
        var answers = Taggings.Of(model, [.. data.Sentences.Select(sentence => sentence.Words)]);
        TaggedWord[] words = [.. data.Sentences.Zip(answers).SelectMany(pair => Words(pair.First, pair.Second))];
        var scores = metrics.Tags.Select(Score);
        var unknown =
            metrics.UnknownWords > 0
                ? Text(
                    $" Of the {Count(metrics.UnknownWords)} words that the model does not know it is {Percent(metrics.UnknownAccuracy)}."
                )
                : "";
        return new ReportBody(
            Text(
                $"Of {Count(metrics.Words)} words of {Path.GetFileName(data.Path)} {Percent(metrics.Accuracy)} were given the right tag; macro-F1 {Number(metrics.MacroF1)}.{unknown}{Seen(card, data)}"
            ),
            [
                new(
                    "Right and wrong",
                    [
                        ScorePlots.Scores("scores", "tags", [.. scores]),
                        .. Confusion(metrics, words),
                        .. KnownPlot(metrics),
                        Mistakes(words),
                    ]
                ),
                .. metrics.Entities is { } entities
                    ?
                    [
                        new PageSection(
                            "Entities",
                            [
                                ScorePlots.Scores(
                                    "entities",
                                    "entities",
                                    [.. entities.Types.Append(entities.All).Select(Score)]
                                ),
                            ]
                        ),
                    ]
                    : Array.Empty<PageSection>(),
            ],
            JsonResults.Of(metrics)!.AsObject()
        );
    }

    private static ClassScore Score(MatchScore one) => new(one.Name, one.Precision, one.Recall, one.F1, one.Support);

    private static IEnumerable<TaggedWord> Words(TaggedSentence sentence, IReadOnlyList<string> answers) =>
        sentence.Words.Select((word, i) => new TaggedWord(word, sentence.Tags[i], answers[i]));

    // The file it learned from says little about other files.
    private static string Seen(ModelCard card, TaggedSentences data) =>
        File.Exists(data.Path) && card.TrainingData?.Sha256 == Models.FileHash.Of(data.Path)
            ? " Most of these sentences the model has learned from."
            : "";

    private static IEnumerable<Plot> Confusion(TaggingMetrics metrics, TaggedWord[] words)
    {
        string[] tags = [.. metrics.Tags.Select(tag => tag.Name)];
        var counts = words.CountBy(word => (word.Truth, word.Answer)).ToDictionary();
        return ScorePlots.Confusion(
            "confusion",
            tags,
            [
                .. tags.Select(truth =>
                    (IReadOnlyList<int>)[.. tags.Select(answer => counts.GetValueOrDefault((truth, answer)))]
                ),
            ],
            "word"
        );
    }

    private static IEnumerable<Plot> KnownPlot(TaggingMetrics metrics)
    {
        if (metrics.UnknownWords == 0 || metrics.UnknownWords == metrics.Words)
            yield break;
        var known = metrics.Words - metrics.UnknownWords;
        var accuracy = ((metrics.Accuracy * metrics.Words) - (metrics.UnknownAccuracy * metrics.UnknownWords)) / known;
        yield return new Plot(
            "known-words",
            "Words it knows, and words it does not",
            Text(
                $"The share of right tags among words of the vocabulary and among others, which the model can tell by their letters and neighbors only: {Percent(accuracy)} of {Count(known)} known words and {Percent(metrics.UnknownAccuracy)} of {Count(metrics.UnknownWords)} others."
            ),
            Specs.Parse(
                $$"""
                {
                  "height": 90,
                  "mark": { "type": "bar", "color": "{{PlotColors.Blue}}", "tooltip": true },
                  "encoding": {
                    "y": { "field": "words", "type": "nominal", "sort": null, "title": null },
                    "x": { "field": "accuracy", "type": "quantitative", "title": "right tags", "scale": { "domain": [0, 1] }, "axis": { "format": "%" } }
                  }
                }
                """
            ),
            [Row("known", accuracy, known), Row("unknown", metrics.UnknownAccuracy, metrics.UnknownWords)]
        );

        static JsonObject Row(string words, double accuracy, int count) =>
            new()
            {
                ["words"] = words,
                ["accuracy"] = JsonResults.Number(accuracy),
                ["count"] = count,
            };
    }

    private static PagePart Mistakes(TaggedWord[] words)
    {
        var wrong = words
            .Where(word => word.Truth != word.Answer)
            .GroupBy(word => (word.Truth, word.Answer))
            .OrderByDescending(group => group.Count())
            .Take(MostMistakes)
            .ToArray();
        if (wrong.Length == 0)
            return new PageText("No word was given a wrong tag.");
        return new PageTable(
            "The most frequent mistakes",
            ["is", "answer", "how often", "such as"],
            [
                .. wrong.Select(group =>
                    (IReadOnlyList<string>)
                        [
                            group.Key.Truth,
                            group.Key.Answer,
                            Count(group.Count()),
                            string.Join(
                                ", ",
                                group
                                    .CountBy(word => word.Word)
                                    .OrderByDescending(word => word.Value)
                                    .Take(5)
                                    .Select(word => word.Key)
                            ),
                        ]
                ),
            ]
        );
    }

    private sealed record TaggedWord(string Word, string Truth, string Answer);
}
