using System.Text.Json.Nodes;
using Rnn.Onnx.Cli.Pages;
using Rnn.Onnx.Models.Text;
using static Rnn.Onnx.Cli.Lab.Figures;

namespace Rnn.Onnx.Cli.Lab.Temperature;

/// <summary>The page of <c>rnn lab temperature</c>.</summary>
internal static class TemperaturePage
{
    private const int Bars = 12;

    public static Page Of(TemperatureLesson lesson) =>
        new(
            "Temperature: what sampling does",
            Text(
                $"The model '{lesson.Model}' has read “{lesson.Options.Prompt}”. Its logits for the next token are divided by the temperature before they become probabilities. Seed {lesson.Options.Seed}."
            ),
            [new("The next token", Next(lesson)), new("What is cut", Cut(lesson)), new("Samples", Samples(lesson))]
        );

    public static PageTable Summary(TemperatureLesson lesson) =>
        new(
            Text(
                $"By temperature: entropy of the next token, what top-p and top-k leave of it, and samples of {lesson.Options.Length} tokens"
            ),
            [
                "temperature",
                "entropy",
                Text($"tokens in top-p {lesson.Options.TopP}"),
                Text($"share of top-k {lesson.Options.TopK}"),
                "distinct words",
                "nats a token",
            ],
            [
                .. lesson.Runs.Select(run =>
                    (IReadOnlyList<string>)
                        [
                            Text($"{run.Temperature}"),
                            Text($"{run.Entropy:F2} bits"),
                            Text($"{run.Kept}"),
                            Text($"{100 * run.Share:F1} %"),
                            Text($"{100 * run.DistinctWords:F0} %"),
                            Text($"{run.Nats:F2}"),
                        ]
                ),
            ]
        );

    private static PagePart[] Next(TemperatureLesson lesson)
    {
        var likely = Order(lesson).Take(Bars).ToArray();
        var bars = lesson
            .Runs.SelectMany(run =>
                likely.Select(id =>
                    Row(
                        ("token", Shown(lesson.Tokens[id])),
                        ("temperature", Label(run.Temperature)),
                        ("probability", run.Probabilities[id])
                    )
                )
            )
            .ToArray();
        var curve = Enumerable
            .Range(1, 40)
            .Select(i => 0.05 * i)
            .Select(t =>
                Row(("temperature", t), ("entropy", NextToken.Entropy(NextToken.Probabilities(lesson.Logits, t))))
            )
            .ToArray();
        var drawable = lesson.Tokens.Count - Vocabulary.End;
        return
        [
            Summary(lesson),
            new Plot(
                "next",
                Text($"Probabilities of the {likely.Length} likeliest tokens"),
                Peaks(lesson, likely[0]),
                BarsBeside(),
                bars
            ),
            new Plot(
                "entropy",
                "Entropy of the next token over the temperature",
                Text(
                    $"Toward 0 only the likeliest token is left and a draw tells nothing; the hotter, the nearer to {Math.Log2(drawable):F2} bits, where all {drawable} tokens are alike."
                ),
                Curve(),
                curve
            ),
        ];
    }

    private static PagePart[] Cut(TemperatureLesson lesson)
    {
        var rows = lesson
            .Runs.SelectMany(run =>
            {
                var sum = 0.0;
                return run
                    .Probabilities.OrderDescending()
                    .Take(30)
                    .Select(
                        (p, i) => Row(("rank", i + 1), ("temperature", Label(run.Temperature)), ("share", sum += p))
                    )
                    .ToArray();
            })
            .ToArray();
        var kept = lesson.Runs.Select(run => Text($"{run.Kept} at {run.Temperature}"));
        var shares = lesson.Runs.Select(run => Text($"{100 * run.Share:F1} % at {run.Temperature}"));
        return
        [
            new Plot(
                "cut",
                "Share of the likeliest tokens together",
                Text(
                    $"Top-p draws a level line: with {lesson.Options.TopP} it keeps {string.Join(", ", kept)}. Top-k draws an upright one: the {lesson.Options.TopK} likeliest tokens have {string.Join(", ", shares)}. So top-k cuts the more the hotter it is, while top-p keeps more tokens where the model is unsure."
                ),
                Lines(
                    ("rank", "tokens, the likeliest first"),
                    ("share", "probability together"),
                    "temperature",
                    [.. lesson.Runs.Select(run => Label(run.Temperature))]
                ),
                rows
            ),
        ];
    }

    private static PagePart[] Samples(TemperatureLesson lesson)
    {
        var (cold, hot) = (lesson.Runs.MinBy(run => run.Temperature)!, lesson.Runs.MaxBy(run => run.Temperature)!);
        return
        [
            new PageText(
                Text(
                    $"Distinct words are counted over all words of a sample: {100 * cold.DistinctWords:F0} % at {cold.Temperature}, {100 * hot.DistinctWords:F0} % at {hot.Temperature}. Read by the model itself, at temperature 1, the sample of {cold.Temperature} costs {cold.Nats:F2} nats a token and that of {hot.Temperature} costs {hot.Nats:F2}: cold samples are what it holds for likely, hot ones surprise it."
                )
            ),
            .. lesson.Runs.Select(run => new PagePassage(
                Text($"Temperature {run.Temperature}"),
                lesson.Options.Prompt + run.Sample
            )),
        ];
    }

    private static string Peaks(TemperatureLesson lesson, int best)
    {
        var each = lesson.Runs.Select(run => Text($"{100 * run.Probabilities[best]:F1} % at {run.Temperature}"));
        return $"The likeliest token, “{Shown(lesson.Tokens[best])}”, has {string.Join(", ", each)}. A temperature never changes the order of the tokens, only how far they are apart.";
    }

    private static IEnumerable<int> Order(TemperatureLesson lesson) =>
        Enumerable
            .Range(Vocabulary.End, lesson.Tokens.Count - Vocabulary.End)
            .OrderByDescending(id => lesson.Logits[id]);

    // A blank and a line break can be seen.
    private static string Shown(string token) =>
        token switch
        {
            " " => "␣",
            "\n" => "⏎",
            _ => token,
        };

    private static JsonObject BarsBeside() =>
        Parse(
            """
            {
              "facet": { "field": "temperature", "type": "nominal", "sort": null, "header": { "title": null } },
              "columns": 2,
              "spec": {
                "width": 390,
                "height": 150,
                "mark": "bar",
                "encoding": {
                  "x": { "field": "token", "type": "nominal", "sort": null, "title": "token", "axis": { "labelAngle": 0 } },
                  "y": { "field": "probability", "type": "quantitative", "title": "probability", "scale": { "domain": [0, 1] } },
                  "tooltip": [{ "field": "token" }, { "field": "probability", "format": ".4f" }]
                }
              },
              "resolve": { "axis": { "x": "independent" } }
            }
            """
        );

    private static JsonObject Curve() =>
        Parse(
            """
            {
              "mark": "line",
              "encoding": {
                "x": { "field": "temperature", "type": "quantitative" },
                "y": { "field": "entropy", "type": "quantitative", "title": "bits" }
              }
            }
            """
        );

    private static string Label(double temperature) => Text($"temperature {temperature}");

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
