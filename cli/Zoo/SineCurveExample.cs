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

/// <summary>One to many: an amplitude and a phase become one period of a sine in 20 steps.</summary>
internal static class SineCurveExample
{
    private const int Steps = 20;
    private const int TrainingRows = 512;
    private const int TestRows = 200;

    public static ZooModel Make()
    {
        var training = new TrainerOptions
        {
            Epochs = 60,
            Patience = 60,
            LearningRate = 0.01,
            Threads = 1,
        };
        var random = new Random(training.Seed);
        // Amplitude from 0.5 to 1, phase from -2 to 2 radians.
        var vectors = Draws.Many(
            TrainingRows + TestRows,
            () => new[] { 0.5f + 0.5f * random.NextSingle(), 4 * random.NextSingle() - 2 }
        );
        torch.manual_seed(training.Seed);
        using var model = new SequenceDecoder(
            new SequenceDecoderOptions
            {
                Recurrent = new RecurrentOptions { Cell = CellKind.Gru, Hidden = 32 },
                Features = 2,
                Steps = Steps,
            }
        );
        using var inputs = torch.tensor(Flat(vectors[..TrainingRows]), [TrainingRows, 2]);
        using var targets = torch.tensor(Flat(vectors[..TrainingRows].Select(Curve)), [TrainingRows, Steps, 1]);
        var source = new TensorBatcher(inputs, targets, training.BatchSize, training.Seed);
        var run = new Trainer(training).Fit(SequenceObjectives.For(model), source, source);

        var test = vectors[TrainingRows..];
        return ZooModel.Finish(
            "A period of a sine from its amplitude and phase",
            model,
            training,
            run,
            runtime =>
            {
                var curves = runtime.Run(NamedTensor.Of("vector", Flat(test), TestRows, 2)).Single().Floats;
                var truth = Flat(test.Select(Curve));
                return new CardMetrics
                {
                    Windows = TestRows,
                    Model = new Dictionary<string, double> { ["rmse"] = ZooMetrics.Rmse(truth, curves) },
                    Naive = new Dictionary<string, IReadOnlyDictionary<string, double>>
                    {
                        ["zeros"] = new Dictionary<string, double>
                        {
                            ["rmse"] = ZooMetrics.Rmse(truth, new float[truth.Length]),
                        },
                    },
                };
            }
        );
    }

    private static float[] Curve(float[] vector) =>
        [.. Enumerable.Range(0, Steps).Select(t => vector[0] * MathF.Sin(2 * MathF.PI * t / Steps + vector[1]))];

    private static float[] Flat(IEnumerable<float[]> rows) => [.. rows.SelectMany(row => row)];
}
