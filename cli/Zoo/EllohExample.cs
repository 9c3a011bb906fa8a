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
/// Tagging: each letter of "hello" is tagged with a letter of "elloh". The two l have different tags, so the state must tell
/// them apart.
/// </summary>
internal static class EllohExample
{
    private static readonly string[] Letters = ["h", "e", "l", "o"];

    public static ZooModel Make()
    {
        var training = new TrainerOptions
        {
            Epochs = 100,
            Patience = 100,
            LearningRate = 0.05,
            Threads = 1,
        };
        torch.manual_seed(training.Seed);
        using var model = new SequenceTagger(
            new SequenceTaggerOptions
            {
                Recurrent = new RecurrentOptions { Cell = CellKind.ElmanTanh, Hidden = 8 },
                Vocabulary = Letters.Length,
                Embedding = 4,
                Classes = Letters.Length,
                Labels = Letters,
            }
        );
        using var inputs = torch.tensor(Ids("hello"), [1, 5]);
        using var targets = torch.tensor(Ids("elloh"), [1, 5]);
        var source = new TensorBatcher(inputs, targets, training.BatchSize);
        var run = new Trainer(training).Fit(SequenceObjectives.For(model), source, source);

        var made = ZooModel.Finish(
            "hello to elloh, letter by letter",
            model,
            training,
            run,
            runtime =>
            {
                var tags = runtime.Run(NamedTensor.Of("ids", Ids("hello"), 1, 5)).Single(a => a.Name == "tags").Strings;
                var right = tags.Zip("elloh", (tag, letter) => tag == $"{letter}").Count(same => same);
                return new CardMetrics
                {
                    Part = "the word it was trained on",
                    Windows = 1,
                    Model = new Dictionary<string, double> { ["accuracy"] = right / 5.0 },
                };
            }
        );
        var card = made.Card with { Vocabulary = Letters };
        return new ZooModel(made.File.WithCard(card), card);
    }

    private static long[] Ids(string word) => [.. word.Select(letter => (long)Array.IndexOf(Letters, $"{letter}"))];
}
