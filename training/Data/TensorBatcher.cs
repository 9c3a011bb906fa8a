using Rnn.Onnx.Models;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Data;

/// <summary>Batches of rows that all have the same length and stand in two tensors.</summary>
public sealed class TensorBatcher : IBatchSource
{
    private readonly Tensor inputs;
    private readonly Tensor targets;
    private readonly int batchSize;
    private readonly int? shuffleSeed;

    /// <summary>Makes batches of tensors that are read in place and stay the caller's.</summary>
    /// <param name="inputs">What the model reads, its first dimension the rows: [rows, T, C], [rows, T] or [rows, C].</param>
    /// <param name="targets">What it should answer, its first dimension the rows as well.</param>
    /// <param name="batchSize">Rows of a batch; the last one of an epoch may be smaller.</param>
    /// <param name="shuffleSeed">Seed of each epoch's order; null keeps the order of the rows.</param>
    /// <exception cref="InvalidInputException">The tensors differ in their rows or have none, or the batch size is below 1.</exception>
    public TensorBatcher(Tensor inputs, Tensor targets, int batchSize, int? shuffleSeed = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(targets);
        OptionRange.AtLeast(batchSize, 1, "batch-size");
        if (inputs.shape[0] != targets.shape[0] || inputs.shape[0] == 0)
            throw new InvalidInputException(
                $"Training rows: expected as many targets as inputs and at least one, found {inputs.shape[0]} inputs and {targets.shape[0]} targets."
            );
        (this.inputs, this.targets, this.batchSize, this.shuffleSeed) = (inputs, targets, batchSize, shuffleSeed);
    }

    /// <inheritdoc/>
    public int Rows => (int)inputs.shape[0];

    /// <inheritdoc/>
    public int BatchCount => (Rows + batchSize - 1) / batchSize;

    /// <inheritdoc/>
    public IEnumerable<SequenceBatch> Batches(int epoch)
    {
        if (shuffleSeed is not { } seed)
        {
            // Rows in their own order are there already.
            for (var first = 0; first < Rows; first += batchSize)
            {
                var count = Math.Min(batchSize, Rows - first);
                yield return new SequenceBatch(inputs.narrow(0, first, count), targets.narrow(0, first, count));
            }
            yield break;
        }
        var order = Enumerable.Range(0, Rows).Select(row => (long)row).ToArray();
        EpochRandom.Of(seed, epoch).Shuffle(order);
        foreach (var rows in order.Chunk(batchSize))
        {
            using var taken = tensor(rows); // [N]
            yield return new SequenceBatch(inputs.index_select(0, taken), targets.index_select(0, taken));
        }
    }
}
