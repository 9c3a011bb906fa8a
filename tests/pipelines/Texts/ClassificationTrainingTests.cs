using Rnn.Onnx.Inference;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Pipelines.Trainers;
using Rnn.Onnx.Tests.Shared;
using Rnn.Onnx.Training.Checkpoints;
using Rnn.Onnx.Training.Modules;
using Rnn.Onnx.Training.Tasks;

namespace Rnn.Onnx.Pipelines.Tests.Texts;

[TestClass]
public sealed class ClassificationTrainingTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public void Run_SentencesToldByAWord_LearnsAndTellsItInTheCard()
    {
        var trained = SampleClassifier.Train(folder["texts.tsv"]);

        Assert.IsGreaterThan(0.95, trained.Test.Accuracy);
        var card = trained.File.Card!;
        Assert.AreEqual(trained.Card.ToJson(), card.ToJson());
        Assert.AreEqual("classification", card.Task);
        Assert.AreEqual("animal color food", string.Join(' ', card.Labels));
        Assert.AreEqual((300, 240, 30, 30), Parts());
        Assert.AreEqual((30, "texts"), (card.Metrics!.Windows, card.Metrics.Unit));
        Assert.AreEqual(trained.Test.Accuracy, card.Metrics.Model["accuracy"]);
        Assert.AreEqual(trained.Test.CrossEntropy, card.Metrics.Model["crossEntropy"]);
        Assert.AreEqual(trained.Test.MacroF1, card.Metrics.Model["macroF1"]);
        Assert.IsTrue(card.Text!.LowerCase);
        Assert.AreEqual("<pad>", card.Vocabulary[0]);
        Assert.AreEqual("text: String [batch, 1]", string.Join("; ", trained.File.Inputs));
        CollectionAssert.AreEquivalent(
            new[] { "probabilities: Float [batch, 3]", "label: String [batch, 1]" },
            trained.File.Outputs.Select(output => $"{output}").ToArray()
        );

        (int, int, int, int) Parts() =>
            (
                card.TrainingData!.Rows,
                card.TrainingData.TrainingRows,
                card.TrainingData.ValidationRows,
                card.TrainingData.TestRows
            );
    }

    [TestMethod]
    public void Run_VocabularyIsOfTheTrainingPartAlone()
    {
        var setup = ClassificationSetup.Of(SampleTexts.File(folder["texts.tsv"]), SampleClassifier.Options);
        var (data, tokens) = (setup.Split.Data, setup.Text.Vocabulary.Tokens.Skip(Vocabulary.Special.Count));
        var known = setup
            .Split.Training.SelectMany(row => TextFeaturizer.Tokens(data.Texts[row], SampleClassifier.Options.Text))
            .ToHashSet();
        Assert.IsTrue(known.SetEquals(tokens));
    }

    [TestMethod]
    [DataRow(Pooling.Last)]
    [DataRow(Pooling.Mean)]
    [DataRow(Pooling.Attention)]
    public void Run_OtherPooling_GivesAFileThatAnswersOddTexts(Pooling pooling)
    {
        var options = SampleClassifier.Options with
        {
            Model = SampleClassifier.Options.Model with { Pooling = pooling },
            Training = SampleClassifier.Options.Training with { Epochs = 1 },
        };
        using var model = SequenceModel.From(SampleClassifier.Train(folder["texts.tsv"], options).File, "odd");
        foreach (var answer in Classifications.Of(model, SampleTexts.Odd))
        {
            Assert.AreEqual(1, answer.Probabilities.Sum(), 1e-5);
            CollectionAssert.Contains(model.Card!.Labels.ToArray(), answer.Label);
        }
    }

    [TestMethod]
    public void Run_SameSeedTwice_GivesTheSameFile()
    {
        var options = SampleClassifier.Options with
        {
            Training = SampleClassifier.Options.Training with { Epochs = 1 },
        };
        var first = SampleClassifier.Train(folder["texts.tsv"], options).File.ToBytes();
        CollectionAssert.AreEqual(first, SampleClassifier.Train(folder["texts.tsv"], options).File.ToBytes());
    }

    [TestMethod]
    public void Run_BalancedWeightsAndSmoothing_AreInTheCard()
    {
        var options = SampleClassifier.Options with
        {
            Loss = new ClassificationLoss { Weights = ClassWeights.Balanced, LabelSmoothing = 0.1 },
            Training = SampleClassifier.Options.Training with { Epochs = 1 },
        };
        var card = SampleClassifier.Train(folder["texts.tsv"], options).Card;
        Assert.AreEqual(("balanced", "0.1"), (card.Options["class-weights"], card.Options["label-smoothing"]));
    }

    [TestMethod]
    public void CheckpointExport_OfARun_GivesTheTextInFileWithoutTheData()
    {
        var checkpoint = new CheckpointOptions { Folder = folder["run"] };
        var trained = SampleClassifier.Train(
            folder["texts.tsv"],
            SampleClassifier.Options with
            {
                Training = SampleClassifier.Options.Training with { Epochs = 3, Checkpoint = checkpoint },
            }
        );
        File.Delete(folder["texts.tsv"]);

        var (_, file, parity) = CheckpointExport.Run(Checkpoint.Open(folder["run"]));

        Assert.IsTrue(parity.Passed);
        using var one = SequenceModel.From(trained.File, "trained");
        using var other = SequenceModel.From(file, "exported");
        CollectionAssert.AreEqual(
            Classifications.Of(one, SampleTexts.Odd).SelectMany(answer => answer.Probabilities).ToArray(),
            Classifications.Of(other, SampleTexts.Odd).SelectMany(answer => answer.Probabilities).ToArray()
        );
        Assert.AreEqual((trained.Card with { Metrics = null }).ToJson(), file.Card!.ToJson());
    }

    [TestMethod]
    public void Evaluate_LabelsInAnotherOrder_IsRefused()
    {
        var options = SampleClassifier.Options with
        {
            Training = SampleClassifier.Options.Training with { Epochs = 1 },
        };
        using var model = SequenceModel.From(SampleClassifier.Train(folder["texts.tsv"], options).File, "model");
        File.WriteAllLines(folder["other.tsv"], ["text\tlabel", "red\tcolor", "dog\tanimal"]);
        var error = Assert.ThrowsExactly<InvalidInputException>(() =>
            Classifications.Evaluate(model, LabeledTexts.Read([folder["other.tsv"]]))
        );
        Assert.AreEqual(
            "Data 'other.tsv': expected the labels of the model, animal, color, food, found animal, color.",
            error.Message
        );
    }
}
