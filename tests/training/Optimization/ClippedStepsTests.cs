using Rnn.Onnx.Training.Checkpoints;
using Rnn.Onnx.Training.Kernels;
using Rnn.Onnx.Training.Optimization;
using Rnn.Onnx.Training.Optimization.Fused;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Tests.Optimization;

/// <summary>Steps over flat memory beside those of the library's own optimizers.</summary>
[TestClass]
public sealed class ClippedStepsTests
{
    // Less than a vector, a vector, a little more, a matrix, more than a block.
    private static readonly long[][] Shapes =
    [
        [1],
        [8],
        [33],
        [5, 13],
        [40_000],
    ];

    private const int Steps = 50;

    [TestMethod]
    [DataRow(OptimizerKind.Adam, 0.005, false, 0.9)]
    [DataRow(OptimizerKind.AdamW, 0.005, false, 0.9)]
    [DataRow(OptimizerKind.Sgd, 0.005, false, 0.9)]
    [DataRow(OptimizerKind.Sgd, 0.005, true, 0.9)]
    [DataRow(OptimizerKind.Sgd, 0.005, false, 0.0)]
    [DataRow(OptimizerKind.RmsProp, 0.005, false, 0.9)]
    [DataRow(OptimizerKind.Adam, 0.0, false, 0.9)]
    public void Take_FiftySteps_GivesTheLibrarysWeights(
        OptimizerKind kind,
        double decay,
        bool nesterov,
        double momentum
    )
    {
        var settings = new OptimizerSettings
        {
            Kind = kind,
            WeightDecay = decay,
            Nesterov = nesterov,
            Momentum = momentum,
        };
        foreach (var (norm, value) in new[] { (0.0, 0.0), (30.0, 0.0), (0.0, 0.3), (30.0, 0.3) })
        {
            using var fused = new Subject(settings, norm, value);
            using var library = new Subject(settings, norm, value);
            for (var step = 0; step < Steps; step++)
            {
                var found = fused.Step(step, KernelWidth.Widest);
                var expected = library.Step(step, KernelWidth.Off);
                Assert.AreEqual(expected, found, 1e-6 * expected);
            }
            Near(library.Weights(), fused.Weights());
            Assert.AreEqual(library.State().Length, fused.State().Length, "the checkpoints of both have the same form");
        }
    }

    [TestMethod]
    [DataRow(OptimizerKind.Adam)]
    [DataRow(OptimizerKind.AdamW)]
    [DataRow(OptimizerKind.Sgd)]
    [DataRow(OptimizerKind.RmsProp)]
    public void Take_InTurnsWithTheLibrary_GoesOnFromTheSameState(OptimizerKind kind)
    {
        var settings = new OptimizerSettings { Kind = kind, WeightDecay = 0.005 };
        using var mixed = new Subject(settings, norm: 30, value: 0);
        using var library = new Subject(settings, norm: 30, value: 0);
        for (var step = 0; step < Steps; step++)
        {
            mixed.Step(step, step / 5 % 2 == 0 ? KernelWidth.Widest : KernelWidth.Off);
            library.Step(step, KernelWidth.Off);
        }
        Near(library.Weights(), mixed.Weights());
    }

    [TestMethod]
    public void Take_OneThreadOrTwo_GivesTheSameBits()
    {
        var before = get_num_threads();
        try
        {
            var found = new[] { 1, 2, 2 }.Select(Run).ToArray();
            Assert.AreEqual(found[0].Norm, found[1].Norm);
            CollectionAssert.AreEqual(found[0].Weights, found[1].Weights);
            Assert.AreEqual(found[1].Norm, found[2].Norm);
            CollectionAssert.AreEqual(found[1].Weights, found[2].Weights);
        }
        finally
        {
            set_num_threads(before);
        }

        static (double Norm, float[] Weights) Run(int threads)
        {
            set_num_threads(threads);
            using var subject = new Subject(
                new OptimizerSettings(),
                norm: 1,
                value: 0,
                [
                    [600_001],
                    [3],
                ]
            );
            subject.Step(0, KernelWidth.Widest);
            return (subject.Step(1, KernelWidth.Widest), subject.Weights());
        }
    }

    [TestMethod]
    public void Take_ParameterWithoutGradient_IsLeftAlone()
    {
        foreach (var width in new[] { KernelWidth.Widest, KernelWidth.Off })
        {
            using var subject = new Subject(new OptimizerSettings { WeightDecay = 0.1 }, norm: 1, value: 0);
            var before = subject.Weights();
            subject.Step(0, width, skip: 4);
            var after = subject.Weights();
            CollectionAssert.AreEqual(before[^40_000..], after[^40_000..]);
            Assert.AreNotEqual(before[0], after[0]);
            var steps = subject.Optimizer.state_dict().State.Select(state => ((Adam.State)state).step).ToArray();
            CollectionAssert.AreEqual(new[] { 1L, 1, 1, 1, 0 }, steps);
        }
    }

