using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Tests.Shared;
using Rnn.Onnx.Training.Data;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;
using Rnn.Onnx.Training.Tasks;
using TorchSharp;

namespace Rnn.Onnx.Training.Tests;

[TestClass]
public sealed class TrainerTests
{
    private static readonly SeriesSplit Split = new(SampleSeries.Weekly(), lookBack: 14, horizon: 3);

    private static readonly TrainerOptions Quick = new()
    {
        Epochs = 3,
        Threads = 1,
        Seed = 5,
    };

    [TestMethod]
    [DataRow(CellKind.Lstm)]
    [DataRow(CellKind.Gru)]
    [DataRow(CellKind.ElmanTanh)]
    public void Train_WeeklySeason_LearnsIt(CellKind cell)
    {
        var training = Quick with { Epochs = 60, LearningRate = 0.01, Patience = 60 };
        var (model, result) = ForecastTask.Train(Split, Small(cell), training);
        using (model)
        {
            Assert.IsLessThan(result.History[0].ValidationLoss / 20, result.Best.ValidationLoss);
        }
    }

    [TestMethod]
    public void Train_SameSeed_GivesTheSameBits()
    {
        CollectionAssert.AreEqual(Weights(Quick), Weights(Quick));
        CollectionAssert.AreNotEqual(Weights(Quick), Weights(Quick with { Seed = 6 }));
    }

    [TestMethod]
    public void Train_Ends_WithTheWeightsOfTheBestEpoch()
    {
        // So large a step that the loss goes up and down, and training stops early.
        var training = Quick with
        {
            Epochs = 40,
            LearningRate = 0.2,
            Patience = 4,
        };
        var (model, result) = ForecastTask.Train(Split, Small(CellKind.Gru), training);
        using (model)
        {
            var loss = Trainer.Evaluate(
                ForecastLosses.Of(ForecastLoss.Huber, model),
                new WindowBatcher(Split.Validation, 512)
            );
            Assert.AreEqual(result.Best.ValidationLoss, loss);
            Assert.AreEqual(result.History.Min(epoch => epoch.ValidationLoss), loss);
            Assert.AreNotEqual(result.Best, result.History[^1]);
            Assert.AreEqual(result.Best.Epoch + 4, result.History.Count);
        }
    }

    [TestMethod]
    public void Train_Cancelled_StopsBetweenTwoSteps()
    {
        using var cancel = new CancellationTokenSource();
        var progress = new Reports(report =>
        {
            if (report is { Epoch: 2, Rows: >= 64 })
                cancel.Cancel();
        });
        Assert.ThrowsExactly<OperationCanceledException>(() =>
            ForecastTask.Train(Split, Small(CellKind.Lstm), Quick, progress: progress, cancel: cancel.Token)
        );
        Assert.AreEqual(2, progress.Last!.Epoch);
    }

    [TestMethod]
    public void Train_Progress_CountsRowsAndEpochs()
    {
        var progress = new Reports(_ => { });
        var (model, result) = ForecastTask.Train(Split, Small(CellKind.Lstm), Quick, progress: progress);
        model.Dispose();
        Assert.AreEqual(3, progress.Last!.Epoch);
        Assert.AreEqual(Split.Training.Count, progress.Last.Rows);
        Assert.AreEqual(TimeSpan.Zero, progress.Last.TimeLeft);
        Assert.AreEqual(result.History[^1].TrainingLoss, progress.Last.Loss);
    }

    [TestMethod]
    public void Fit_LossIsNotANumber_SaysWhereAndWhatToTry()
    {
        using var model = new Forecaster(Small(CellKind.Lstm), new Scaler([100], [15]));
        var error = Assert.ThrowsExactly<TrainingDivergedException>(() =>
            new Trainer(Quick).Fit(
                new TrainingObjective(
                    model,
                    batch => (model.Forecast(batch.Inputs).Forecast - batch.Targets).mean() * float.NaN
                ),
                new WindowBatcher(Split.Training, 64),
                new WindowBatcher(Split.Validation, 64)
            )
        );
        StringAssert.StartsWith(error.Message, "Training diverged: the loss became NaN at step 1 (epoch 1)");
        StringAssert.Contains(error.Message, "the learning rate is 0.003; try a learning rate ten times smaller");
    }

