using Rnn.Onnx.Models;
using Rnn.Onnx.Training.Optimization;
using Rnn.Onnx.Training.Tests.Toys;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Tests.Optimization;

[TestClass]
public sealed class OptimizerTests
{
    private const double Rate = 0.1;
    private const double Decay = 0.01;

    // One step from weight 2 with gradient 3, by each method's formula.
    [TestMethod]
    [DataRow(OptimizerKind.Sgd, false, 2 - Rate * (3 + Decay * 2))]
    [DataRow(OptimizerKind.Sgd, true, 2 - Rate * 1.9 * (3 + Decay * 2))]
    [DataRow(OptimizerKind.Adam, false, 2 - Rate)]
    [DataRow(OptimizerKind.AdamW, false, 2 * (1 - Rate * Decay) - Rate)]
    [DataRow(OptimizerKind.RmsProp, false, 2 - Rate / 0.1)]
    public void Create_OneStep_FollowsTheFormula(OptimizerKind kind, bool nesterov, double expected)
    {
        using var parameter = new Parameter(tensor(new[] { 2f }));
        var settings = new OptimizerSettings
        {
            Kind = kind,
            Nesterov = nesterov,
            WeightDecay = Decay,
        };
        using var optimizer = Optimizers.Create(settings, [parameter], rate: 1);
        Optimizers.SetRate(optimizer, Rate);
        using (var loss = (parameter * 3).sum())
            loss.backward();
        optimizer.step();
        Assert.AreEqual(expected, parameter.item<float>(), 1e-6);
    }

    [TestMethod]
    [DataRow(OptimizerKind.Sgd)]
    [DataRow(OptimizerKind.Adam)]
    [DataRow(OptimizerKind.AdamW)]
    [DataRow(OptimizerKind.RmsProp)]
    public void Fit_EveryOptimizer_Learns(OptimizerKind kind)
    {
        var options = ToyRun.Quick with
        {
            Epochs = 30,
            Optimizer = new() { Kind = kind, WeightDecay = 1e-4 },
        };
        var (_, result) = ToyRun.Train(options, dropout: 0);
        Assert.IsLessThan(result.History[0].ValidationLoss / 3, result.Best.ValidationLoss);
    }

    [TestMethod]
    [DataRow(0.0, 0.0)]
    [DataRow(1.0, 0.0)]
    [DataRow(0.0, 0.5)]
    [DataRow(1.0, 0.5)]
    public void Clip_ByValueAndNorm_ReturnsTheNormBefore(double norm, double value)
    {
        using var parameter = new Parameter(zeros(2));
        using var weights = tensor(new[] { 3f, -0.25f });
        using (var loss = (parameter * weights).sum())
            loss.backward();
        var before = Gradients.Clip([parameter], ToyRun.Quick with { ClipNorm = norm, ClipValue = value });
        Assert.AreEqual(Math.Sqrt(9 + 0.0625), before, 1e-6);
        var clipped = value > 0 ? new[] { value, -0.25 } : [3, -0.25];
        var length = Math.Sqrt(clipped.Sum(x => x * x));
        var scale = norm > 0 && length > norm ? norm / length : 1;
        var found = parameter.grad!.data<float>().ToArray();
        for (var i = 0; i < 2; i++)
            Assert.AreEqual(clipped[i] * scale, found[i], 2e-6);
    }

    [TestMethod]
    public void Validate_ValueOutOfRange_NamesTheOption()
    {
        Refused(new() { WeightDecay = -1 }, "Option weight-decay: expected a finite number of 0 or more, found -1.");
        Refused(new() { Momentum = 1 }, "Option momentum: expected a value from 0 to below 1, found 1.");
        Refused(new() { Momentum = 0, Nesterov = true }, "Option nesterov: expected a momentum above 0, found 0.");

        static void Refused(OptimizerSettings settings, string sentence) =>
            Assert.AreEqual(
                sentence,
                Assert
                    .ThrowsExactly<InvalidInputException>(() => (ToyRun.Quick with { Optimizer = settings }).Validate())
                    .Message
            );
    }
}
