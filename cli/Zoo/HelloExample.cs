using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Training;
using Rnn.Onnx.Training.Data;
using Rnn.Onnx.Training.Export;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;
using Rnn.Onnx.Training.Tasks;
using TorchSharp;

namespace Rnn.Onnx.Cli.Zoo;

/// <summary>A language model of the characters of a small text, exported with its states: fed with its own answers it goes on writing.</summary>
internal static class HelloExample
{
    private const string Text =
        "hello world, says the sea. hello sea, says the sand. hello sand, says the wind. hello wind, says the world. ";

    private static readonly string[] Characters = [.. Text.Distinct().Order().Select(c => $"{c}")];

    public static ZooModel Make()
    {
        var training = new TrainerOptions
        {
            Epochs = 60,
            Patience = 60,
            LearningRate = 0.02,
            BatchSize = 4,
            Threads = 1,
        };
        torch.manual_seed(training.Seed);
        using var model = new LanguageModel(
            new LanguageModelOptions
            {
                Recurrent = new RecurrentOptions { Cell = CellKind.Gru, Hidden = 48 },
                Vocabulary = Characters.Length,
                Embedding = 48,
                TiedWeights = true,
            }
        );
        using var carried = new CarriedState();
        var ids = Ids(string.Concat(Enumerable.Repeat(Text, 4)));
        var source = ContiguousBatcher.NextIds(ids, training.BatchSize, steps: 27);
        var run = new Trainer(training).Fit(SequenceObjectives.For(model, carried), source, source);

        var made = ZooModel.Finish(
            "The characters of a small text",
            model,
            training,
            run,
            runtime =>
            {
                var text = Ids(Text);
                var state = NamedTensor.Of("h_in", new float[48], 1, 1, 48);
                var logits = runtime.Run(NamedTensor.Of("ids", text[..^1], 1, text.Length - 1), state)[0].Floats;
                return new CardMetrics
                {
                    Part = "the text it was trained on",
                    Windows = 1,
                    Model = new Dictionary<string, double> { ["nats a character"] = Nats(logits, text) },
                    Naive = new Dictionary<string, IReadOnlyDictionary<string, double>>
                    {
                        ["any character"] = new Dictionary<string, double>
                        {
                            ["nats a character"] = Math.Log(Characters.Length),
                        },
                    },
                };
            },
            new ExportOptions { Stateful = true }
        );
        var card = made.Card with { Vocabulary = Characters };
        return new ZooModel(made.File.WithCard(card), card);
    }

    private static long[] Ids(string text) => [.. text.Select(c => (long)Array.IndexOf(Characters, $"{c}"))];

    // Mean of -log softmax(logits)[next].
    private static double Nats(float[] logits, long[] text)
    {
        var sum = 0.0;
        for (var t = 0; t + 1 < text.Length; t++)
        {
            var row = logits.AsSpan(t * Characters.Length, Characters.Length).ToArray();
            sum += Math.Log(row.Sum(v => Math.Exp(v))) - row[text[t + 1]];
        }
        return sum / (text.Length - 1);
    }
}
