using Microsoft.ML;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Pipelines.Trainers;

namespace Rnn.Onnx.Pipelines.Tests.Trainers;

/// <summary><c>mlContext.Sequences().Trainers.Tagger</c>, and the evaluation of tags.</summary>
[TestClass]
public sealed class TaggingTrainerTests
{
    private readonly MLContext ml = new(seed: 1);

    [TestMethod]
    public void Fit_TaggedSentences_IsEvaluatedAsByTheModelItself()
    {
        var view = TrainerRows.Tagged(ml);
        using var model = ml.Sequences().Trainers.Tagger(TrainerSettings.Tagged).Fit(view);

        var metrics = ml.Sequences().EvaluateTagging(model.Transform(view));

        var sentences = ml
            .Data.CreateEnumerable<TrainerRows.TaggedRow>(view, reuseRowObject: false)
            .Select(row => new TaggedSentence(row.Tokens, row.Tags));
        var expected = Taggings.Evaluate(model.Model, new TaggedSentences("test", [.. sentences]));
        Assert.IsGreaterThan(0.95, metrics.Accuracy);
        Assert.AreEqual(expected.Accuracy, metrics.Accuracy);
        CollectionAssert.AreEqual(expected.Tags.ToArray(), metrics.Tags.ToArray());
        Assert.IsNull(metrics.Entities);
        var card = model.Model.Card!;
        Assert.AreEqual("DET NOUN PUNCT VERB", string.Join(' ', card.Labels));
        Assert.AreEqual(
            ("validation", 120, 12),
            (card.Metrics!.Part, card.TrainingData!.Rows, card.TrainingData.ValidationRows)
        );
        Assert.HasCount(64, card.TrainingData.Sha256!);
        StringAssert.EndsWith(card.Notes!, "12 others of it, drawn at random; measured on those as well.");
    }

    [TestMethod]
    public void Fit_ValidationSet_IsNamedInTheCard()
    {
        var trainer = ml.Sequences().Trainers.Tagger(Quick);
        using var model = trainer.Fit(TrainerRows.Tagged(ml, 40), TrainerRows.Tagged(ml, 9));
        StringAssert.EndsWith(
            model.Model.Card!.Notes,
            "9 others of 'Tokens, Tags (validation set)'; measured on those as well."
        );
    }

    [TestMethod]
    public void EvaluateTagging_Entities_GivesTheirScores()
    {
        var view = TrainerRows.Tagged(ml, entities: true);
        using var model = ml.Sequences().Trainers.Tagger(TrainerSettings.Tagged).Fit(view);

        var metrics = ml.Sequences().EvaluateTagging(model.Transform(view));

        Assert.AreEqual("N", metrics.Entities!.Types.Single().Name);
        Assert.IsGreaterThan(0.9, metrics.Entities.All.F1);
    }

    [TestMethod]
    public void EvaluateTagging_WrongColumnsOrSizes_SaysSo()
    {
        var view = ml.Data.LoadFromEnumerable(
            new[]
            {
                new
                {
                    Tags = new[] { "A", "B" },
                    tags = new[] { "A", "B" },
                    Word = "a",
                },
                new
                {
                    Tags = new[] { "A", "B" },
                    tags = new[] { "A" },
                    Word = "a",
                },
            }
        );
        Assert.AreEqual(
            "Columns 'Tags' and 'tags', row 1: expected as many tags in both, found 2 and 1.",
            Error(() => ml.Sequences().EvaluateTagging(view))
        );
        Assert.AreEqual(
            "Expected the right tags in another column than the answered ones, found both in 'tags'.",
            Error(() => ml.Sequences().EvaluateTagging(view, "tags"))
        );
        StringAssert.StartsWith(
            Error(() => ml.Sequences().EvaluateTagging(view, "Word")),
            "Expected a column 'Word' of vectors of texts, found 'Tags'"
        );
        Assert.AreEqual(
            "Column 'tags': expected rows to evaluate, found none.",
            Error(() => ml.Sequences().EvaluateTagging(ml.Data.SkipRows(view, 2)))
        );
    }

    [TestMethod]
    public void Fit_RowsThatCanNotBeLearned_AreNamed()
    {
        var good = new TrainerRows.TaggedRow { Tokens = ["a"], Tags = ["DET"] };
        Refuses("1 words and 2 tags", good, new() { Tokens = ["a"], Tags = ["DET", "DET"] });
        Refuses("0 words and 0 tags", good, new());
        Refuses("an empty tag", good, new() { Tokens = ["a"], Tags = [""] });
        Refuses("an empty word", good, new() { Tokens = [""], Tags = ["DET"] });

        void Refuses(string found, params TrainerRows.TaggedRow[] rows)
        {
            var view = ml.Data.LoadFromEnumerable(rows);
            Assert.AreEqual(
                $"Columns 'Tokens' and 'Tags', row 1: expected words and a tag for each, found {found}.",
                Error(() => ml.Sequences().Trainers.Tagger(Quick).Fit(view))
            );
        }
    }

    private static RnnTaggingOptions Quick { get; } =
        TrainerSettings.Tagged with
        {
            Training = TrainerSettings.Tagged.Training with { Epochs = 1 },
        };

    private static string Error(Action action) => Assert.ThrowsExactly<InvalidInputException>(action).Message;
}
