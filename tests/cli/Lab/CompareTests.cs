using Rnn.Onnx.Cli.Lab.Compare;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Recurrent;
using static TorchSharp.torch;

namespace Rnn.Onnx.Cli.Tests.Lab;

[TestClass]
public sealed class CompareTests
{
    [TestMethod]
    public void Measure_AddingOverTwentySteps_GatesLearnWhatTheRnnDoesNot()
    {
        var options = new CompareOptions { Lengths = [20], Steps = 300 };
        var done = 0;
        var lesson = CompareLesson.Measure(options, new Ticking(), steps => done += steps);

        Assert.AreEqual(CompareLesson.Work(options), done);
        // Who always answers 1 has 0.1667.
        Assert.IsGreaterThan(0.12, lesson.Of("adding", 20, CellKind.ElmanTanh));
        Assert.IsLessThan(0.02, lesson.Of("adding", 20, CellKind.Gru));
        Assert.IsLessThan(0.02, lesson.Of("adding", 20, CellKind.Lstm));
        Assert.IsGreaterThan(
            lesson.Of("copy", 20, CellKind.ElmanTanh),
            lesson.Of("copy", 20, CellKind.Gru),
            "symbols that the GRU recalls"
        );
        // The clock ticks once a reading: every step takes a millisecond.
        Assert.AreEqual(1, lesson.Costs[0].TrainingMilliseconds, 1e-9);
        Assert.AreEqual(1000, lesson.Costs[0].PredictionMicroseconds, 1e-6);
    }

    [TestMethod]
    public void Costs_EqualUnits_HaveTheParametersOfTheirBlocks()
    {
        var costs = Costs(new CompareOptions { Hidden = 10 });
        // G blocks of 10 x (2 inputs + 10 units + 2 biases), and 10 + 1 of the answer.
        CollectionAssert.AreEqual(new long[] { 151, 431, 571 }, costs.Select(cost => cost.Parameters).ToArray());
    }

    [TestMethod]
    public void Costs_EqualParameters_AreNoMoreThanTheRnnsAndNearlyAsMany()
    {
        var costs = Costs(new CompareOptions { Hidden = 64, EqualParameters = true });
        foreach (var cost in costs)
        {
            Assert.IsLessThanOrEqualTo(costs[0].Parameters, cost.Parameters);
            Assert.IsGreaterThan(0.9 * costs[0].Parameters, cost.Parameters);
        }
        Assert.IsLessThan(costs[0].Hidden, costs[2].Hidden);
    }

    [TestMethod]
    public void Draw_Adding_TargetIsTheSumOfTheMarkedNumbers()
    {
        var (inputs, targets) = MemoryTask.Adding.Draw(new Random(4), 3, 8);
        using (inputs)
        using (targets)
        {
            for (var row = 0; row < 3; row++)
            {
                var (sum, marks) = (0f, 0f);
                for (var t = 0; t < 8; t++)
                {
                    var mark = inputs[row, t, 1].item<float>();
                    sum += mark * inputs[row, t, 0].item<float>();
                    marks += mark;
                }
                Assert.AreEqual(2, marks);
                Assert.AreEqual(sum, targets[row, 0, 0].item<float>(), 1e-6);
            }
        }
    }

    [TestMethod]
    public void Draw_Copy_AsksForTheSymbolsAtTheEnd()
    {
        var (inputs, targets) = MemoryTask.Copy.Draw(new Random(4), 1, 3);
        using (inputs)
        using (targets)
        {
            var ids = inputs.argmax(2).data<long>().ToArray();
            var symbols = targets.data<long>().ToArray();
            CollectionAssert.AreEqual((long[])[.. symbols, 8, 8, 8, 9, 9], ids);
            using var answers = nn.functional.one_hot(targets, 8).to(ScalarType.Float32);
            Assert.AreEqual(1, MemoryTask.Copy.Score(answers, targets).item<float>());
        }
    }

    [TestMethod]
    public void Validate_LengthOfOne_IsRefused()
    {
        var error = Assert.ThrowsExactly<InvalidInputException>(() =>
            new CompareOptions { Lengths = [5, 1] }.Validate()
        );
        Assert.AreEqual("Option lengths: expected 2 or more, found 1.", error.Message);
    }

    private static CellCost[] Costs(CompareOptions options) =>
        [.. CompareLesson.Cells.Select(cell => CellCost.Measure(options, cell, new Ticking(), CancellationToken.None))];

    // A clock that goes on by a millisecond whenever it is read.
    private sealed class Ticking : TimeProvider
    {
        private long readings;

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => readings++;
    }
}
