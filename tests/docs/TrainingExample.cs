using Rnn.Onnx.Training;
using Rnn.Onnx.Training.Checkpoints;
using Rnn.Onnx.Training.Data;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;
using Rnn.Onnx.Training.Optimization;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace Rnn.Onnx.Docs.Tests;

/// <summary>The examples of docs/training.md, between the marks.</summary>
internal static class TrainingExample
{
    public static TrainingResult RunBuckets(float[][] rows, long[] classes)
    {
        // <training>
        // Data: rows of different lengths, T values each, and a class for each; the last 200 choose the epoch.
        BucketBatcher Batches(Range part, int? seed) =>
            new(
                [.. rows[part].Select(row => row.Length)],
                PaddedRows.Values(rows[part], features: 1), // [N, T, 1]
                PaddedRows.Classes(classes[part]), // [N]
                batchSize: 32,
                shuffleSeed: seed
            );
        var training = Batches(..^200, seed: 1);
        var validation = Batches(^200.., seed: null);

        // Model and loss: a scalar tensor, the mean over the batch.
        torch.manual_seed(1);
        using var model = new SequenceClassifier(
            new SequenceClassifierOptions { Recurrent = new RecurrentOptions { Hidden = 16 } }
        );
        var objective = new TrainingObjective(
            model,
            batch => functional.cross_entropy(model.Run(batch.Inputs, batch.Lengths).Values, batch.Targets)
        )
        {
            Metrics = new Dictionary<string, Func<SequenceBatch, double>>
            {
                ["accuracy"] = batch =>
                    model
                        .Run(batch.Inputs, batch.Lengths)
                        .Values.argmax(1)
                        .eq(batch.Targets)
                        .to(torch.float32)
                        .mean()
                        .item<float>(),
            },
        };

        // Optimizer, schedule, checkpoints: all values of one record.
        var options = new TrainerOptions
        {
            Epochs = 12,
            LearningRate = 0.01,
            Optimizer = new OptimizerSettings { Kind = OptimizerKind.AdamW, WeightDecay = 0.01 },
            Schedule = new ScheduleSettings { Kind = ScheduleKind.OneCycle },
            Checkpoint = new CheckpointOptions { Folder = "signs" },
        };
        var result = new Trainer(options).Fit(objective, training, validation);
        Console.WriteLine($"epoch {result.Best.Epoch}: accuracy {result.Best.Metrics["accuracy"]:P1}");
        // </training>
        return result;
    }

    public static TrainingResult RunSegments(long[] ids)
    {
        // <segments>
        // 16 streams side by side, 25 steps a segment; the answer to each id is the next one.
        var training = ContiguousBatcher.NextIds(ids.AsMemory(0, 8000), streams: 16, steps: 25);
        var validation = ContiguousBatcher.NextIds(ids.AsMemory(8000), streams: 16, steps: 25);

        torch.manual_seed(1);
        using var model = new LanguageModel(
            new LanguageModelOptions
            {
                Vocabulary = 12,
                Recurrent = new RecurrentOptions { Hidden = 24 },
            }
        );
        using var state = new CarriedState();
        var objective = new TrainingObjective(
            model,
            batch =>
            {
                var output = model.Run(batch.Inputs, initial: state.Before(batch.Rows));
                state.Keep(output.Final); // its values go on, its gradients end
                return functional.cross_entropy(output.Values.flatten(0, 1), batch.Targets.flatten()); // [N*T, V], [N*T]
            }
        )
        {
            BeginPass = state.Forget,
        };
        var result = new Trainer(new TrainerOptions { Epochs = 8, LearningRate = 0.01 }).Fit(
            objective,
            training,
            validation
        );
        // </segments>
        return result;
    }
}
