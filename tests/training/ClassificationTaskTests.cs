using Rnn.Onnx.Models;
using Rnn.Onnx.Tests.Shared;
using Rnn.Onnx.Training.Checkpoints;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;
using Rnn.Onnx.Training.Tasks;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Tests;

[TestClass]
public sealed class ClassificationTaskTests
{
    private static readonly SequenceClassifierOptions Model = new()
    {
        Vocabulary = 9,
        Embedding = 4,
        Classes = 3,
        Recurrent = new RecurrentOptions { Hidden = 4 },
    };

    // Each class has ids of its own.
    private static readonly ClassifiedRows Rows = new(
        [.. Enumerable.Range(0, 60).Select(row => new long[] { 4 + row % 3, 7, 4 + row % 3 })],
        [.. Enumerable.Range(0, 60).Select(row => (long)(row % 3))]
    );

    private static readonly TrainerOptions Training = new()
    {
        Epochs = 12,
        BatchSize = 10,
        LearningRate = 0.02,
        Threads = 1,
    };

    [TestMethod]
    public void Train_ClassesToldByTheirIds_LearnsThem()
    {
        var (model, result) = ClassificationTask.Train(Rows, Rows, Model, Training);
        using (model)
            Assert.AreEqual(1, result.Best.Metrics["accuracy"]);
    }

    [TestMethod]
    public void Train_FrozenVectors_StayAndTheRestLearns()
    {
        float[] vector = [1, -1, 0.5f, 2];
        var vectors = new FirstVectors(new Dictionary<int, float[]> { [5] = vector }, Frozen: true);
        manual_seed(Training.Seed);
        using var fresh = new SequenceClassifier(Model);
        using var first = fresh.Table!.weight!.clone();

        var (model, result) = ClassificationTask.Train(Rows, Rows, Model, Training, vectors: vectors);

        using (model)
        {
            using var table = model.Table!.weight!.cpu();
            CollectionAssert.AreEqual(vector, table[5].data<float>().ToArray());
            CollectionAssert.AreEqual(first[6].data<float>().ToArray(), table[6].data<float>().ToArray());
            Assert.AreEqual(1, result.Best.Metrics["accuracy"]);
        }
    }

    [TestMethod]
    public void Train_VectorsThatAreNotFrozen_AreWhereItBegins()
    {
        float[] vector = [100, -100, 50, 200];
        var vectors = new FirstVectors(new Dictionary<int, float[]> { [8] = vector, [5] = vector }, Frozen: false);

        var (model, _) = ClassificationTask.Train(Rows, Rows, Model, Training, vectors: vectors);

        using (model)
        {
            using var table = model.Table!.weight!.cpu();
            CollectionAssert.AreEqual(vector, table[8].data<float>().ToArray(), "No row has this id.");
            CollectionAssert.AreNotEqual(vector, table[5].data<float>().ToArray());
            Assert.AreEqual(100, table[5].data<float>()[0], 2);
        }
    }

    [TestMethod]
    public void Train_VectorsOfAnotherSize_AreRefused()
    {
        var vectors = new FirstVectors(new Dictionary<int, float[]> { [5] = [1, 2, 3] }, Frozen: false);
        var error = Assert.ThrowsExactly<InvalidInputException>(() =>
            ClassificationTask.Train(Rows, Rows, Model, Training, vectors: vectors)
        );
        Assert.AreEqual("Option embedding: expected the size of the vectors, 3, found 4.", error.Message);
    }

    [TestMethod]
    public void EmbeddingScale_Tenth_IsTheDeviationOfTheFirstValues()
    {
        manual_seed(1);
        using var model = new SequenceClassifier(Model with { Vocabulary = 5000, EmbeddingScale = 0.1 });
        using var deviation = model.Table!.weight!.std();
        Assert.AreEqual(0.1, deviation.item<float>(), 0.003);
        Assert.ThrowsExactly<InvalidInputException>(() => new SequenceClassifier(Model with { EmbeddingScale = 0 }));
    }

