using Rnn.Onnx.Training.Checkpoints;
using Rnn.Onnx.Training.Data;
using Rnn.Onnx.Training.Models;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Rnn.Onnx.Training.Tasks;

/// <summary>What each model is trained for: its loss, and beside it what people ask for.</summary>
public static class SequenceObjectives
{
    internal const string Accuracy = "accuracy";

    /// <summary>Cross entropy in nats; targets are classes, int64 [N]. Measures the accuracy.</summary>
    /// <param name="model">The model.</param>
    /// <param name="loss">How the classes count; null for all alike.</param>
    /// <param name="classes">The classes of the training part, by which they are weighted; null where they are not.</param>
    public static TrainingObjective For(
        SequenceClassifier model,
        ClassificationLoss? loss = null,
        IEnumerable<long>? classes = null
    )
    {
        ArgumentNullException.ThrowIfNull(model);
        var of = (loss ?? new ClassificationLoss()).Validate();
        var weights = of.WeightsOf(classes ?? [], model.Options.Classes);
        return new TrainingObjective(model, Loss)
        {
            Metrics = new Dictionary<string, Func<SequenceBatch, double>>
            {
                [Accuracy] = batch => Share(Values(model, batch).argmax(1).eq(batch.Targets)),
            },
            Description = Describe(model),
        };

        // Smoothed targets are a means of training: without them the validation loss is the one that is reported.
        Tensor Loss(SequenceBatch batch)
        {
            using var each = weights is null ? null : tensor(weights, device: batch.Targets.device); // [K]
            var smoothing = model.training ? of.LabelSmoothing : 0;
            return functional.cross_entropy(Values(model, batch), batch.Targets, each, label_smoothing: smoothing); // [N, K], [N]
        }
    }

    /// <summary>Mean squared error; targets are numbers, float [N, outputs].</summary>
    public static TrainingObjective For(SequenceRegressor model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new TrainingObjective(model, batch => functional.mse_loss(Values(model, batch), batch.Targets))
        {
            Description = Describe(model),
        };
    }

    /// <summary>
    /// Cross entropy in nats over all steps; targets are tags, int64 [N, T], <see cref="PaddedRows.NoTarget"/> after a row's end.
    /// Measures the accuracy over the steps that have a target.
    /// </summary>
    public static TrainingObjective For(SequenceTagger model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return AtEveryStep(model);
    }

    /// <summary>
    /// Nats a word: the cross entropy of the tags, or with a conditional random field the negative log-likelihood of each row's
    /// tags together, shared among its words. Targets are tags, int64 [N, T], <see cref="PaddedRows.NoTarget"/> after a row's end.
    /// Measures the accuracy over the words.
    /// </summary>
    public static TrainingObjective For(WordTagger model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return WordTaggerObjective.Of(model) with { Description = Describe(model) };
    }

    /// <summary>
    /// Cross entropy in nats over all steps; targets are the ids that follow, int64 [N, T], <see cref="PaddedRows.NoTarget"/> after
    /// a row's end.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="carried">
    /// State that goes on from batch to batch, for batches of contiguous text; null begins each batch with the state of no steps.
    /// </param>
    public static TrainingObjective For(LanguageModel model, CarriedState? carried = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (carried is null)
            return AtEveryStep(model);
        return new TrainingObjective(model, Loss)
        {
            BeginPass = carried.Forget,
            // The last segment of a text may be shorter than the others.
            Weight = batch => batch.Targets.numel(),
            Description = Describe(model),
        };

        Tensor Loss(SequenceBatch batch)
        {
            var output = model.Run(batch.Inputs, batch.Lengths, carried.Before(batch.Rows)); // [N, T, V]
            carried.Keep(output.Final);
            return StepLoss(output.Values, batch.Targets);
        }
    }

    /// <summary>Mean squared error; targets are sequences, float [N, steps, outputs].</summary>
    public static TrainingObjective For(SequenceDecoder model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new TrainingObjective(model, batch => functional.mse_loss(model.call(batch.Inputs), batch.Targets))
        {
            Description = Describe(model),
        };
    }

    private static TrainingObjective AtEveryStep(RecurrentModel model) =>
        new(model, batch => StepLoss(Values(model, batch), batch.Targets))
        {
            Metrics = new Dictionary<string, Func<SequenceBatch, double>>
            {
                [Accuracy] = batch =>
                {
                    var counts = batch.Targets.ne(PaddedRows.NoTarget); // [N, T]
                    return Share(Values(model, batch).argmax(2).eq(batch.Targets).masked_select(counts));
                },
            },
            Description = Describe(model),
        };

    // Targets of -100 are left out.
    internal static Tensor StepLoss(Tensor logits, Tensor targets) =>
        functional.cross_entropy(logits.flatten(0, 1), targets.flatten()); // [N*T, K], [N*T]

    private static Tensor Values(RecurrentModel model, SequenceBatch batch) =>
        model.Run(batch.Inputs, batch.Lengths).Values;

    internal static double Share(Tensor right) => right.to_type(ScalarType.Float32).mean().item<float>();

    private static CheckpointModel Describe(nn.Module model)
    {
        var (kind, options) = ModelFactory.SpecificationOf(model);
        return new CheckpointModel(kind, options);
    }
}
