using System.Text.Json.Nodes;
using Rnn.Onnx.Cli.Pages;
using Rnn.Onnx.Models.Generation;
using Rnn.Onnx.Models.Text;
using static Rnn.Onnx.Cli.Report.Words;

namespace Rnn.Onnx.Cli.Report.Language;

/// <summary>How surprising the tokens of a text are to a model.</summary>
/// <param name="text">The text.</param>
/// <param name="featurizer">What made tokens of it.</param>
/// <param name="nats">-log p of each token behind the first.</param>
internal sealed class Surprise(LanguageText text, TextFeaturizer featurizer, IReadOnlyList<double> nats)
{
    private const int Rows = 8;
    private const int LongestWord = 11;
    private const int Places = 12;

    // About a line of a passage.
    private const int PassageCharacters = 40;
    private const int PassageWords = 10;

    private readonly TextPieces pieces = new(featurizer);
    private readonly bool isCharacters = featurizer.Options.Tokenizer == TokenizerKind.Characters;

    private string Unit => isCharacters ? "character" : "word";

    /// <summary>The beginning of the text, each token the fuller the more it surprised.</summary>
    public Plot Strip()
    {
        var columns = isCharacters ? 48 : 9;
        var count = Math.Min(Rows * columns, nats.Count);
        var most = Enumerable.Range(0, count).MaxBy(i => nats[i]);
        return new Plot(
            "surprise",
            $"The beginning, {Unit} by {Unit}",
            Text(
                $"The first {count} {Unit}s behind the very first; the fuller the color, the less the model expected one: its surprise is -ln of the probability it gave, 0 for certain. The greatest is {Number(nats[most])} nats, a chance of 1 in {Number(Math.Exp(nats[most]))}, at {Shown(most)}; the mean here is {Number(nats.Take(count).Average())}."
            ),
            Specs.Parse(
                $$"""
                {
                  "height": {{24 * ((count + columns - 1) / columns)}},
                  "encoding": {
                    "x": { "field": "column", "type": "ordinal", "axis": null },
                    "y": { "field": "row", "type": "ordinal", "axis": null }
                  },
                  "layer": [
                    { "mark": { "type": "rect", "color": "{{PlotColors.Orange}}", "tooltip": true },
                      "encoding": { "opacity": { "field": "nats", "type": "quantitative", "legend": null, "scale": { "domain": [0, 6], "range": [0.03, 0.95], "clamp": true } } } },
                    { "mark": { "type": "text", "fontSize": {{(
                    isCharacters ? 13 : 11
                )}} }, "encoding": { "text": { "field": "token" } } }
                  ]
                }
                """
            ),
            [
                .. Enumerable
                    .Range(0, count)
                    .Select(i => new JsonObject
                    {
                        ["row"] = i / columns,
                        ["column"] = i % columns,
                        ["token"] = Cell(i),
                        ["nats"] = JsonResults.Number(nats[i]),
                    }),
            ]
        );
    }

    /// <summary>The mean surprise by the place in a word, or of words in a line.</summary>
    public Plot ByPlace()
    {
        var (sums, counts) = (new double[Places], new int[Places]);
        var place = 0;
        for (var i = 0; i < nats.Count; i++)
        {
            var starts = isCharacters ? string.IsNullOrWhiteSpace(Token(i)) : Id(i) == Vocabulary.End;
            var at = Math.Min(place, Places - 1);
            sums[at] += nats[i];
            counts[at]++;
            place = starts ? 0 : place + 1;
        }
        int[] known = [.. Enumerable.Range(0, Places).Where(at => counts[at] > 0)];
        double Mean(int at) => sums[at] / counts[at];
        var (hardest, easiest) = (known.MaxBy(Mean), known.MinBy(Mean));
        var whole = isCharacters ? "word, the blank behind it among them" : "line, its end among them";
        return new Plot(
            "surprise-by-place",
            isCharacters ? "Surprise by the place in a word" : "Surprise by the place in a line",
            Text(
                $"The mean surprise of the first, second and further {Unit}s of a {whole}; the last place holds all behind it as well. What begins is hard to guess, what goes on less so: hardest is place {hardest + 1} with {Number(Mean(hardest))} nats, easiest place {easiest + 1} with {Number(Mean(easiest))}."
            ),
            Specs.Parse(
                $$"""
                {
                  "height": 220,
                  "mark": { "type": "bar", "color": "{{PlotColors.Blue}}", "tooltip": true },
                  "encoding": {
                    "x": { "field": "place", "type": "ordinal", "title": "place", "axis": { "labelAngle": 0 } },
                    "y": { "field": "nats", "type": "quantitative", "title": "mean surprise, nats" }
                  }
                }
                """
            ),
            [
                .. known.Select(at => new JsonObject
                {
                    ["place"] = at + 1,
                    ["nats"] = JsonResults.Number(Mean(at)),
                    ["count"] = counts[at],
                }),
            ]
        );
    }

    /// <summary>The passages of the greatest mean surprise.</summary>
    public PageTable Passages(int most)
    {
        var length = isCharacters ? PassageCharacters : PassageWords;
        var passages = Enumerable
            .Range(0, Math.Max(1, nats.Count / length))
            .Select(i => (First: i * length, Mean: nats.Skip(i * length).Take(length).Average()))
            .OrderByDescending(passage => passage.Mean)
            .Take(most);
        return new PageTable(
            $"The most surprising passages of {length} {Unit}s",
            ["mean nats", "passage"],
            [
                .. passages.Select(passage =>
                    (IReadOnlyList<string>)[Number(passage.Mean), Passage(passage.First, length)]
                ),
            ]
        );
    }

    private string Passage(int first, int length) =>
        string.Concat(
                Enumerable
                    .Range(first, Math.Min(length, nats.Count - first))
                    .Select(i => pieces.Of(Id(i), i == first ? null : Id(i - 1)))
            )
            .ReplaceLineEndings(" \u23CE ");

    private int Id(int i) => (int)text.Ids.Span[i + 1];

    private string Token(int i) => pieces.Of(Id(i), previous: null);

    private string Shown(int i) => $"'{Cell(i)}'";

    // What can not be seen gets a sign.
    private string Cell(int i) =>
        Token(i) switch
        {
            "\n" => "\u23CE",
            " " => "\u2423",
            { Length: > LongestWord } word => word[..(LongestWord - 1)] + "\u2026",
            var token => token,
        };
}
