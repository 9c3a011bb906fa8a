using System.Globalization;
using Rnn.Onnx.Models.Evaluation;

namespace Rnn.Onnx.Models.Tests.Evaluation;

/// <summary>
/// BLEU and chrF against NLTK: on its own examples, and on random pairs (Data/translation_scores.tsv, made by
/// tests/reference/translation_scores.py).
/// </summary>
[TestClass]
public sealed class TranslationScoresTests
{
    // The examples of nltk.translate.bleu_score and chrf_score, which are those of Papineni et al.
    private const string Guide =
        "It is a guide to action which ensures that the military always obeys the commands of the party";

    private const string Troops = "It is to insure the troops forever hearing the activity guidebook that party direct";

    private static readonly string[] Guides =
    [
        "It is a guide to action that ensures that the military will forever heed Party commands",
        "It is the guiding principle which guarantees the military forces always being under the command of the Party",
        "It is the practical guide for the army always to heed the directions of the party",
    ];

    private static readonly Lazy<Row[]> Rows = new(() =>
        [
            .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "translation_scores.tsv"))
                .Select(line => new Row(line.Split('\t'))),
        ]
    );

    [TestMethod]
    public void Bleu_ExamplesOfNltk_HaveItsScores()
    {
        Truncated("50.45", Bleu.Of([Words(Guide)], Several(Guides)).Score);
        Truncated("39.20", Bleu.Of([Words(Guide)], Several(Guides), longest: 5).Score);
        Assert.AreEqual(0, Bleu.Of([Words(Troops)], Several(Guides)).Score);

        var read = "he read the book because he was interested in world history";
        string[][] hypotheses = [Words(Guide), Words(read)];
        string[][][] references =
        [
            [.. Guides.Select(Words)],
            [Words("he was interested in world history because he read the book")],
        ];
        Truncated("59.20", Bleu.Of(hypotheses, references).Score);
        Truncated("47.19", Bleu.Of(hypotheses, references, longest: 5).Score);
    }

    [TestMethod]
    public void Bleu_ExamplesOfNltk_HaveItsPrecisions()
    {
        var guide = Bleu.Of([Words(Guide)], Several(Guides));
        Assert.AreEqual(17.0 / 18, guide.Precisions[0], 1e-12);
        Assert.AreEqual(10.0 / 17, guide.Precisions[1], 1e-12);
        var troops = Bleu.Of([Words(Troops)], Several(Guides));
        Assert.AreEqual(8.0 / 14, troops.Precisions[0], 1e-12);
        Assert.AreEqual(1.0 / 13, troops.Precisions[1], 1e-12);
        var repeated = Bleu.Of(
            [Words("the the the the the the the")],
            Several("the cat is on the mat", "there is a cat on the mat")
        );
        Assert.AreEqual(2.0 / 7, repeated.Precisions[0], 1e-12);
    }

    [TestMethod]
    [DataRow(12, "12 15 17", 1.0)]
    [DataRow(12, "28 28", 0.2635971381157267)]
    [DataRow(12, "13 2", 0.920044414629323)]
    [DataRow(12, "13 11", 1.0)]
    [DataRow(7, "11 8", 0.866877899750182)]
    [DataRow(7, "11 8 6 7", 1.0)]
    public void BrevityPenalty_ExamplesOfNltk_TakesTheNearestReference(int length, string references, double penalty)
    {
        var lengths = references.Split(' ').Select(number => int.Parse(number, CultureInfo.InvariantCulture));
        var bleu = Bleu.Of(
            [Repeated(length)],
            (string[][][])
                [
                    [.. lengths.Select(Repeated)],
                ]
        );
        Assert.AreEqual(penalty, bleu.BrevityPenalty, 1e-14);
        Assert.AreEqual(length, bleu.HypothesisTokens);
    }

    [TestMethod]
    public void Chrf_ExamplesOfNltk_HaveItsScores()
    {
        Truncated("63.49", Chrf.Of([Guide], [Guides[0]], beta: 3).Score);
        Truncated("33.30", Chrf.Of([Troops], [Guides[0]], beta: 3).Score);
        Truncated("14.68", Chrf.Of(["the the the the the the the"], ["the cat is on the mat"], beta: 3).Score);
        string[] hypotheses = [Guide, Troops, Troops, Guide];
        Truncated("39.10", Chrf.Of(hypotheses, [Guides[0], Guides[1], Guides[0], Guides[1]], beta: 3).Score);
    }

    [TestMethod]
    public void Of_ThousandRandomPairs_GivesTheScoresOfNltk()
    {
        var pairs = Rows.Value.Where(row => !row.IsPart).ToArray();
        Assert.HasCount(1000, pairs);
        foreach (var pair in pairs)
            Check(pair, [pair]);
    }

    [TestMethod]
    public void Of_CorporaOfRandomPairs_GivesTheScoresOfNltk()
    {
        var parts = Rows.Value.Where(row => row.IsPart).ToArray();
        Assert.HasCount(5, parts);
        foreach (var part in parts)
        {
            var ends = part
                .Hypothesis.Split('-')
                .Select(number => int.Parse(number, CultureInfo.InvariantCulture))
                .ToArray();
            Check(part, Rows.Value[ends[0]..(ends[1] + 1)]);
        }
    }

    [TestMethod]
    public void Of_EqualTexts_IsHundred()
    {
        var bleu = Bleu.Of([Words(Guide), Words(Troops)], [Words(Guide), Words(Troops)]);
        Assert.AreEqual(100, bleu.Score);
        Assert.AreEqual(1, bleu.BrevityPenalty);
        Assert.AreEqual(32, bleu.ReferenceTokens);
        var chrf = Chrf.Of([Guide, Troops], [Guide, Troops]);
        Assert.AreEqual(100, chrf.Score);
        Assert.HasCount(6, chrf.Orders);
    }

    [TestMethod]
    public void Of_EmptyTexts_IsZero()
    {
        var bleu = Bleu.Of(
            [
                [],
                [],
            ],
            (string[][])
                [
                    ["a"],
                    [],
                ],
            BleuSmoothing.Halving
        );
        Assert.AreEqual(0, bleu.Score);
        Assert.AreEqual(0, bleu.BrevityPenalty);
        Assert.AreEqual(0, Chrf.Of(["", " "], ["a", "\t"]).Score);
    }

    [TestMethod]
    public void Of_NothingOrNotAsMany_SaysSo()
    {
        Expect.InvalidInput(
            "Translations to judge: expected 1 or more, and as many references, found 0 and 0.",
            () => Chrf.Of([], [])
        );
        Expect.InvalidInput(
            "Translations to judge: expected 1 or more, and as many references, found 1 and 2.",
            () =>
                Bleu.Of(
                    [
                        ["a"],
                    ],
                    (string[][])
                        [
                            ["a"],
                            ["b"],
                        ]
                )
        );
        Expect.InvalidInput(
            "Translation 2: expected a reference or more, found none.",
            () =>
                Bleu.Of(
                    [
                        ["a"],
                        ["b"],
                    ],
                    (string[][][])
                        [
                            [
                                ["a"],
                            ],
                            [],
                        ]
                )
        );
        Expect.InvalidInput(
            "Option longest: expected 1 or more, found 0.",
            () =>
                Bleu.Of(
                    [
                        ["a"],
                    ],
                    (string[][])
                        [
                            ["a"],
                        ],
                    longest: 0
                )
        );
    }

    private static void Check(Row expected, Row[] pairs)
    {
        var hypotheses = pairs.Select(pair => Words(pair.Hypothesis)).ToArray();
        var references = pairs.Select(pair => pair.References.Select(Words).ToArray()).ToArray();
        foreach (var (i, smoothing) in Enum.GetValues<BleuSmoothing>().Index())
            Close(expected.Scores[i], Bleu.Of(hypotheses, references, smoothing).Score, $"{smoothing}");
        string[] texts = [.. pairs.Select(pair => pair.Hypothesis)];
        string[] first = [.. pairs.Select(pair => pair.References[0])];
        Close(expected.Scores[3], Chrf.Of(texts, first).Score, "chrF2");
        Close(expected.Scores[4], Chrf.Of(texts, first, beta: 3).Score, "chrF3");

        void Close(double score, double found, string what) =>
            Assert.AreEqual(score, found, 1e-9 * Math.Max(1, score), $"{what} of '{expected.Hypothesis}'");
    }

    // NLTK's examples show the first digits, not rounded.
    private static void Truncated(string digits, double score) =>
        Assert.AreEqual(digits, (Math.Floor(score * 100) / 100).ToString("F2", CultureInfo.InvariantCulture));

    private static string[][][] Several(params string[] references) =>
        [
            [.. references.Select(Words)],
        ];

    private static string[] Repeated(int length) => [.. Enumerable.Repeat("a", length)];

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private sealed record Row(string Hypothesis, string[] References, double[] Scores)
    {
        public Row(string[] fields)
            : this(
                fields[0],
                fields[1].Split(" | "),
                [.. fields[2..].Select(number => double.Parse(number, CultureInfo.InvariantCulture))]
            ) { }

        public bool IsPart => Hypothesis.Length > 0 && char.IsDigit(Hypothesis[0]);
    }
}