    [TestMethod]
    public void Take_GradientThatIsNotContiguous_GoesThroughTheLibrary()
    {
        using var subject = new Subject(
            new OptimizerSettings(),
            norm: 0,
            value: 0,
            [
                [3, 2],
            ]
        );
        using var library = new Subject(
            new OptimizerSettings(),
            norm: 0,
            value: 0,
            [
                [3, 2],
            ]
        );
        using var gradient = tensor(new float[] { 1, 2, 3, 4, 5, 6 }, [2, 3]);
        foreach (var (one, width) in new[] { (subject, KernelWidth.Widest), (library, KernelWidth.Off) })
        {
            using var transposed = gradient.t(); // [3, 2]
            one.Parameters[0].grad = transposed;
            one.Step(width);
        }
        CollectionAssert.AreEqual(library.Weights(), subject.Weights());
    }

    [TestMethod]
    public void Take_DoublePrecision_GoesThroughTheLibrary()
    {
        using var parameter = new Parameter(tensor(new[] { 2.0 }));
        using var optimizer = Optimizers.Create(new OptimizerSettings(), [parameter], rate: 1);
        var steps = new ClippedSteps([parameter], optimizer, new TrainerOptions { ClipNorm = 0 });
        using (var loss = (parameter * 3).sum())
            loss.backward();
        Assert.AreEqual(3, steps.Measure(), 1e-12);
        steps.Take(0.1);
        Assert.AreEqual(1.9, parameter.item<double>(), 1e-6);
    }

    [TestMethod]
    [DataRow(float.NaN)]
    [DataRow(float.PositiveInfinity)]
    public void Measure_GradientThatIsNoNumber_SaysSo(float odd)
    {
        foreach (var value in new[] { 0, 0.5 })
        {
            using var subject = new Subject(
                new OptimizerSettings(),
                norm: 1,
                value,
                [
                    [20],
                ]
            );
            using var gradient = ones(20);
            gradient[3] = odd;
            subject.Parameters[0].grad = gradient;
            Assert.IsFalse(double.IsFinite(subject.Measure()));
        }
    }

    [TestMethod]
    public void Take_LargerModel_AllocatesNoMore()
    {
        Assert.IsLessThan(4096, Math.Abs(Allocated(500_000) - Allocated(500)));

        static long Allocated(long size)
        {
            using var subject = new Subject(
                new OptimizerSettings(),
                norm: 1,
                value: 0,
                [
                    [size],
                ]
            );
            using var gradient = ones(size);
            long allocated = 0;
            for (var step = 0; step < 10; step++)
            {
                subject.Parameters[0].grad = gradient;
                var before = GC.GetAllocatedBytesForCurrentThread();
                subject.Step(KernelWidth.Widest);
                allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            }
            return allocated;
        }
    }

    private static void Near(float[] expected, float[] found)
    {
        Assert.HasCount(expected.Length, found);
        var largest = expected.Max(Math.Abs);
        for (var i = 0; i < found.Length; i++)
            Assert.AreEqual(expected[i], found[i], 1e-6f * largest, $"weight {i}");
    }

    private sealed class Subject : IDisposable
    {
        private readonly ClippedSteps steps;

        public Subject(OptimizerSettings settings, double norm, double value, long[][]? shapes = null)
        {
            using var generator = new Generator(7);
            Parameters = [.. (shapes ?? Shapes).Select(shape => new Parameter(randn(shape, generator: generator)))];
            Optimizer = Optimizers.Create(settings, Parameters, rate: 1);
            steps = new ClippedSteps(
                Parameters,
                Optimizer,
                new TrainerOptions
                {
                    Optimizer = settings,
                    ClipNorm = norm,
                    ClipValue = value,
                }
            );
        }

        public Parameter[] Parameters { get; }

        public OptimizerHelper Optimizer { get; }

        /// <summary>
        /// A step with the gradients of a number, all but one parameter's. None is so near 0 that its decay could take it away: what
        /// is left is rounding then, and Adam and RMSProp would divide it by its own size.
        /// </summary>
        public double Step(int number, KernelWidth width, int skip = -1)
        {
            steps.Begin();
            using var generator = new Generator((ulong)(100 + number));
            for (var i = 0; i < Parameters.Length; i++)
            {
                if (i == skip)
                    continue;
                using var scope = NewDisposeScope();
                var values = randn(Parameters[i].shape, generator: generator);
                Parameters[i].grad = values.sign() * (values.abs() * 0.2 + 0.1);
            }
            return Step(width);
        }

        public double Step(KernelWidth width)
        {
            using var path = KernelPath.Force(width);
            using var scope = NewDisposeScope();
            var norm = steps.Measure();
            steps.Take(0.01);
            return norm;
        }

        public double Measure()
        {
            using var scope = NewDisposeScope();
            return steps.Measure();
        }

        public float[] Weights() => [.. Parameters.SelectMany(parameter => parameter.data<float>().ToArray())];

        public byte[] State() => OptimizerPart.Write(Optimizer);

        public void Dispose()
        {
            Optimizer.Dispose();
            foreach (var parameter in Parameters)
                parameter.Dispose();
        }
    }
}
