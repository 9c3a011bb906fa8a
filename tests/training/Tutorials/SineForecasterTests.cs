using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Training.Data;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;
using Rnn.Onnx.Training.Tasks;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Tests;

/// <summary>The sine forecaster of the tutorials: 500 points from 0 to 100, look-back 20, hidden 64, Adam 0.01, 100 epochs of one batch.</summary>
[TestClass]
public sealed class SineForecasterTests
{
    private const int LookBack = 20;

    private static readonly float[] Sine = [.. Enumerable.Range(0, 500).Select(i => MathF.Sin(i * 100f / 499))];

    [TestMethod]
    public void Fit_SineWithTheTutorialsSettings_EndsBelowThreeHundredThousandths()
    {
        var rows = Sine.Length - LookBack;
        using var inputs = tensor(Windows(rows, t => [Sine[t]]), [rows, LookBack, 1]);
        using var targets = tensor(Sine[LookBack..], [rows, 1]);
        var result = Fit(
            new RecurrentOptions { Cell = CellKind.Lstm, Hidden = 64 },
            outputs: 1,
            new TensorBatcher(inputs, targets, rows),
            epochs: 100
        );
        Assert.HasCount(100, result.History);
        Assert.IsLessThanOrEqualTo(3e-5, result.History[^1].TrainingLoss);
    }

    // Sine and cosine in, the next five steps of the sine out.
    [TestMethod]
    public void Fit_TwoSeriesFiveStepsAhead_LearnsAllSteps()
    {
        const int Horizon = 5;
        var cosine = Enumerable.Range(0, 500).Select(i => MathF.Cos(i * 100f / 499)).ToArray();
        var rows = Sine.Length - LookBack - Horizon + 1;
        using var inputs = tensor(Windows(rows, t => [Sine[t], cosine[t]]), [rows, LookBack, 2]);
        using var targets = tensor(
            Enumerable.Range(0, rows).SelectMany(row => Sine[(row + LookBack)..(row + LookBack + Horizon)]).ToArray(),
            [rows, Horizon]
        );
        var result = Fit(
            new RecurrentOptions
            {
                Cell = CellKind.Gru,
                Features = 2,
                Hidden = 16,
            },
            Horizon,
            new TensorBatcher(inputs, targets, 64, shuffleSeed: 1),
            epochs: 15
        );
        Assert.IsLessThan(1e-3, result.Best.ValidationLoss);
    }

    private static TrainingResult Fit(RecurrentOptions layers, int outputs, IBatchSource rows, int epochs)
    {
        manual_seed(1);
        using var model = new SequenceRegressor(new SequenceRegressorOptions { Recurrent = layers, Outputs = outputs });
        var options = new TrainerOptions
        {
            Epochs = epochs,
            Patience = epochs,
            LearningRate = 0.01,
            ClipNorm = 0,
            Threads = 1,
        };
        return new Trainer(options).Fit(SequenceObjectives.For(model), rows, rows);
    }

    private static float[] Windows(int rows, Func<int, float[]> step) =>
        [.. Enumerable.Range(0, rows).SelectMany(row => Enumerable.Range(row, LookBack)).SelectMany(step)];
}
