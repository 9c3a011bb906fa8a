using System.Diagnostics;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Training.Modules;
using static TorchSharp.torch;
using RecurrentStack = Rnn.Onnx.Training.Modules.RecurrentStack;

namespace Rnn.Onnx.Training.Tests.Kernels;

/// <summary>A thousand steps leave no more behind than two hundred, with a backward and without.</summary>
[TestClass]
public sealed class FusedMemoryTests
{
    private const long MegaByte = 1 << 20;

    // Of batches of several shapes, so that what is kept for one is not kept for all; large enough that what may wait for the
    // garbage collector is at its most after two hundred steps.
    private static readonly (long Rows, long Time)[] Shapes = [(64, 24), (5, 19), (96, 3), (1, 40)];

    // So small that they never wait for the collector.
    private static readonly (long Rows, long Time)[] Small = [(3, 4), (2, 5)];

    [TestMethod]
    [DataRow(CellKind.Lstm, true)]
    [DataRow(CellKind.Lstm, false)]
    [DataRow(CellKind.Gru, true)]
    [DataRow(CellKind.Gru, false)]
    [DataRow(CellKind.ElmanTanh, true)]
    [DataRow(CellKind.ElmanTanh, false)]
    public void Run_AThousandSteps_TakeNoMoreMemoryThanTwoHundred(CellKind cell, bool backward)
    {
        using var stack = Stack(cell);
        Steps(stack, 200, backward, Shapes);
        var before = ResidentSet();
        Steps(stack, 800, backward, Shapes);
        var growth = ResidentSet() - before;
        // Without a backward a graph's memory waits for the garbage collector, some of it at any time; all would be 400 MB.
        var limit = (backward ? 32 : 128) * MegaByte;
        Assert.IsLessThan(limit, growth, $"{growth / MegaByte} MB from step 200 to step 1000");
    }

    // No collection while it counts: what is left to the finalizer is left behind.
    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Run_FiftySteps_LeaveNoTensors(bool backward)
    {
        using var stack = Stack(CellKind.Lstm);
        Steps(stack, 10, backward, Small);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.IsTrue(GC.TryStartNoGCRegion(100_000_000));
        var before = Tensor.TotalCount;
        Steps(stack, 50, backward, Small);
        var left = Tensor.TotalCount - before;
        GC.EndNoGCRegion();
        Assert.AreEqual(0, left);
    }

    // A graph that is held keeps what its backward needs; one after the other may be let go in any order.
    [TestMethod]
    public void Run_GraphsHeldAndLetGo_GiveTheirMemoryBack()
    {
        using var stack = Stack(CellKind.Lstm);
        Hold();
        var before = ResidentSet();
        for (var round = 0; round < 10; round++)
            Hold();
        var growth = ResidentSet() - before;
        Assert.IsLessThan(64 * MegaByte, growth, $"{growth / MegaByte} MB");

        void Hold()
        {
            using var scope = NewDisposeScope();
            var losses = new List<Tensor>();
            foreach (var _ in Enumerable.Range(0, 20))
                losses.Add(stack.Run(rand(32, 20, 8)).Steps.sum());
            foreach (var loss in losses.Where((_, k) => k % 3 == 1))
                loss.backward();
        }
    }

    private static void Steps(RecurrentStack stack, int count, bool backward, (long Rows, long Time)[] shapes)
    {
        for (var step = 0; step < count; step++)
        {
            using var scope = NewDisposeScope();
            var (rows, time) = shapes[step % shapes.Length];
            var lengths = step % 3 == 0 ? randint(1, time + 1, [rows], ScalarType.Int64) : null;
            var output = stack.Run(rand(rows, time, 8), lengths);
            // Of all answers: the package counts gradients that are not defined, and never discounts them.
            if (backward)
                LayerRun.Loss(output, step).backward();
        }
    }

    private static RecurrentStack Stack(CellKind cell) =>
        new(
            new RecurrentOptions
            {
                Cell = cell,
                Features = 8,
                Hidden = 20,
                Bidirectional = true,
            }
        );

    private static long ResidentSet()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
