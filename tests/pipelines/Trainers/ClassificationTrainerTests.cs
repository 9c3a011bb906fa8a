using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Pipelines.Scoring;
using Rnn.Onnx.Pipelines.Trainers;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Pipelines.Tests.Trainers;

/// <summary><c>mlContext.MulticlassClassification.Trainers.Rnn</c> over texts.</summary>
[TestClass]
public sealed class ClassificationTrainerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly MLContext ml = new(seed: 1);

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public void Fit_Texts_IsEvaluatedByMlNetAsByUs()
    {
        var test = TrainerRows.Texts(ml, 90, seed: 8);
        using var model = Trainer(TrainerSettings.Texts).Fit(TrainerRows.Texts(ml));
        var scored = model.Transform(test);

        var metrics = ml.MulticlassClassification.Evaluate(scored);

        var rows = SampleTexts.Rows(90, seed: 8).ToArray();
        string[] labels = ["animal", "color", "food"];
        var expected = Classifications.Evaluate(
            model.Model,
            new LabeledTexts(
                "test",
                [.. rows.Select(row => row.Text)],
                [.. rows.Select(row => Array.IndexOf(labels, row.Label))],
                labels
            )
        );
        Assert.IsGreaterThan(0.9, metrics.MicroAccuracy);
        Assert.AreEqual(expected.Accuracy, metrics.MicroAccuracy, 1e-12);
        Assert.AreEqual(expected.CrossEntropy, metrics.LogLoss, 1e-6);
        for (var truth = 0; truth < 3; truth++)
            CollectionAssert.AreEqual(
                expected.Confusion[truth].Select(count => (double)count).ToArray(),
                metrics.ConfusionMatrix.Counts[truth].ToArray()
            );
        CollectionAssert.AreEqual(labels, model.Model.Card!.Labels.ToArray());
        Assert.AreEqual("validation", model.Model.Card.Metrics!.Part);
        Assert.AreEqual(
            (240, 216, 24, 0),
            (
                model.Model.Card.TrainingData!.Rows,
                model.Model.Card.TrainingData.TrainingRows,
                model.Model.Card.TrainingData.ValidationRows,
                model.Model.Card.TrainingData.TestRows
            )
        );
        Assert.AreEqual("Review, Label", model.Model.Card.TrainingData.FileName);
        Assert.IsLessThan(1e-5, model.Model.Card.Parity!.LargestRelativeDifference);
    }

    [TestMethod]
    public void Fit_InAChain_GivesTextsBackByTheirKeys()
    {
        var rows = ml.Data.LoadFromEnumerable(
            SampleTexts.Rows(120).Select(row => new TrainerRows.TextRow { Review = row.Text, Topic = row.Label })
        );
        var chain = ml
            .Transforms.Conversion.MapValueToKey("Label", "Topic")
            .Append(Trainer(TrainerSettings.Texts))
            .Append(ml.Transforms.Conversion.MapKeyToValue("Answer", "PredictedLabel"));

        using var model = chain.Fit(rows);
        using var engine = ml.Model.CreatePredictionEngine<TrainerRows.TextRow, Answer>(model);

        var answer = engine.Predict(new TrainerRows.TextRow { Review = "the very old horse's" });
        Assert.AreEqual("animal", answer.Text);
        Assert.AreEqual(answer.Score.Max(), answer.Probability);
        Assert.AreEqual(1, answer.Score.Sum(), 1e-5);
    }

    [TestMethod]
    public void Fit_ValidationSet_ChoosesTheEpochInPlaceOfAShare()
    {
        var (training, validation) = (TrainerRows.Texts(ml, 60), TrainerRows.Texts(ml, 30, seed: 6));
        using var model = Trainer(TrainerSettings.Texts).Fit(training, validation);
        var data = model.Model.Card!.TrainingData!;
        Assert.AreEqual((90, 60, 30), (data.Rows, data.TrainingRows, data.ValidationRows));
    }

    [TestMethod]
    public void CrossValidate_Trainer_ScoresEachFold()
    {
        var folds = ml.MulticlassClassification.CrossValidate(
            TrainerRows.Texts(ml, 150),
            Trainer(TrainerSettings.Texts),
            numberOfFolds: 3
        );

        Assert.HasCount(3, folds);
        foreach (var fold in folds)
        {
            Assert.IsGreaterThan(0.8, fold.Metrics.MicroAccuracy);
            ((IDisposable)fold.Model).Dispose();
        }
    }

    [TestMethod]
    public void Evaluate_PositiveLabel_IsMlNetsBinaryClassification()
    {
        var rows = SampleTexts
            .Rows(180)
            .Select(row => new BinaryRow
            {
                Review = row.Text,
                Topic = row.Label == "animal" ? "animal" : "other",
                IsAnimal = row.Label == "animal",
            });
        var view = ml.Data.LoadFromEnumerable(rows);
        view = ml.Transforms.Conversion.MapValueToKey("Label", "Topic").Fit(view).Transform(view);
        var options = TrainerSettings.Texts with { Scoring = new ScoreSequencesOptions { PositiveLabel = "animal" } };
        using var model = Trainer(options).Fit(view);

        var metrics = ml.BinaryClassification.Evaluate(model.Transform(view), nameof(BinaryRow.IsAnimal));

        var answers = Classifications.Of(model.Model, [.. SampleTexts.Rows(180).Select(row => row.Text)]);
        var right = answers
            .Zip(SampleTexts.Rows(180))
            .Count(pair => (pair.First.Label == "animal") == (pair.Second.Label == "animal"));
        Assert.AreEqual(right / 180.0, metrics.Accuracy, 1e-12);
        Assert.IsGreaterThan(0.9, metrics.AreaUnderRocCurve);
    }

    [TestMethod]
    public void Fit_ModelFile_StaysAndIsWhatScores()
    {
        var view = TrainerRows.Texts(ml, 60);
        using (var unsaved = Trainer(Quick).Fit(view))
            Assert.IsEmpty(Directory.GetFiles(folder.Path));
        using (var kept = Trainer(Quick with { ModelFile = folder["kept.onnx"] }).Fit(view))
            CollectionAssert.AreEqual(kept.Model.File.ToBytes(), File.ReadAllBytes(folder["kept.onnx"]));

        Assert.AreEqual("classification", ModelFile.Open(folder["kept.onnx"]).Card!.Task);
    }

    [TestMethod]
    public void Fit_Canceled_LeavesNothingBehind()
    {
        ml.TempFilePath = folder.Path;
        using var cancel = new CancellationTokenSource();
        ml.Log += (_, message) =>
        {
            if (message.Message.Contains("Epoch 2 of", StringComparison.Ordinal))
                cancel.Cancel();
        };
        var options = TrainerSettings.Texts with { ModelFile = folder["model.onnx"], Cancellation = cancel.Token };

        Assert.Throws<OperationCanceledException>(() => Trainer(options).Fit(TrainerRows.Texts(ml, 60)));
        Assert.IsEmpty(Directory.GetFiles(folder.Path));
    }

    [TestMethod]
    public void Fit_Log_TellsEachEpochAndTheOutcome()
    {
        var messages = new List<string>();
        ml.Log += (_, message) =>
        {
            if (message.Source.Contains(nameof(RnnClassificationTrainer), StringComparison.Ordinal))
                messages.Add(message.RawMessage);
        };
        using var model = Trainer(Quick).Fit(TrainerRows.Texts(ml, 60));

        Assert.HasCount(1, messages.Where(message => message.StartsWith("Epoch 1 of 2", StringComparison.Ordinal)));
        Assert.HasCount(1, messages.Where(message => message.StartsWith("Epoch 2 of 2", StringComparison.Ordinal)));
        Assert.HasCount(
            1,
            messages.Where(message => message.Contains("ONNX Runtime differs", StringComparison.Ordinal))
        );
    }

    [TestMethod]
    public void Fit_TextLabels_SaysHowToMakeKeysOfThem() =>
        Refuses(
            "Column 'Topic': expected a key, as Conversion.MapValueToKey makes of labels, found String.",
            TrainerSettings.Texts with
            {
                LabelColumn = "Topic",
            }
        );

    [TestMethod]
    public void Fit_NoTextColumn_ListsTheColumnsThereAre() =>
        Refuses(
            "Expected a column 'Text' with a text, found the columns 'Review', 'Topic', 'Label'.",
            TrainerSettings.Texts with
            {
                TextColumn = "Text",
            }
        );

    [TestMethod]
    public void Fit_MissingLabel_NamesTheRow()
    {
        var rows = SampleTexts
            .Rows(30)
            .Select((row, i) => new TrainerRows.TextRow { Review = row.Text, Topic = i == 17 ? "" : row.Label });
        var view = ml.Data.LoadFromEnumerable(rows);
        view = ml.Transforms.Conversion.MapValueToKey("Label", "Topic").Fit(view).Transform(view);
        var error = Assert.ThrowsExactly<InvalidInputException>(() => Trainer(Quick).Fit(view));
        Assert.AreEqual("Column 'Label', row 17: expected a label, found none.", error.Message);
    }

    [TestMethod]
    public void Fit_LabelOfTheValidationSetAlone_IsRefused()
    {
        var other = ml.Data.LoadFromEnumerable([new TrainerRows.TextRow { Review = "up", Topic = "direction" }]);
        other = ml.Transforms.Conversion.MapValueToKey("Label", "Topic").Fit(other).Transform(other);
        var error = Assert.ThrowsExactly<InvalidInputException>(() =>
            Trainer(Quick).Fit(TrainerRows.Texts(ml, 30), other)
        );
        Assert.AreEqual(
            "Column 'Label', row 0 of the validation set: expected one of the labels animal, color, food, found 'direction'.",
            error.Message
        );
    }

    [TestMethod]
    public void Rnn_OptionOutOfRange_IsRefusedAtOnce()
    {
        Assert.ThrowsExactly<InvalidInputException>(() => Trainer(Quick with { ValidationShare = 1 }));
        Assert.ThrowsExactly<InvalidInputException>(() => Trainer(Quick with { Features = 0 }));
        Assert.ThrowsExactly<InvalidInputException>(() => Trainer(Quick with { ModelFile = folder["no/such.onnx"] }));
        Assert.ThrowsExactly<InvalidInputException>(() => ml.MulticlassClassification.Trainers.Rnn(numberOfEpochs: 0));
    }

    private static RnnClassificationOptions Quick { get; } =
        TrainerSettings.Texts with
        {
            Training = TrainerSettings.Texts.Training with { Epochs = 2 },
        };

    private RnnClassificationTrainer Trainer(RnnClassificationOptions options) =>
        ml.MulticlassClassification.Trainers.Rnn(options);

    private void Refuses(string message, RnnClassificationOptions options)
    {
        var error = Assert.ThrowsExactly<InvalidInputException>(() => Trainer(options).Fit(TrainerRows.Texts(ml, 30)));
        Assert.AreEqual(message, error.Message);
    }

    private sealed class BinaryRow
    {
        public string Review { get; set; } = "";

        public string Topic { get; set; } = "";

        public bool IsAnimal { get; set; }
    }

    private sealed class Answer
    {
        [ColumnName("Answer")]
        public string Text { get; set; } = "";

        public float[] Score { get; set; } = [];

        public float Probability { get; set; }
    }
}
