using Rnn.Onnx.Training.Checkpoints;
using Rnn.Onnx.Training.Data;
using Rnn.Onnx.Training.Optimization;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training;

/// <summary>What a <see cref="Trainer"/> makes small, whatever the model takes and answers.</summary>
/// <param name="Model">The module whose parameters are trained.</param>
/// <param name="Loss">Runs the model over a batch and answers one number: a scalar tensor, the mean over the batch.</param>
public sealed record TrainingObjective(nn.Module Model, Func<SequenceBatch, Tensor> Loss)
{
    /// <summary>Called before each pass over a part: forgets state that was carried from batch to batch. Default: nothing to forget.</summary>
    public Action? BeginPass { get; init; }

    /// <summary>Called before each optimizer step with where the run stands. Default: nobody asks.</summary>
    public Action<SchedulePoint>? BeginStep { get; init; }

    /// <summary>How much a batch counts in the mean over a part that is measured. Default: by its rows.</summary>
    public Func<SequenceBatch, double> Weight { get; init; } = batch => batch.Rows;

    /// <summary>
    /// Further measures by name, each a mean over a batch, taken over the validation part after every epoch, such as the
    /// accuracy. Default: none.
    /// </summary>
    public IReadOnlyDictionary<string, Func<SequenceBatch, double>> Metrics { get; init; } =
        new Dictionary<string, Func<SequenceBatch, double>>(StringComparer.Ordinal);

    /// <summary>
    /// Further measures by name that are no means over batches, such as BLEU: asked for after every epoch, of the model as it is
    /// then, without dropout and gradients. Default: none.
    /// </summary>
    public IReadOnlyDictionary<string, Func<double>> EpochMetrics { get; init; } =
        new Dictionary<string, Func<double>>(StringComparer.Ordinal);

    /// <summary>Further measures by name that follow from the mean validation loss, such as the perplexity. Default: none.</summary>
    public IReadOnlyDictionary<string, Func<double, double>> LossMetrics { get; init; } =
        new Dictionary<string, Func<double, double>>(StringComparer.Ordinal);

    /// <summary>
    /// What the model writes after an epoch of this number, from 1, without dropout and gradients, for people to read; null where it
    /// writes nothing. It may draw no random numbers of the tensor library. Default: nothing, ever.
    /// </summary>
    public Func<int, string?> Sample { get; init; } = _ => null;

    /// <summary>What a checkpoint says about the model, so that it can be built again without the data. Default: nothing.</summary>
    public CheckpointModel? Description { get; init; }

    /// <summary>An objective of a model that takes the inputs alone.</summary>
    /// <param name="model">Inputs to outputs.</param>
    /// <param name="loss">Outputs and targets to one number.</param>
    public static TrainingObjective Of(nn.Module<Tensor, Tensor> model, Func<Tensor, Tensor, Tensor> loss)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(loss);
        return new TrainingObjective(model, batch => loss(model.call(batch.Inputs), batch.Targets));
    }
}
