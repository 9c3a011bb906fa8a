using Rnn.Onnx.Training;
using Rnn.Onnx.Training.Data;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;
using Rnn.Onnx.Training.Tasks;
using static TorchSharp.torch;

namespace Rnn.Onnx.Benchmarks.Contests.Training;

/// <summary>What is trained for some epochs: a model, its data, and how.</summary>
/// <param name="Objective">The model with its loss.</param>
/// <param name="Training">Rows to learn from.</param>
/// <param name="Validation">Rows that are measured after each epoch.</param>
/// <param name="Options">How to train; the caller says for how many epochs.</param>
/// <param name="Owned">What goes when the work is done.</param>
internal sealed record EpochWork(
    TrainingObjective Objective,
    IBatchSource Training,
    IBatchSource Validation,
    TrainerOptions Options,
    IReadOnlyList<IDisposable> Owned
) : IDisposable
{
    private const int EvaluationSegment = 500;
    private const int EvaluationStreams = 8;
    private const int EvaluationBatch = 256;

    /// <summary>Reads the data that <see cref="EpochData"/> wrote and builds the model.</summary>
    public static EpochWork Open(string kind, string folder)
    {
        manual_seed(1);
        return kind switch
        {
            "characters" => Characters(folder),
            "sentences" => Sentences(folder),
            _ => Sine(folder),
        };
    }

    private static EpochWork Characters(string folder)
    {
        var (training, validation) = (Ids(folder, "training"), Ids(folder, "validation"));
        var model = new LanguageModel(
            new LanguageModelOptions
            {
                Vocabulary = (int)Math.Max(training.Max(), validation.Max()) + 1,
                Embedding = 64,
                Recurrent = new RecurrentOptions { Hidden = 256, Layers = 2 },
            }
        );
        var carried = new CarriedState();
        return new EpochWork(
            SequenceObjectives.For(model, carried),
            ContiguousBatcher.NextIds(training, EpochData.Streams, EpochData.Segment),
            ContiguousBatcher.NextIds(validation, EvaluationStreams, EvaluationSegment),
            new TrainerOptions { LearningRate = 0.002 },
            [model, carried]
        );
    }

    private static EpochWork Sentences(string folder)
    {
        var (training, classes) = Rows(folder, "training");
        var (validation, answers) = Rows(folder, "validation");
        var model = new SequenceClassifier(
            new SequenceClassifierOptions
            {
                Vocabulary = (int)training.Concat(validation).Max(row => row.Max()) + 1,
                Embedding = 128,
                Recurrent = new RecurrentOptions { Hidden = 64, Bidirectional = true },
            }
        );
        return new EpochWork(
            SequenceObjectives.For(model),
            Batches(training, classes, 64, shuffleSeed: 1),
            Batches(validation, answers, EvaluationBatch, shuffleSeed: null),
            new TrainerOptions { LearningRate = 0.001 },
            [model]
        );

        static BucketBatcher Batches(long[][] rows, long[] classes, int size, int? shuffleSeed) =>
            new(
                [.. rows.Select(row => row.Length)],
                PaddedRows.Ids(rows),
                PaddedRows.Classes(classes),
                size,
                shuffleSeed
            );
    }

    // The forecaster of the tutorials: a single batch, no clipping.
    private static EpochWork Sine(string folder)
    {
        var values = RawFile.Read<float>(Path.Combine(folder, "sine"));
        var rows = values.Length - EpochData.LookBack;
        var windows = Enumerable.Range(0, rows).SelectMany(row => values.Skip(row).Take(EpochData.LookBack)).ToArray();
        var inputs = tensor(windows, [rows, EpochData.LookBack, 1]); // [N, T, 1]
        var targets = tensor(values[EpochData.LookBack..], [rows, 1]); // [N, 1]
        var model = new SequenceRegressor(
            new SequenceRegressorOptions
            {
                Recurrent = new RecurrentOptions { Hidden = 64 },
                Outputs = 1,
            }
        );
        var all = new TensorBatcher(inputs, targets, rows);
        return new EpochWork(
            SequenceObjectives.For(model),
            all,
            all,
            new TrainerOptions { LearningRate = 0.01, ClipNorm = 0 },
            [model, inputs, targets]
        );
    }

    private static long[] Ids(string folder, string name) => RawFile.Read<long>(Path.Combine(folder, name));

    private static (long[][] Rows, long[] Classes) Rows(string folder, string name)
    {
        var (ids, lengths) = (Ids(folder, name), Ids(folder, name + "_lengths"));
        var rows = new long[lengths.Length][];
        var from = 0;
        for (var row = 0; row < rows.Length; row++)
        {
            var end = from + (int)lengths[row];
            rows[row] = ids[from..end];
            from = end;
        }
        return (rows, Ids(folder, name + "_classes"));
    }

    public void Dispose()
    {
        foreach (var owned in Owned)
            owned.Dispose();
    }
}
