using Rnn.Onnx.Cli.Lab.Cells;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Training.Cells;
using static TorchSharp.torch;

namespace Rnn.Onnx.Cli.Tests.Lab;

[TestClass]
public sealed class CellsTests
{
    private static readonly Lazy<CellsLesson> Default = new(() => CellsLesson.Measure(new CellsOptions()));

    [TestMethod]
    public void Measure_TrainedCells_AnswerAsTheBuiltInOnesAndGatesKeepBetter()
    {
        var cells = Default.Value.Cells.ToDictionary(run => run.Cell);
        Assert.HasCount(4, cells);
        foreach (var run in cells.Values)
        {
            // The last bits of a step go on to the next ones: both sum in orders of their own.
            Assert.IsLessThan(2e-5, run.Difference);
            Assert.HasCount(CellsLesson.Input.Length, run.Steps);
            Assert.HasCount(CellsLesson.Input.Length, run.Answers);
        }
        // Values are uniform in ±1: who answers 0 is wrong by 0.58.
        Assert.IsLessThan(0.06, cells[CellKind.Lstm].Rmse);
        Assert.IsLessThan(0.06, cells[CellKind.Gru].Rmse);
        Assert.IsGreaterThan(1.5 * cells[CellKind.Lstm].Rmse, cells[CellKind.ElmanTanh].Rmse);
    }

    [TestMethod]
    public void Inside_Gates_AreOpenInTheSilenceAndCloseAtAValue()
    {
        var cells = Default.Value.Cells.ToDictionary(run => run.Cell);
        foreach (var (cell, gate) in new[] { (CellKind.Lstm, "f"), (CellKind.Gru, "z") })
        {
            var steps = cells[cell].Steps;
            var (silent, marked) = (steps[25].Of(gate), steps[29].Of(gate));
            Assert.IsTrue(silent.Zip(marked).Any(unit => unit.First > unit.Second + 0.5), $"{cell}");
        }
        StringAssert.Contains(CellsWords.Inside(cells[CellKind.Lstm]), "its forget gate is 0.");
        StringAssert.Contains(CellsWords.Inside(cells[CellKind.ElmanTanh]), "There is no gate");
    }

    [TestMethod]
    public void Of_LstmAndGru_GatesMakeTheStatesOfTheCell()
    {
        manual_seed(2);
        using var lstm = new LstmCell(2, 3);
        using var gru = new GruCell(2, 3);
        using var input = randn(6, 2);
        var before = (C: new float[3], H: new float[3]);
        foreach (var step in CellTrace.Of(lstm, input))
        {
            for (var unit = 0; unit < 3; unit++)
            {
                var c = step.Of("f")[unit] * before.C[unit] + step.Of("i")[unit] * step.Of("g")[unit];
                Assert.AreEqual(c, step.Of("c")[unit], 1e-6);
                Assert.AreEqual(step.Of("o")[unit] * MathF.Tanh(c), step.Of("h")[unit], 1e-6);
            }
            before = (step.Of("c"), step.Of("h"));
        }
        var h = new float[3];
        foreach (var step in CellTrace.Of(gru, input))
        {
            for (var unit = 0; unit < 3; unit++)
            {
                var z = step.Of("z")[unit];
                Assert.AreEqual((1 - z) * step.Of("n")[unit] + z * h[unit], step.Of("h")[unit], 1e-6);
            }
            h = step.Of("h");
        }
    }

    [TestMethod]
    public void Measure_NoUnits_IsRefused()
    {
        var error = Assert.ThrowsExactly<InvalidInputException>(() =>
            CellsLesson.Measure(new CellsOptions { Hidden = 0 })
        );
        Assert.AreEqual("Option hidden: expected 1 or more, found 0.", error.Message);
    }
}