    [TestMethod]
    public void Loss_BalancedWeights_AreThoseOfScikitLearn()
    {
        var loss = new ClassificationLoss { Weights = ClassWeights.Balanced };
        // compute_class_weight("balanced", classes=[0, 1, 2], y=[0, 0, 0, 1, 2, 2]): 6 / (3 * 3), 6 / (3 * 1), 6 / (3 * 2)
        float[] weights = [2 / 3f, 2, 1];
        CollectionAssert.AreEqual(weights, loss.WeightsOf([0, 0, 0, 1, 2, 2], 3));
        CollectionAssert.AreEqual(new float[] { 1, 1, 0 }, loss.WeightsOf([0, 1], 3)!.Select(w => w * 1.5f).ToArray());
        Assert.IsNull(new ClassificationLoss().WeightsOf([0, 1], 2));
    }

    [TestMethod]
    public void IsBetter_ByAMeasure_TakesItsLargestAndTheFirstOfEqualOnes()
    {
        var (first, second) = (Epoch(1, loss: 0.5, accuracy: 0.7), Epoch(2, loss: 0.6, accuracy: 0.8));
        var (byLoss, byAccuracy) = (new TrainerOptions(), new TrainerOptions { BestMetric = "accuracy" });

        Assert.IsTrue(byLoss.IsBetter(first, null));
        Assert.IsFalse(byLoss.IsBetter(second, first));
        Assert.IsTrue(byAccuracy.IsBetter(second, first));
        Assert.IsFalse(byAccuracy.IsBetter(Epoch(3, loss: 0.1, accuracy: 0.8), second));
        var error = Assert.ThrowsExactly<InvalidInputException>(() =>
            new TrainerOptions { BestMetric = "bleu" }.IsBetter(first, null)
        );
        Assert.AreEqual("Option best-by: expected one of the measures loss, accuracy, found bleu.", error.Message);

        static EpochResult Epoch(int number, double loss, double accuracy) =>
            new(number, loss, loss) { Metrics = new Dictionary<string, double> { ["accuracy"] = accuracy } };
    }

    [TestMethod]
    public void Train_BestByAccuracy_EndsWithItsEpochInTheCheckpointToo()
    {
        using var folder = new TemporaryFolder();
        var options = Training with
        {
            BestMetric = "accuracy",
            Checkpoint = new CheckpointOptions { Folder = folder.Path },
        };
        var (model, result) = ClassificationTask.Train(Rows, Rows, Model, options);
        model.Dispose();
        var most = result.History.Max(epoch => epoch.Metrics["accuracy"]);
        Assert.AreEqual(result.History.First(epoch => epoch.Metrics["accuracy"] == most).Epoch, result.Best.Epoch);
        Assert.AreEqual(result.Best.Epoch, Checkpoint.Open(folder.Path).Best.Epoch);
        Assert.AreNotEqual(result.History.MinBy(epoch => epoch.ValidationLoss)!.Epoch, result.Best.Epoch);
    }

    [TestMethod]
    public void Objective_SmoothingAndWeights_AreInTheLoss()
    {
        manual_seed(2);
        using var model = new SequenceClassifier(Model);
        using var batch = ((IClassifiedRows)Rows).Batches(60).Batches(0).Single();
        var plain = Loss(new ClassificationLoss(), train: true);
        var smoothing = new ClassificationLoss { LabelSmoothing = 0.3 };

        using var logits = model.Run(batch.Inputs, batch.Lengths).Values.log_softmax(1); // [N, K]
        var uniform = -logits.mean().item<float>();
        Assert.AreEqual(0.7 * plain + 0.3 * uniform, Loss(smoothing, train: true), 1e-5);
        Assert.AreEqual(plain, Loss(smoothing, train: false), 1e-6, "What is validated is the loss that is reported.");
        Assert.ThrowsExactly<InvalidInputException>(() => new ClassificationLoss { LabelSmoothing = 1 }.Validate());

        double Loss(ClassificationLoss loss, bool train)
        {
            model.train(train);
            using var value = SequenceObjectives.For(model, loss, Rows.Classes).Loss(batch);
            return value.item<float>();
        }
    }
}
