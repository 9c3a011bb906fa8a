using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Training;
using Rnn.Onnx.Training.Data;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;
using Rnn.Onnx.Training.Tasks;
using TorchSharp;

namespace Rnn.Onnx.Cli.Zoo;

/// <summary>
/// Regression with attention: a sequence of 20 steps has a value and a mark at each; one step is marked, and its value is the
/// answer. The attention's weights show which step that was.
/// </summary>
internal static class MarkedStepExample
{
    private const int Steps = 20;
    private const int TrainingRows = 2048;
    private const int TestRows = 500;

    private sealed record Row(float[] Values, int Marked)
    {
        public float Answer => Values[2 * Marked];
    }

    public static ZooModel Make()
    {
        var training = new TrainerOptions
        {
            Epochs = 30,
            Patience = 30,
            LearningRate = 0.01,
            Threads = 1,
        };
        var random = new Random(training.Seed);
        var rows = Draws.Many(TrainingRows + TestRows, () => Draw(random));
        torch.manual_seed(training.Seed);
        using var model = new SequenceRegressor(
            new SequenceRegressorOptions
            {
                Recurrent = new RecurrentOptions
                {
                    Cell = CellKind.Gru,
                    Features = 2,
                    Hidden = 16,
                },
                Pooling = Pooling.Attention,
            }
        );
        using var inputs = torch.tensor(Inputs(rows[..TrainingRows]), [TrainingRows, Steps, 2]);
        using var targets = torch.tensor(rows[..TrainingRows].Select(r => r.Answer).ToArray(), [TrainingRows, 1]);
        var source = new TensorBatcher(inputs, targets, training.BatchSize, training.Seed);
        var run = new Trainer(training).Fit(SequenceObjectives.For(model), source, source);

        var test = rows[TrainingRows..];
        return ZooModel.Finish(
            "The value of the marked step, found by attention",
            model,
            training,
            run,
            runtime =>
            {
                var answers = runtime.Run(NamedTensor.Of("series", Inputs(test), TestRows, Steps, 2));
                var truth = test.Select(row => row.Answer).ToArray();
                var predictions = answers.Single(a => a.Name == "prediction").Floats;
                var attention = answers.Single(a => a.Name == "attention").Floats;
                var found = test.Select((row, i) => Peak(attention.AsSpan(i * Steps, Steps)) == row.Marked);
                return new CardMetrics
                {
                    Windows = TestRows,
                    Model = new Dictionary<string, double>
                    {
                        ["rmse"] = ZooMetrics.Rmse(truth, predictions),
                        ["marked step found"] = found.Average(f => f ? 1.0 : 0),
                    },
                    Naive = new Dictionary<string, IReadOnlyDictionary<string, double>>
                    {
                        ["mean"] = new Dictionary<string, double>
                        {
                            ["rmse"] = ZooMetrics.Rmse(truth, new float[TestRows]),
                        },
                    },
                };
            }
        );
    }

    private static Row Draw(Random random)
    {
        var marked = random.Next(Steps);
        var values = new float[2 * Steps];
        for (var t = 0; t < Steps; t++)
        {
            values[2 * t] = 2 * random.NextSingle() - 1;
            values[2 * t + 1] = t == marked ? 1 : 0;
        }
        return new Row(values, marked);
    }

    private static float[] Inputs(Row[] rows) => [.. rows.SelectMany(r => r.Values)];

    private static int Peak(ReadOnlySpan<float> weights) => weights.IndexOf(weights.ToArray().Max());
}
