using Rnn.Onnx.Models;
using Rnn.Onnx.Training.Data;
using Rnn.Onnx.Training.Optimization;
using Rnn.Onnx.Training.Tests.Toys;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Tests;

/// <summary>What happens within a step: accumulation, schedules, divergence, devices.</summary>
[TestClass]
public sealed class TrainerStepTests
{
    [TestMethod]
    public void Fit_GradientsOfFourBatches_AreThoseOfABatchFourTimesAsLarge()
    {
        // 90 rows: the last group is smaller than the others, and its last batch than its first.
        var small = ToyRun.Quick with
        {
            BatchSize = 8,
            Accumulate = 4,
        };
        var large = ToyRun.Quick with { BatchSize = 32 };
        var (a, first) = ToyRun.Train(small, dropout: 0);
        var (b, second) = ToyRun.Train(large, dropout: 0);
        var (x, y) = (Floats(a), Floats(b));
        for (var i = 0; i < x.Length; i++)
            Assert.AreEqual(y[i], x[i], 1e-6f * Math.Max(1, Math.Abs(y[i])));
        for (var i = 0; i < first.History.Count; i++)
            Assert.AreEqual(second.History[i].TrainingLoss, first.History[i].TrainingLoss, 1e-6);
    }

    [TestMethod]
    public void Fit_Schedule_SetsTheRateOfEveryStep()
    {
        var options = ToyRun.Quick with
        {
            Schedule = new() { Kind = ScheduleKind.Cosine, WarmupSteps = 4 },
        };
        var rates = new List<double>();
        var (_, result) = ToyRun.Train(options, new Rates(rates));
        Assert.HasCount(36, rates);
        for (var step = 0; step < 36; step++)
        {
            var share = step < 4 ? (step + 1) / 4.0 : (1 + Math.Cos(Math.PI * (step - 4) / 32)) / 2;
            Assert.AreEqual(0.02 * share, rates[step], 1e-12);
        }
        Assert.AreEqual(rates[5], result.History[0].LearningRate);
    }

    [TestMethod]
    public void Fit_AveragedWeights_AreTheRunningAverageOfThoseAfterEachStep()
    {
        var options = ToyRun.Quick with { Epochs = 1, WeightAverage = 0.5 };
        using var model = ToyRun.Model(dropout: 0);
        var seen = new List<float[]> { Floats(ToyRun.Weights(model)) }; // before the first step, after it, ...
        new Trainer(options).Fit(
            ToyRun.Objective(model),
            new ToyData(90, 16, seed: 1),
            new ToyData(40, 40, seed: 2, shuffled: false),
            new AfterStep(() => seen.Add(Floats(ToyRun.Weights(model))))
        );
        Assert.HasCount(1 + 6, seen);

        // The weights after the steps 1 to 6 count 1, 2, 4, 8, 16 and 32 of 63 parts.
        var kept = Floats(ToyRun.Weights(model));
        for (var i = 0; i < kept.Length; i++)
        {
            var average = Enumerable.Range(1, 6).Sum(step => Math.Pow(2, step - 1) * seen[step][i]) / 63;
            Assert.AreEqual(average, kept[i], 1e-6);
        }
        Assert.IsGreaterThan(1e-3f, kept.Zip(seen[^1], (a, w) => Math.Abs(a - w)).Max());
    }

    [TestMethod]
    public void Fit_PlateauWithoutProgress_HalvesTheRate()
    {
        // A rate so small that no epoch is a ten thousandth better than the one before.
        var options = ToyRun.Quick with
        {
            LearningRate = 1e-9,
            Schedule = new() { Kind = ScheduleKind.Plateau, PlateauPatience = 1 },
        };
        var (_, result) = ToyRun.Train(options);
        var expected = new[] { 1, 1, 1, 0.5, 0.5, 0.25 };
        CollectionAssert.AreEqual(
            expected.Select(share => 1e-9 * share).ToArray(),
            result.History.Select(epoch => epoch.LearningRate).ToArray()
        );
    }

    [TestMethod]
    public void Fit_History_HoldsNormsRatesAndMetrics()
    {
        using var model = ToyRun.Model();
        var objective = ToyRun.Objective(model) with
        {
            Metrics = new Dictionary<string, Func<SequenceBatch, double>>
            {
                ["mae"] = batch => (model.call(batch.Inputs) - batch.Targets).abs().mean().item<float>(),
            },
        };
        var validation = new ToyData(40, 16, seed: 2);
        var result = new Trainer(ToyRun.Quick).Fit(objective, new ToyData(90, 16, seed: 1), validation);
        foreach (var epoch in result.History)
        {
            Assert.IsTrue(epoch.MeanGradientNorm > 0 && epoch.LargestGradientNorm >= epoch.MeanGradientNorm);
            Assert.AreEqual(0.02, epoch.LearningRate);
            Assert.IsTrue(epoch is { Seconds: > 0, RowsPerSecond: > 0 });
        }
        var mae = Trainer.Evaluate(model, validation, (y, t) => (y - t).abs().mean());
        Assert.AreEqual(mae, result.Best.Metrics["mae"], 1e-9);
    }

    [TestMethod]
    public void Fit_GradientIsInfinite_StopsBeforeTheWeightsAreTouched()
    {
        using var model = ToyRun.Model();
        var before = ToyRun.Weights(model);
        var batches = 0;
        // The third batch's loss is finite, its gradient is not: the root of 0.
        var error = Assert.ThrowsExactly<TrainingDivergedException>(() =>
            new Trainer(ToyRun.Quick with { Accumulate = 4 }).Fit(
                model,
                new ToyData(90, 16, seed: 1),
                new ToyData(40, 40, seed: 2),
                (y, t) => ++batches == 3 ? (y * 0).sqrt().mean() : ToyRun.Loss(y, t)
            )
        );
        StringAssert.StartsWith(error.Message, "Training diverged: the gradient norm became NaN at step 1 (epoch 1)");
        CollectionAssert.AreEqual(before, ToyRun.Weights(model));
    }

    [TestMethod]
    public void Fit_RateOfAMillion_SaysThatTheLossGrew()
    {
        var error = Assert.ThrowsExactly<TrainingDivergedException>(() =>
            ToyRun.Train(ToyRun.Quick with { LearningRate = 1e6 })
        );
        StringAssert.Contains(error.Message, "the learning rate is 1E+06; try a learning rate ten times smaller");
    }

    [TestMethod]
    public void Fit_DeviceCuda_IsRefusedWhereThereIsNone()
    {
        if (cuda.is_available())
            Assert.Inconclusive("There is a CUDA device here.");
        var error = Assert.ThrowsExactly<InvalidInputException>(() =>
            ToyRun.Train(ToyRun.Quick with { Device = TrainingDevice.Cuda })
        );
        Assert.AreEqual(
            "Option device: expected a CUDA device, but the tensor library finds none on this machine.",
            error.Message
        );
    }

    private sealed class Rates(List<double> rates) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => rates.Add(value.LearningRate);
    }

    private sealed class AfterStep(Action act) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => act();
    }

    private static float[] Floats(byte[] bytes) =>
        System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(bytes).ToArray();
}
