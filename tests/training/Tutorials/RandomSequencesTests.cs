using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Training.Data;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;
using Rnn.Onnx.Training.Tasks;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Tests;

/// <summary>The tutorials' classifier of random sequences, 100 steps by 10 features in batches of 64.</summary>
[TestClass]
public sealed class RandomSequencesTests
{
    private const int TrainingRows = 640;
    private const int Rows = TrainingRows + 640;

    [TestMethod]
    public void Fit_RandomLabels_LossStaysAtLogTwoAndTheVerdictSaysSo()
    {
        manual_seed(1);
        using var inputs = randn(Rows, 100, 10);
        using var labels = randint(0, 2, [Rows], ScalarType.Int64);
        using var model = new SequenceClassifier(
            new SequenceClassifierOptions
            {
                Recurrent = new RecurrentOptions
                {
                    Cell = CellKind.Lstm,
                    Features = 10,
                    Hidden = 32,
                },
            }
        );
        var options = new TrainerOptions { Epochs = 3, Threads = 1 };
        var result = new Trainer(options).Fit(
            SequenceObjectives.For(model),
            new TensorBatcher(inputs[..TrainingRows], labels[..TrainingRows], 64, shuffleSeed: 1),
            new TensorBatcher(inputs[TrainingRows..], labels[TrainingRows..], 64)
        );

        Assert.AreEqual(Math.Log(2), result.Best.ValidationLoss, 0.02);
        var classes = labels.data<long>().ToArray();
        var verdict = LearningVerdict.Of(result.Best.ValidationLoss, classes[..TrainingRows], classes[TrainingRows..]);
        Assert.IsFalse(verdict.Learned);
        Assert.AreEqual(Math.Log(2), verdict.FrequencyLoss, 0.01);
        StringAssert.StartsWith(verdict.ToString(), "Nothing was learned: the validation loss is 0.6");
    }

    [TestMethod]
    public void Of_LossBelowTheFrequencies_HasLearned()
    {
        var verdict = LearningVerdict.Of(0.1, [0, 0, 0, 1], [0, 1]);
        Assert.AreEqual(-(Math.Log(0.75) + Math.Log(0.25)) / 2, verdict.FrequencyLoss, 1e-12);
        Assert.AreEqual(
            "Learned: the validation loss is 0.1000 and the loss of answering the classes' frequencies 0.8370.",
            verdict.ToString()
        );
    }

    [TestMethod]
    public void Of_PartsThatCanNotBeCompared_SaysWhy()
    {
        var unknown = Assert.ThrowsExactly<InvalidInputException>(() => LearningVerdict.Of(0.1, [0, 0], [1]));
        StringAssert.StartsWith(unknown.Message, "Class 1: expected it in the training part");
        var empty = Assert.ThrowsExactly<InvalidInputException>(() => LearningVerdict.Of(0.1, [0, 0], []));
        Assert.AreEqual("Validation part: expected rows with classes, found none.", empty.Message);
    }

    [TestMethod]
    public void Batches_OfTensors_GiveEveryRowOnceInTheOrderOfTheEpoch()
    {
        using var inputs = arange(10, ScalarType.Float32).view(10, 1, 1);
        using var targets = arange(10);
        var source = new TensorBatcher(inputs, targets, 4, shuffleSeed: 2);
        Assert.AreEqual(3, source.BatchCount);
        var first = Order(source, 0);
        CollectionAssert.AreEqual(first, Order(source, 0));
        CollectionAssert.AreNotEqual(first, Order(source, 1));
        CollectionAssert.AreEquivalent(Enumerable.Range(0, 10).Select(i => (long)i).ToArray(), first);

        static long[] Order(TensorBatcher source, int epoch) =>
            [
                .. source
                    .Batches(epoch)
                    .SelectMany(batch =>
                    {
                        using (batch)
                            return batch.Targets.data<long>().ToArray();
                    }),
            ];
    }
}
