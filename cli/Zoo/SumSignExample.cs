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
/// Classification: is the sum of all numbers of a sequence, 100 steps by 10 features, positive? Each sequence is noise of
/// deviation 1 around a level of its own, which itself has deviation 0.3 around 0.
/// </summary>
internal static class SumSignExample
{
    private const int Steps = 100;
    private const int Features = 10;
    private const int TrainingRows = 1536;
    private const int TestRows = 1000;

    public static ZooModel Make()
    {
        var training = new TrainerOptions
        {
            Epochs = 4,
            LearningRate = 0.01,
            Threads = 1,
        };
        var rows = Rows(new Random(training.Seed), TrainingRows + TestRows);
        torch.manual_seed(training.Seed);
        using var model = new SequenceClassifier(
            new SequenceClassifierOptions
            {
                Recurrent = new RecurrentOptions
                {
                    Cell = CellKind.Gru,
                    Features = Features,
                    Hidden = 16,
                },
                Pooling = Pooling.Mean,
                Labels = ["negative", "positive"],
            }
        );
        using var inputs = torch.tensor(
            rows[..TrainingRows].SelectMany(r => r).ToArray(),
            [TrainingRows, Steps, Features]
        );
        using var targets = torch.tensor(rows[..TrainingRows].Select(Class).ToArray());
        var source = new TensorBatcher(inputs, targets, training.BatchSize, training.Seed);
        var run = new Trainer(training).Fit(SequenceObjectives.For(model), source, source);

        var test = rows[TrainingRows..];
        return ZooModel.Finish(
            "Is the sum of a noisy sequence positive?",
            model,
            training,
            run,
            runtime =>
            {
                var answers = runtime.Run(
                    NamedTensor.Of("series", [.. test.SelectMany(r => r)], TestRows, Steps, Features)
                );
                var labels = answers.Single(a => a.Name == "label").Strings;
                var right = labels.Zip(test, (label, row) => label == (Class(row) == 1 ? "positive" : "negative"));
                var positive = test.Average(Class);
                return new CardMetrics
                {
                    Windows = TestRows,
                    Model = new Dictionary<string, double> { ["accuracy"] = right.Average(r => r ? 1.0 : 0) },
                    Naive = new Dictionary<string, IReadOnlyDictionary<string, double>>
                    {
                        ["more frequent class"] = new Dictionary<string, double>
                        {
                            ["accuracy"] = Math.Max(positive, 1 - positive),
                        },
                    },
                };
            }
        );
    }

    private static long Class(float[] row) => row.Sum(v => (double)v) > 0 ? 1 : 0;

    private static float[][] Rows(Random random, int count) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(_ =>
                {
                    var level = 0.3 * Draws.Normal(random);
                    return Draws.Many(Steps * Features, () => (float)(level + Draws.Normal(random)));
                }),
        ];
}
