using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Training.Modules;
using static TorchSharp.torch;
using RecurrentStack = Rnn.Onnx.Training.Modules.RecurrentStack;

namespace Rnn.Onnx.Training.Tests.Kernels;

/// <summary>The same seed and number of threads give the same bits, whatever else the process computes meanwhile.</summary>
[TestClass]
public sealed class FusedThreadsTests
{
    private const int Steps = 20;
    private const int Programs = 4; // each large enough that its rows are split

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    public void Train_TwiceFromOneSeed_EndsInTheSameBits(int threads)
    {
        using var limited = KernelSettings.Threads(threads);
        foreach (var cell in Enum.GetValues<CellKind>())
            Assert.AreEqual(Train(cell, 1), Train(cell, 1), $"{cell}");
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    public void Run_FourProgramsAtOnce_HaveTheBitsOfEachAlone(int threads)
    {
        using var limited = KernelSettings.Threads(threads);
        var work = Enumerable
            .Range(0, Programs)
            .SelectMany(seed =>
                new Func<string>[] { () => Train((CellKind)seed, seed), () => Answer((CellKind)seed, seed) }
            )
            .ToArray();
        var alone = work.Select(part => part()).ToArray();
        var together = new string[work.Length];
        Parallel.For(
            0,
            work.Length,
            new ParallelOptions { MaxDegreeOfParallelism = Programs },
            part =>
            {
                // The tensor library keeps the number for each thread that calls it.
                using var own = KernelSettings.Threads(threads);
                together[part] = work[part]();
            }
        );
        CollectionAssert.AreEqual(alone, together);
    }

    [TestMethod]
    public void Run_OneStackOfManyCallers_AnswersEachAsAlone()
    {
        using var limited = KernelSettings.Threads(2);
        using var stack = Stack(CellKind.Lstm, 1);
        stack.eval();
        var alone = Enumerable.Range(0, 16).Select(Of).ToArray();
        var together = new string[alone.Length];
        Parallel.For(
            0,
            alone.Length,
            new ParallelOptions { MaxDegreeOfParallelism = Programs },
            caller =>
            {
                using var own = KernelSettings.Threads(2);
                together[caller] = Of(caller);
            }
        );
        CollectionAssert.AreEqual(alone, together);

        string Of(int caller)
        {
            using var scope = NewDisposeScope();
            using var none = no_grad();
            return Bits(stack.Run(Input(caller, rows: 20 + caller)).Steps);
        }
    }

    private static string Train(CellKind cell, int seed)
    {
        using var stack = Stack(cell, seed);
        using var optimizer = optim.SGD(stack.parameters(), 0.1);
        for (var step = 0; step < Steps; step++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            var lengths =
                step % 2 == 0 ? null : tensor(Enumerable.Range(0, 33).Select(row => 1L + (row * 5 % 12)).ToArray());
            var output = stack.Run(Input(seed + step, rows: 33), lengths);
            (LayerRun.Loss(output, step) / 100).backward();
            optimizer.step();
        }
        return string.Join(" ", stack.parameters().Select(Bits));
    }

    private static string Answer(CellKind cell, int seed)
    {
        using var stack = Stack(cell, seed);
        stack.eval();
        using var none = no_grad();
        var answers = new List<string>();
        for (var step = 0; step < Steps; step++)
        {
            using var scope = NewDisposeScope();
            answers.Add(Bits(stack.Run(Input(seed + step, rows: 30 + step)).Steps));
        }
        return string.Join("\n", answers);
    }

    // Not by the library's own random numbers, which all callers share.
    private static RecurrentStack Stack(CellKind cell, int seed)
    {
        var stack = new RecurrentStack(
            new RecurrentOptions
            {
                Cell = cell,
                Features = 5,
                Hidden = 64,
                Layers = 2,
            }
        );
        using var none = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (parameter, k) in stack.parameters().Select((parameter, k) => (parameter, k)))
            parameter.copy_(Draws.Uniform(100 * seed + k, 0.3, ScalarType.Float32, parameter.shape));
        return stack;
    }

    private static Tensor Input(int stream, long rows) => Draws.Uniform(stream, 2, ScalarType.Float32, rows, 12, 5);

    private static string Bits(Tensor values) => Convert.ToHexString(values.detach().contiguous().bytes);
}
