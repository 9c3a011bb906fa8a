using System.Diagnostics;
using Rnn.Onnx.Tests.Shared;
using Rnn.Onnx.Training.Optimization;
using Rnn.Onnx.Training.Tests.Toys;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Tests;

/// <summary>A thousand steps with all that a step can have leave no more behind than fifty.</summary>
[TestClass]
public sealed class MemoryTests : IDisposable
{
    private const int StepsPerEpoch = 50;
    private const long MegaByte = 1 << 20;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public void Fit_AThousandSteps_LeaveNoMoreTensorsThanFifty()
    {
        // What is made once for all is made by the first run.
        LeftBehind(epochs: 1);
        Assert.AreEqual(LeftBehind(epochs: 1), LeftBehind(epochs: 20));
    }

    [TestMethod]
    public void Fit_AThousandSteps_TakeNoMoreMemoryThanTwoHundred()
    {
        var sizes = new List<long>();
        Train(epochs: 20, new EveryEpoch(() => sizes.Add(ResidentSet())));
        Assert.HasCount(20, sizes);
        var growth = sizes[^1] - sizes[3];
        Assert.IsLessThan(8 * MegaByte, growth, $"{growth / MegaByte} MB from step 200 to step 1000");
    }

    // No collection while it counts: what is left to the finalizer is left behind.
    private long LeftBehind(int epochs)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.IsTrue(GC.TryStartNoGCRegion(200_000_000));
        var before = Tensor.TotalCount;
        Train(epochs, progress: null);
        var left = Tensor.TotalCount - before;
        GC.EndNoGCRegion();
        return left;
    }

    private void Train(int epochs, IProgress<TrainingProgress>? progress)
    {
        const int accumulate = 2;
        var options = ToyRun.Quick with
        {
            Epochs = epochs,
            BatchSize = 8,
            Accumulate = accumulate,
            ClipValue = 0.5,
            Optimizer = new() { Kind = OptimizerKind.AdamW, WeightDecay = 0.01 },
            Schedule = new() { Kind = ScheduleKind.Plateau, WarmupSteps = 20 },
            Checkpoint = new() { Folder = folder[Path.GetRandomFileName()], EveryEpochs = 2 },
        };
        using var model = ToyRun.Model();
        new Trainer(options).Fit(
            ToyRun.Objective(model),
            new ToyData(StepsPerEpoch * accumulate * options.BatchSize, options.BatchSize, seed: 1),
            new ToyData(40, 40, seed: 2),
            progress
        );
    }

    private static long ResidentSet()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

    private sealed class EveryEpoch(Action atEnd) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Rows == value.RowsPerEpoch)
                atEnd();
        }
    }
}