    [TestMethod]
    public void Fit_Objective_IsToldOfEveryPassAndSeesWholeBatches()
    {
        using var model = new Forecaster(Small(CellKind.Lstm), new Scaler([100], [15]));
        var passes = 0;
        var rows = 0;
        var objective = new TrainingObjective(
            model,
            batch =>
            {
                rows += batch.Rows;
                return (model.Forecast(batch.Inputs).Forecast - batch.Targets).abs().mean() / 15;
            }
        )
        {
            BeginPass = () => passes++,
        };
        var training = new WindowBatcher(Split.Training, 64);
        var validation = new WindowBatcher(Split.Validation, 64);
        var result = new Trainer(Quick).Fit(objective, training, validation);
        Assert.HasCount(3, result.History);
        Assert.AreEqual(6, passes);
        Assert.AreEqual(3 * (training.Rows + validation.Rows), rows);
        Assert.AreEqual(result.Best.ValidationLoss, Trainer.Evaluate(objective, validation));
    }

    [TestMethod]
    public void Train_AThousandSteps_LeaveNoMoreTensorsThanTen()
    {
        // Making a module raises the library's count by a few for good; steps must add nothing to that.
        Assert.AreEqual(LeftBehind(steps: 10), LeftBehind(steps: 1000));

        static long LeftBehind(int steps)
        {
            const int stepsPerEpoch = 3; // 266 windows in batches of 100
            var training = Quick with { Epochs = steps / stepsPerEpoch + 1, BatchSize = 100, Patience = steps };
            // No collection while it counts: what is left to the finalizer is left behind.
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Assert.IsTrue(GC.TryStartNoGCRegion(200_000_000));
            var before = torch.Tensor.TotalCount;
            var (model, _) = ForecastTask.Train(Split, Small(CellKind.Gru), training);
            model.Dispose();
            var left = torch.Tensor.TotalCount - before;
            GC.EndNoGCRegion();
            return left;
        }
    }

    [TestMethod]
    [DataRow(nameof(TrainerOptions.Epochs), "Option epochs: expected 1 or more, found 0.")]
    [DataRow(nameof(TrainerOptions.BatchSize), "Option batch-size: expected 1 or more, found 0.")]
    [DataRow(nameof(TrainerOptions.LearningRate), "Option learning-rate: expected a finite number above 0, found 0.")]
    [DataRow(nameof(TrainerOptions.Patience), "Option patience: expected 1 or more, found 0.")]
    public void Validate_ValueOutOfRange_NamesTheOption(string option, string message)
    {
        var options = option switch
        {
            nameof(TrainerOptions.Epochs) => Quick with { Epochs = 0 },
            nameof(TrainerOptions.BatchSize) => Quick with { BatchSize = 0 },
            nameof(TrainerOptions.LearningRate) => Quick with { LearningRate = 0 },
            _ => Quick with { Patience = 0 },
        };
        var error = Assert.ThrowsExactly<Onnx.Models.InvalidInputException>(() => options.Validate());
        Assert.AreEqual(message, error.Message);
    }

    private static ForecasterOptions Small(CellKind cell) =>
        new()
        {
            LookBack = 14,
            Horizon = 3,
            Recurrent = new RecurrentOptions { Cell = cell, Hidden = 8 },
        };

    private static float[] Weights(TrainerOptions training)
    {
        var (model, _) = ForecastTask.Train(Split, Small(CellKind.Lstm), training);
        using (model)
            return [.. model.parameters().SelectMany(p => p.data<float>().ToArray())];
    }

    private sealed class Reports(Action<TrainingProgress> onReport) : IProgress<TrainingProgress>
    {
        public TrainingProgress? Last { get; private set; }

        public void Report(TrainingProgress value)
        {
            Last = value;
            onReport(value);
        }
    }
}
