using Rnn.Onnx.Tests.Shared;
using Rnn.Onnx.Training.Checkpoints;
using Rnn.Onnx.Training.Optimization;
using Rnn.Onnx.Training.Tests.Toys;

namespace Rnn.Onnx.Training.Tests.Checkpoints;

/// <summary>A run that was stopped and resumed ends with the same bits as one that was not.</summary>
[TestClass]
public sealed class ResumeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    [DataRow(OptimizerKind.Adam)]
    [DataRow(OptimizerKind.AdamW)]
    [DataRow(OptimizerKind.Sgd)]
    [DataRow(OptimizerKind.RmsProp)]
    public void Fit_ResumedWithEveryOptimizer_EndsWithTheSameBits(OptimizerKind kind) =>
        RequireSameBits(
            ToyRun.Quick with
            {
                Optimizer = new() { Kind = kind, WeightDecay = 0.01 },
            }
        );

    [TestMethod]
    [DataRow(ScheduleKind.Constant)]
    [DataRow(ScheduleKind.Plateau)]
    [DataRow(ScheduleKind.Cosine)]
    [DataRow(ScheduleKind.OneCycle)]
    [DataRow(ScheduleKind.Step)]
    [DataRow(ScheduleKind.Exponential)]
    public void Fit_ResumedWithEverySchedule_EndsWithTheSameBits(ScheduleKind kind) =>
        RequireSameBits(
            ToyRun.Quick with
            {
                LearningRate = 0.1,
                Accumulate = 2,
                ClipValue = 0.1,
                Schedule = new()
                {
                    Kind = kind,
                    PlateauPatience = 0,
                    StepEpochs = 2,
                    WarmupSteps = 3,
                },
            }
        );

    [TestMethod]
    public void Fit_ResumedWithAveragedWeights_EndsWithTheSameBits() =>
        RequireSameBits(ToyRun.Quick with { WeightAverage = 0.9 });

    [TestMethod]
    public void Fit_ResumedWithEarlyStopping_StopsAtTheSameEpochWithTheBestWeights()
    {
        var options = ToyRun.Quick with { Epochs = 100, LearningRate = 0.3, Patience = 3 };
        var whole = RequireSameBits(options);
        Assert.IsLessThan(100, whole.History.Count);
        Assert.AreEqual(whole.Best.Epoch + 3, whole.History.Count);
    }

    [TestMethod]
    public void Fit_ResumedWhenItIsOver_GivesTheSameResultAtOnce()
    {
        var options = ToyRun.Quick with { Checkpoint = new() { Folder = folder.Path } };
        var (weights, result) = ToyRun.Train(options);
        var (again, resumed) = ToyRun.Train(Resuming(options));
        CollectionAssert.AreEqual(weights, again);
        CollectionAssert.AreEqual(ToyRun.Figures(result.History), ToyRun.Figures(resumed.History));
    }

    [TestMethod]
    public void Fit_CheckpointEveryThirdEpoch_GoesOnFromTheLast()
    {
        var options = ToyRun.Quick with
        {
            Checkpoint = new() { Folder = folder.Path, EveryEpochs = 3 },
        };
        var stopped = Stop(options, epoch: 6);
        Assert.AreEqual(
            $"Stopped; the checkpoint of epoch 3 is in '{folder.Path}': the same command with --resume goes on from there.",
            stopped.Message
        );
        Assert.HasCount(3, Checkpoint.Open(folder.Path).History);
        var (resumed, _) = ToyRun.Train(Resuming(options));
        var (whole, _) = ToyRun.Train(options with { Checkpoint = null });
        CollectionAssert.AreEqual(whole, resumed);
        Assert.HasCount(6, Checkpoint.Open(folder.Path).History);
    }

    [TestMethod]
    public void Fit_StoppedBeforeTheFirstCheckpoint_SaysSo()
    {
        var options = ToyRun.Quick with
        {
            Checkpoint = new() { Folder = folder.Path, EveryEpochs = 5 },
        };
        Assert.AreEqual(
            $"Stopped before the first checkpoint in '{folder.Path}' was written.",
            Stop(options, epoch: 3).Message
        );
    }

    [TestMethod]
    public void Fit_ResumedWithMoreEpochs_IsTheLongerRun()
    {
        var options = ToyRun.Quick with { Checkpoint = new() { Folder = folder.Path } };
        ToyRun.Train(options with { Epochs = 2 });
        var (resumed, _) = ToyRun.Train(Resuming(options));
        var (whole, _) = ToyRun.Train(options with { Checkpoint = null });
        CollectionAssert.AreEqual(whole, resumed);
    }

    [TestMethod]
    public void RestoreBest_AnotherModule_HoldsTheBestWeights()
    {
        var options = ToyRun.Quick with
        {
            LearningRate = 0.5,
            Checkpoint = new() { Folder = folder.Path },
        };
        var (weights, result) = ToyRun.Train(options);
        Assert.AreNotEqual(result.History.Count, result.Best.Epoch);
        var checkpoint = Checkpoint.Open(folder[Checkpoint.FileName]);
        using var model = ToyRun.Model();
        checkpoint.RestoreBest(model);
        CollectionAssert.AreEqual(weights, ToyRun.Weights(model));
        Assert.AreEqual(result.Best.Epoch, checkpoint.Best.Epoch);
        Assert.AreEqual(new CheckpointModel("toy", """{"hidden":8}""", """{"columns":["a"]}"""), checkpoint.Model);
    }

    // Stops in the middle of epoch 4 and resumes; the same run without a stop has the same weights and losses.
    private TrainingResult RequireSameBits(TrainerOptions options)
    {
        var (whole, expected) = ToyRun.Train(options);
        var kept = options with { Checkpoint = new() { Folder = folder.Path } };
        Stop(kept, epoch: 4);
        Assert.HasCount(3, Checkpoint.Open(folder.Path).History);
        var (resumed, found) = ToyRun.Train(Resuming(kept));
        CollectionAssert.AreEqual(whole, resumed);
        CollectionAssert.AreEqual(ToyRun.Figures(expected.History), ToyRun.Figures(found.History));
        Assert.AreEqual(expected.Best.Epoch, found.Best.Epoch);
        return found;
    }

    private static TrainerOptions Resuming(TrainerOptions options) =>
        options with
        {
            Checkpoint = options.Checkpoint! with { Resume = true },
        };

    private static TrainingStoppedException Stop(TrainerOptions options, int epoch)
    {
        using var cancel = new CancellationTokenSource();
        return Assert.ThrowsExactly<TrainingStoppedException>(() =>
            ToyRun.Train(options, new StopAt(epoch, cancel), cancel: cancel.Token)
        );
    }
}
