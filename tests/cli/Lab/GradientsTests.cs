using Rnn.Onnx.Cli.Lab.Gradients;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Training.Cells;
using TorchSharp;
using static TorchSharp.torch;

namespace Rnn.Onnx.Cli.Tests.Lab;

[TestClass]
public sealed class GradientsTests
{
    private static readonly Lazy<GradientsLesson> Default = new(() => GradientsLesson.Measure(new GradientsOptions()));

    [TestMethod]
    public void Matrix_SmallOrdinaryAndLargeScale_VanishesStaysAndExplodes()
    {
        var (small, ordinary, large) = (Default.Value.Matrix[0], Default.Value.Matrix[1], Default.Value.Matrix[2]);
        Assert.HasCount(101, small.Norms);
        Assert.AreEqual(1, small.Norms[0], 1e-12);
        Assert.IsLessThan(1e-6, small.Norms[^1]);
        Assert.IsTrue(ordinary.Norms.All(norm => norm is > 1e-3 and < 1e3));
        Assert.IsGreaterThan(1e6, large.Norms[^1]);
        Assert.IsTrue(large.Clipped.All(norm => Math.Abs(norm - 1) < 1e-6));
        // The same matrix, but for its scale.
        Assert.AreEqual(Math.Pow(8, 100), large.Norms[^1] / small.Norms[^1], 1e-9 * Math.Pow(8, 100));
    }

