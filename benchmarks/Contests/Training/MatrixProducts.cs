using System.Diagnostics;
using Rnn.Onnx.Training.Kernels.Layers;
using Rnn.Onnx.Training.Kernels.Matrices;
using Rnn.Onnx.Training.Kernels.Memory;
using Rnn.Onnx.Training.Kernels.Vectors;
using static TorchSharp.torch;

namespace Rnn.Onnx.Benchmarks.Contests.Training;

/// <summary>
/// The three products of a recurrent layer by this library's kernels of each width and by the tensor library's BLAS, in turns, one thread:
/// states to gates, gradients of gates to those of states, and the sum of a weight's gradients over rows.
/// </summary>
internal static unsafe class MatrixProducts
{
    private const int Rounds = 15;
    private const double ShortestTurn = 0.01;

    private static readonly (int Rows, int Hidden)[] Sizes =
    [
        (16, 64),
        (32, 64),
        (16, 200),
        (64, 256),
        (128, 512),
        (512, 1024),
    ];

    private delegate Tensor Blas(Tensor states, Tensor gradients, Tensor weights);

    private delegate void Product(float* a, float* b, float* c, int rows, int hidden);

    public static void Run()
    {
        set_num_threads(1);
        Console.WriteLine(
            "| product of an LSTM | rows | H | 512 bits | 256 bits | 128 bits | BLAS | 512 bits over BLAS |"
        );
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var (name, own, blas) in Products())
        foreach (var (rows, hidden) in Sizes)
            Show(name, own, blas, rows, hidden);
    }

    private static IEnumerable<(string Name, Product[] Own, Blas Blas)> Products() =>
        [
            (
                "states to gates",
                [Ahead<Lanes512>, Ahead<Lanes256>, Ahead<Lanes128>],
                (states, _, weights) => states.mm(weights.t())
            ),
            (
                "gates to states",
                [Back<Lanes512>, Back<Lanes256>, Back<Lanes128>],
                (_, gradients, weights) => gradients.mm(weights)
            ),
            (
                "sum of weights",
                [Sum<Lanes512>, Sum<Lanes256>, Sum<Lanes128>],
                (states, gradients, _) => gradients.t().mm(states)
            ),
        ];

    private static void Show(string name, Product[] own, Blas blas, int rows, int hidden)
    {
        var gates = 4 * hidden;
        using var memory = new Workspace(BufferPool.Shared);
        // Large enough for each of the three, with the strides of the kernels.
        var a = Filled(memory, rows, hidden);
        var b = Filled(memory, rows, gates);
        var c = Filled(memory, gates, gates + hidden);
        using var states = rand(rows, hidden);
        using var gradients = rand(rows, gates);
        using var weights = rand(gates, hidden);
        Action[] all =
        [
            .. own.Select(product => (Action)(() => product(a, b, c, rows, hidden))),
            () => Forget(() => blas(states, gradients, weights)),
        ];
        var counts = all.Select(Count).ToArray();
        var seconds = all.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < all.Length; i++)
                seconds[i].Add(Time(all[i], counts[i]));
        }
        var rates = seconds.Select(times => 2.0 * rows * hidden * gates / Turns.Median(times) / 1e9).ToArray();
        var ratio = Turns.Median(seconds[^1].Zip(seconds[0], (theirs, ours) => theirs / ours));
        Console.WriteLine(
            FormattableString.Invariant(
                $"| {name} | {rows} | {hidden} | {rates[0]:F0} | {rates[1]:F0} | {rates[2]:F0} | {rates[3]:F0} | {ratio:F2} |"
            )
        );
    }

    private static void Ahead<V>(float* a, float* b, float* c, int rows, int hidden)
        where V : struct, ILanes<V> =>
        Panels<V>.Multiply(
            Left.Rows(a, Stride(hidden)),
            rows,
            c,
            hidden,
            0,
            4 * hidden,
            b,
            Stride(4 * hidden),
            add: false
        );

    private static void Back<V>(float* a, float* b, float* c, int rows, int hidden)
        where V : struct, ILanes<V> =>
        Panels<V>.Multiply(
            Left.Rows(b, Stride(4 * hidden)),
            rows,
            c,
            4 * hidden,
            0,
            Panels<V>.Padded(hidden),
            a,
            Stride(Panels<V>.Padded(hidden)),
            add: false
        );

    private static void Sum<V>(float* a, float* b, float* c, int rows, int hidden)
        where V : struct, ILanes<V>
    {
        for (var column = 0; column < 4 * hidden; column += Panels<V>.Width)
            Panels<V>.Strip(
                Left.Columns(a, Stride(hidden)),
                hidden,
                b + column,
                Stride(4 * hidden),
                Panels<V>.Width,
                rows,
                c + column,
                Stride(4 * hidden),
                add: true
            );
    }

    private static int Stride(int columns) => GateLayout<Lanes512>.Stride(columns);

    private static float* Filled(Workspace memory, int rows, int columns)
    {
        var count = (long)rows * Stride(columns + Panels<Lanes512>.Width);
        var floats = memory.Floats(count);
        using var numbers = rand(count);
        fixed (byte* from = numbers.bytes)
            Buffer.MemoryCopy(from, floats, count * sizeof(float), count * sizeof(float));
        return floats;
    }

    private static void Forget(Func<Tensor> product)
    {
        using var scope = NewDisposeScope();
        product();
    }

    private static int Count(Action action)
    {
        for (var i = 0; i < 50; i++)
            action();
        return Math.Max(1, (int)(ShortestTurn / Time(action, 20)));
    }

    private static double Time(Action action, int count)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
            action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds / count;
    }
}
