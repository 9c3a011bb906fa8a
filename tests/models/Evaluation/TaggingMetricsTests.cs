using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Models.Tests.Evaluation;

[TestClass]
public sealed class TaggingMetricsTests
{
    [TestMethod]
    public void Of_TagsOfTwoSentences_CountsWordsAndTags()
    {
        TaggedSentence[] truth = [Sentence("the/DET cat/NOUN sat/VERB"), Sentence("sit/VERB cat/NOUN")];

        var metrics = TaggingMetrics.Of(
            truth,
            [
                ["DET", "VERB", "VERB"],
                ["NOUN", "NOUN"],
            ],
            word => word is "the" or "cat"
        );

        Assert.AreEqual(5, metrics.Words);
        Assert.AreEqual(0.6, metrics.Accuracy, 1e-12);
        Assert.AreEqual(2, metrics.UnknownWords); // sat, sit
        Assert.AreEqual(0.5, metrics.UnknownAccuracy, 1e-12);
        Assert.AreSequenceEqual(
            [new MatchScore("DET", 1, 1, 1), new MatchScore("NOUN", 2, 2, 1), new MatchScore("VERB", 2, 2, 1)],
            metrics.Tags
        );
        Assert.AreEqual((1 + 0.5 + 0.5) / 3, metrics.MacroF1, 1e-12);
        Assert.IsNull(metrics.Entities);
    }

    [TestMethod]
    public void MatchScore_OfCounts_GivesPrecisionRecallAndF1()
    {
        var score = new MatchScore("NOUN", 8, 4, 3);

        Assert.AreEqual(0.75, score.Precision, 1e-12);
        Assert.AreEqual(0.375, score.Recall, 1e-12);
        Assert.AreEqual(0.5, score.F1, 1e-12);
        Assert.AreEqual(0, new MatchScore("X", 0, 2, 0).Recall);
        Assert.AreEqual(0, new MatchScore("X", 2, 0, 0).Precision);
        Assert.AreEqual(0, new MatchScore("X", 2, 2, 0).F1);
    }

    // Right: PER 0-1 and LOC 4. Answered: PER 0-1 (right), LOC 3-4 (wrong begin), ORG 5, which an I- begins.
    [TestMethod]
    public void Of_BioTags_CountsEntitiesByExactSpanAndType()
    {
        TaggedSentence[] truth = [Sentence("a/B-PER b/I-PER c/O d/O e/B-LOC f/O")];

        var entities = TaggingMetrics
            .Of(
                truth,
                [
                    ["B-PER", "I-PER", "O", "B-LOC", "I-LOC", "I-ORG"],
                ]
            )
            .Entities!;

        Assert.AreEqual(new MatchScore("all", 2, 3, 1), entities.All);
        Assert.AreSequenceEqual(
            [new MatchScore("LOC", 1, 1, 0), new MatchScore("ORG", 0, 1, 0), new MatchScore("PER", 1, 1, 1)],
            entities.Types
        );
        Assert.AreEqual(0.4, entities.All.F1, 1e-12);
    }

    [TestMethod]
    [DataRow("B-A I-A B-A O", "A0-1 A2-2")] // B- ends what is open
    [DataRow("I-A I-A O I-B", "A0-1 B3-3")] // I- begins where nothing is open
    [DataRow("B-A I-B I-B", "A0-0 B1-2")] // and where another type is
    [DataRow("O O O", "")]
    public void Of_BioTags_FindsEntitiesAsConllDoes(string answered, string expected)
    {
        var tags = answered.Split(' ');
        // The truth holds exactly the expected entities, well formed.
        var right = Enumerable.Repeat("O", tags.Length).ToArray();
        foreach (var entity in expected.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var (type, first, last) = (entity[0], entity[1] - '0', entity[3] - '0');
            for (var i = first; i <= last; i++)
                right[i] = $"{(i == first ? 'B' : 'I')}-{type}";
        }
        var words = Enumerable.Range(0, tags.Length).Select(i => $"w{i}").ToArray();
        TaggedSentence[] truth = [new(words, right), Sentence("x/B-A")];

        var entities = TaggingMetrics.Of(truth, [tags, ["B-A"]]).Entities!;

        Assert.AreEqual(1, entities.All.F1, $"{entities}");
    }

    [TestMethod]
    public void Of_AnswersOfAnotherNumber_IsRefused()
    {
        TaggedSentence[] truth = [Sentence("a/A b/B")];

        Expect.InvalidInput(
            "Tags to judge, sentence 0: expected 2, one for each word, found 1.",
            () =>
                TaggingMetrics.Of(
                    truth,
                    [
                        ["A"],
                    ]
                )
        );
        Expect.InvalidInput(
            "Tags to judge: expected those of 1 sentences, 1 or more, found 0.",
            () => TaggingMetrics.Of(truth, [])
        );
    }

    private static TaggedSentence Sentence(string text)
    {
        var words = text.Split(' ').Select(word => word.Split('/')).ToArray();
        return new TaggedSentence([.. words.Select(word => word[0])], [.. words.Select(word => word[1])]);
    }
}