    [TestMethod]
    public void Norms_KnownMatrix_AreThoseOfItsTransposedPowers()
    {
        // Mᵀ of [[2, 1], [0, 3]] takes (1, 0) to (2, 1), (4, 5), (8, 19).
        var norms = MatrixPowers.Norms([2, 1, 0, 3], [1, 0], 3, double.PositiveInfinity);
        double[] expected = [1, Math.Sqrt(5), Math.Sqrt(41), Math.Sqrt(425)];
        for (var i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], norms[i], 1e-12);
        var clipped = MatrixPowers.Norms([2, 1, 0, 3], [1, 0], 3, 1.5);
        CollectionAssert.AreEqual(new[] { 1, 1.5, 1.5, 1.5 }, clipped.ToArray());
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    public void Cells_SmallWeights_VanishAndTheLstmSlowest(int seed)
    {
        var lesson = Lesson(seed);
        var (elman, gru, lstm) = Ends(lesson, 0.5);
        foreach (var end in new[] { elman, gru, lstm })
            Assert.IsLessThan(1e-6, end);
        Assert.IsGreaterThan(1e6 * elman, lstm);
        Assert.IsGreaterThan(1e6 * gru, lstm);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    public void Cells_LargeWeights_ExplodeAndStayAtTheBoundWhenClipped(int seed)
    {
        var lesson = Lesson(seed);
        Assert.IsGreaterThan(1e6, Ends(lesson, 4).Elman);
        foreach (var run in lesson.Cells)
        {
            Assert.AreEqual(1, run.Hidden[^1], 1e-12);
            Assert.IsGreaterThan(1, run.WeightNorm);
            Assert.AreEqual(1, run.ClippedWeightNorm, 1e-6);
            Assert.IsLessThanOrEqualTo(1 + 1e-9, run.Clipped.Max());
        }
        // What goes on exploding is at the bound nearly always.
        var clipped = lesson.Find(CellKind.ElmanTanh, 4).Clipped;
        Assert.IsGreaterThan(0.9, clipped.Average());
    }

    [TestMethod]
    public void Gates_BiasOfTheMemory_IsWhatKeepsTheGradient()
    {
        var end = Default.Value.Gates.ToDictionary(run => (run.Cell, run.GateBias), run => run.Hidden[0]);
        Assert.IsGreaterThan(1e6 * end[(CellKind.Lstm, 0)], end[(CellKind.Lstm, 1)]);
        Assert.IsGreaterThan(1e6 * end[(CellKind.Gru, 0)], end[(CellKind.Gru, 1)]);
        // Without it there is little between the two cells.
        Assert.IsLessThan(100, end[(CellKind.Lstm, 0)] / end[(CellKind.Gru, 0)]);
    }

    [TestMethod]
    [DataRow(CellKind.ElmanTanh)]
    [DataRow(CellKind.ElmanRelu)]
    [DataRow(CellKind.Gru)]
    [DataRow(CellKind.Lstm)]
    public void Through_SmallCell_HasTheNormsOfNumericDifferences(CellKind kind)
    {
        manual_seed(5);
        using RecurrentCell cell = kind switch
        {
            CellKind.Lstm => new LstmCell(2, 3),
            CellKind.Gru => new GruCell(2, 3),
            _ => new ElmanCell(2, 3, relu: kind == CellKind.ElmanRelu),
        };
        cell.to(ScalarType.Float64);
        using var scope = NewDisposeScope();
        var inputs = randn([5, 1, 2], ScalarType.Float64).unbind(0);
        var direction = tensor(new[] { 0.3, -0.4, 0.5 });

        var (hidden, memory) = CellGradients.Through(cell, inputs, direction);

        Assert.HasCount(5, hidden);
        Assert.HasCount(kind == CellKind.Lstm ? 5 : 0, memory);
        for (var t = 1; t <= 5; t++)
        {
            Assert.AreEqual(ByDifferences(cell, inputs, direction, t, ofMemory: false), hidden[t - 1], 1e-7, $"h({t})");
            if (kind == CellKind.Lstm)
                Assert.AreEqual(
                    ByDifferences(cell, inputs, direction, t, ofMemory: true),
                    memory[t - 1],
                    1e-7,
                    $"c({t})"
                );
        }
        var stepped = CellGradients.StepByStep(cell, inputs, direction, double.PositiveInfinity);
        for (var t = 1; t < 5 && kind != CellKind.Lstm; t++)
            Assert.AreEqual(hidden[t - 1], stepped[t - 1], 1e-12);
    }

    [TestMethod]
    [DataRow(0, "Option hidden: expected 1 or more, found 0.")]
    public void Measure_NoUnits_IsRefused(int hidden, string sentence)
    {
        var error = Assert.ThrowsExactly<InvalidInputException>(() =>
            GradientsLesson.Measure(new GradientsOptions { Hidden = hidden })
        );
        Assert.AreEqual(sentence, error.Message);
    }

    private static GradientsLesson Lesson(int seed) =>
        seed == 1 ? Default.Value : GradientsLesson.Measure(new GradientsOptions { Seed = seed });

    private static (double Elman, double Gru, double Lstm) Ends(GradientsLesson lesson, double scale) =>
        (
            lesson.Find(CellKind.ElmanTanh, scale).Hidden[0],
            lesson.Find(CellKind.Gru, scale).Hidden[0],
            lesson.Find(CellKind.Lstm, scale).Hidden[0]
        );

    // The state behind step t is moved a little in each direction, and the rest of the steps run again.
    private static double ByDifferences(RecurrentCell cell, Tensor[] inputs, Tensor direction, int t, bool ofMemory)
    {
        const double Little = 1e-5;
        using var none = no_grad();
        var state = cell.ZeroState(1);
        for (var i = 0; i < t; i++)
            state = cell.call(inputs[i], state);
        var squares = 0.0;
        for (var unit = 0; unit < 3; unit++)
        {
            var slope = (Loss(unit, Little) - Loss(unit, -Little)) / (2 * Little);
            squares += slope * slope;
        }
        return Math.Sqrt(squares);

        double Loss(int unit, double by)
        {
            var moved = (ofMemory ? state.Cell! : state.Hidden).clone();
            moved[0, unit] = moved[0, unit] + by;
            // c(T) reaches the loss through h(T), which is a function of it: its own step is taken again.
            var later = ofMemory ? new CellState(Shown(moved), moved) : new CellState(moved, state.Cell);
            for (var i = t; i < inputs.Length; i++)
                later = cell.call(inputs[i], later);
            return (later.Hidden * direction).sum().item<double>();
        }

        // h(t) = o tanh(c(t)) with the o of the step.
        Tensor Shown(Tensor memory) => state.Hidden / state.Cell!.tanh() * memory.tanh();
    }
}
