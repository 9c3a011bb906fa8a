using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Training;
using Rnn.Onnx.Training.Data;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;
using Rnn.Onnx.Training.Tasks;
using static TorchSharp.torch;

namespace Rnn.Onnx.Benchmarks.Contests.Steps;

/// <summary>A model, what it learns from, and where the parts of its forward pass end.</summary>
/// <param name="Name">For the report.</param>
/// <param name="Objective">The model and its loss.</param>
/// <param name="Source">Batches to learn from.</param>
/// <param name="Watch">Lets the clock mark the ends of the parts.</param>
internal sealed record StepWorkload(
    string Name,
    TrainingObjective Objective,
    IBatchSource Source,
    Action<StepClock> Watch
)
{
    private const int Characters = 65;
    private const int Streams = 64;
    private const int Segment = 100;
    private const int Segments = 4;

    /// <summary>The character model: two LSTM layers of 256 units, batches of 64 segments of 100 characters.</summary>
    public static StepWorkload Text()
    {
        var ids = new long[Streams * Segment * Segments + 1];
        var random = new Random(1);
        for (var i = 0; i < ids.Length; i++)
            ids[i] = random.Next(Characters);
        manual_seed(1);
        var model = new LanguageModel(
            new LanguageModelOptions
            {
                Vocabulary = Characters,
                Embedding = 64,
                Recurrent = new RecurrentOptions { Hidden = 256, Layers = 2 },
            }
        );
        return new(
            "characters, LSTM 2 x 256",
            SequenceObjectives.For(model, new CarriedState()),
            ContiguousBatcher.NextIds(ids, Streams, Segment),
            clock => Follow(clock, model)
        );
    }

    /// <summary>The classifier: a bidirectional LSTM of 64 units each way over embeddings of 128, batches of 64 sentences.</summary>
    public static StepWorkload Sentences()
    {
        const int Steps = 24;
        var sentences = SentenceClassifier.Sentences();
        var numbers = new Dictionary<string, long>(StringComparer.Ordinal) { [""] = 0 };
        long[][] rows = [.. sentences.Take(Steps * 64).Select(s => s.Split(' ').Select(Number).ToArray())];
        foreach (var word in sentences.SelectMany(s => s.Split(' ')))
            Number(word);
        manual_seed(1);
        var model = new SequenceClassifier(
            new SequenceClassifierOptions
            {
                Vocabulary = numbers.Count,
                Embedding = 128,
                Recurrent = new RecurrentOptions { Hidden = 64, Bidirectional = true },
            }
        );
        IClassifiedRows classified = new ClassifiedRows(rows, [.. rows.Select((_, row) => row % 2L)]);
        return new(
            FormattableString.Invariant(
                $"classifier, biLSTM 2 x 64, {numbers.Count} words of {SentenceClassifier.Source}"
            ),
            SequenceObjectives.For(model),
            classified.Batches(64, shuffleSeed: 1),
            clock => Follow(clock, model)
        );

        long Number(string word)
        {
            numbers.TryAdd(word, numbers.Count);
            return numbers[word];
        }
    }

    /// <summary>The forecaster of a sine: an LSTM of 64 units, all 480 windows of 20 steps in one batch.</summary>
    public static StepWorkload Sine()
    {
        const int LookBack = 20;
        float[] sine = [.. Enumerable.Range(0, 500).Select(i => MathF.Sin(i * 100f / 499))];
        var rows = sine.Length - LookBack;
        var inputs = tensor(
            Enumerable.Range(0, rows).SelectMany(row => sine[row..(row + LookBack)]).ToArray(),
            [rows, LookBack, 1]
        );
        manual_seed(1);
        var model = new SequenceRegressor(
            new SequenceRegressorOptions
            {
                Recurrent = new RecurrentOptions { Cell = CellKind.Lstm, Hidden = 64 },
            }
        );
        return new(
            "sine, LSTM 64",
            SequenceObjectives.For(model),
            new TensorBatcher(inputs, tensor(sine[LookBack..], [rows, 1]), rows),
            clock => Follow(clock, model)
        );
    }

    // A part ends where the next one begins: checks and dropout belong to the embedding and to the head.
    private static void Follow(StepClock clock, RecurrentModel model)
    {
        model.Stack.register_forward_pre_hook(_ => clock.Mark(model.Table is null ? "checks" : "embedding"));
        model.Stack.register_forward_hook(_ => clock.Mark("recurrent"));
        model.register_forward_hook(_ => clock.Mark("head"));
    }
}
