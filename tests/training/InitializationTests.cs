using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Training.Modules;
using static TorchSharp.torch;
using RecurrentStack = Rnn.Onnx.Training.Modules.RecurrentStack;

namespace Rnn.Onnx.Training.Tests;

[TestClass]
public sealed class InitializationTests
{
    private const int Features = 96;
    private const int Hidden = 64;

    [TestMethod]
    [DataRow(CellKind.Lstm, false)]
    [DataRow(CellKind.Gru, true)]
    [DataRow(CellKind.ElmanTanh, false)]
    public void OrthogonalRecurrent_EveryGate_IsOrthogonal(CellKind cell, bool handWritten)
    {
        using var stack = Build(cell, new Initialization { OrthogonalRecurrent = true }, handWritten);
        using var scope = NewDisposeScope();
        using var none = no_grad();
        foreach (var (layer, direction) in Places(stack))
        {
            var stacked = layer.Find("weight_hh", direction)!;
            for (var gate = 0; gate < cell.GateCount(); gate++)
            {
                var block = stacked.narrow(0, gate * Hidden, Hidden);
                var off = (block.mm(block.t()) - eye(Hidden, Hidden)).abs().max().item<float>();
                Assert.IsLessThan(1e-5f, off);
            }
        }
    }

    [TestMethod]
    [DataRow(InputWeights.Default, 0.125, 0.125 / 1.7320508)]
    [DataRow(InputWeights.XavierUniform, 0.193649, 0.111803)] // sqrt(6 / 160), sqrt(2 / 160)
    [DataRow(InputWeights.XavierNormal, 1, 0.111803)]
    [DataRow(InputWeights.KaimingUniform, 0.25, 0.144338)] // sqrt(6 / 96), sqrt(2 / 96)
    [DataRow(InputWeights.KaimingNormal, 1, 0.144338)]
    public void InputWeights_EveryKind_HasItsBoundAndDeviation(InputWeights kind, double bound, double deviation)
    {
        using var stack = Build(CellKind.Lstm, new Initialization { InputWeights = kind });
        var weights = stack.Layers[0].Find("weight_ih", 0)!.data<float>().ToArray();
        var largest = weights.Max(MathF.Abs);
        Assert.IsLessThanOrEqualTo((float)bound, largest);
        Assert.AreEqual(deviation, Math.Sqrt(weights.Average(w => (double)w * w)), 0.02 * deviation);
        Assert.AreEqual(0, weights.Average(), 0.02 * deviation);
        var isNormal = kind is InputWeights.XavierNormal or InputWeights.KaimingNormal;
        Assert.AreEqual(isNormal, largest > 3 * deviation, $"largest {largest}");
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void ForgetBias_Lstm_IsTheSumOfBothBiasesOfThatGateAlone(bool handWritten)
    {
        using var stack = Build(CellKind.Lstm, new Initialization { ForgetBias = 1 }, handWritten);
        using var plain = Build(CellKind.Lstm, new Initialization(), handWritten);
        foreach (var (layer, direction) in Places(stack))
        {
            var input = layer.Find("bias_ih", direction)!.data<float>().ToArray();
            var recurrent = layer.Find("bias_hh", direction)!.data<float>().ToArray();
            for (var i = Hidden; i < 2 * Hidden; i++)
                Assert.AreEqual(1, input[i] + recurrent[i]);
        }
        var drawn = plain.Layers[0].Find("bias_ih", 0)!.data<float>().ToArray();
        var kept = stack.Layers[0].Find("bias_ih", 0)!.data<float>().ToArray();
        CollectionAssert.AreEqual(drawn[..Hidden], kept[..Hidden]);
        CollectionAssert.AreEqual(drawn[(2 * Hidden)..], kept[(2 * Hidden)..]);
    }

    [TestMethod]
    public void Validate_ForgetBiasWithoutForgetGate_Refuses()
    {
        var options = new RecurrentOptions
        {
            Cell = CellKind.Gru,
            Initialization = new Initialization { ForgetBias = 1 },
        };
        var error = Assert.ThrowsExactly<InvalidInputException>(() => options.Validate());
        Assert.AreEqual("Option forget-bias: expected an LSTM with biases, found Gru.", error.Message);
    }

    private static RecurrentStack Build(CellKind cell, Initialization initialization, bool handWritten = false)
    {
        manual_seed(1);
        return new RecurrentStack(
            new RecurrentOptions
            {
                Cell = cell,
                Features = Features,
                Hidden = Hidden,
                Layers = 2,
                Bidirectional = true,
                HandWritten = handWritten,
                Initialization = initialization,
            }
        );
    }

    private static IEnumerable<(StackLayer Layer, int Direction)> Places(RecurrentStack stack) =>
        from layer in stack.Layers
        from direction in Enumerable.Range(0, stack.Options.Directions)
        select (layer, direction);
}
