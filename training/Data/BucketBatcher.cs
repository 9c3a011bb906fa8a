using Rnn.Onnx.Models;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Data;

/// <summary>Makes one tensor of some rows, its first dimension N; see <see cref="PaddedRows"/>.</summary>
/// <param name="rows">Numbers of the rows, in the order they take in the batch.</param>
/// <param name="steps">Steps to pad each row to, T.</param>
public delegate Tensor RowGatherer(ReadOnlySpan<int> rows, int steps);

/// <summary>
/// Batches of rows of different lengths, padded to the longest of their batch, with rows of about the same length together
/// (bucketing): little padding, and still another order in every epoch.
/// </summary>
/// <remarks>
/// An epoch is shuffled, cut into pools of 50 batches, each pool sorted by length and cut into batches, and the batches
/// shuffled. Each row comes once.
/// </remarks>
public sealed class BucketBatcher : IBatchSource
{
    private const int BatchesOfAPool = 50;

    private readonly int[] lengths;
    private readonly RowGatherer inputs;
    private readonly RowGatherer targets;
    private readonly int batchSize;
    private readonly int? shuffleSeed;

    /// <summary>Makes batches of rows that are read in place.</summary>
    /// <param name="lengths">Steps of each row, 1 or more.</param>
    /// <param name="inputs">Gathers what the model reads, [N, T] or [N, T, C].</param>
    /// <param name="targets">Gathers what it should answer.</param>
    /// <param name="batchSize">Rows of a batch; one of an epoch may be smaller.</param>
    /// <param name="shuffleSeed">Seed of each epoch's order; null sorts all rows by length, the same in every epoch.</param>
    /// <exception cref="InvalidInputException">A row is empty, or the batch size is below 1.</exception>
    public BucketBatcher(
        IReadOnlyList<int> lengths,
        RowGatherer inputs,
        RowGatherer targets,
        int batchSize,
        int? shuffleSeed = null
    )
    {
        ArgumentNullException.ThrowIfNull(lengths);
        OptionRange.AtLeast(batchSize, 1, "batch-size");
        this.lengths = [.. lengths];
        var empty = Array.FindIndex(this.lengths, length => length < 1);
        if (empty >= 0)
            throw new InvalidInputException(
                FormattableString.Invariant($"Row {empty}: expected 1 step or more, found {lengths[empty]}.")
            );
        this.inputs = inputs;
        this.targets = targets;
        this.batchSize = batchSize;
        this.shuffleSeed = shuffleSeed;
    }

    /// <summary>Gathers <see cref="SequenceBatch.Characters"/>; null leaves them out. Default: null.</summary>
    public RowGatherer? Characters { get; init; }

    /// <summary>A second length of each row, such as the target's, by which rows of one length are sorted; null: none. Default: null.</summary>
    public IReadOnlyList<int>? ThenBy { get; init; }

    /// <inheritdoc/>
    public int Rows => lengths.Length;

    /// <inheritdoc/>
    public int BatchCount => (lengths.Length + batchSize - 1) / batchSize;

    /// <inheritdoc/>
    public IEnumerable<SequenceBatch> Batches(int epoch)
    {
        foreach (var rows in Order(epoch))
        {
            var steps = rows.Max(row => lengths[row]);
            yield return new SequenceBatch(inputs(rows, steps), targets(rows, steps))
            {
                Lengths = tensor(rows.Select(row => (long)lengths[row]).ToArray()), // [N]
                Characters = Characters?.Invoke(rows, steps),
            };
        }
    }

    /// <summary>The rows of each batch of an epoch.</summary>
    internal IReadOnlyList<int[]> Order(int epoch)
    {
        var order = Enumerable.Range(0, lengths.Length).ToArray();
        if (shuffleSeed is not { } seed)
            return [.. Sorted(order).Chunk(batchSize)];

        var random = EpochRandom.Of(seed, epoch);
        random.Shuffle(order);
        var batches = order
            .Chunk(BatchesOfAPool * batchSize)
            .SelectMany(pool => Sorted(pool).Chunk(batchSize))
            .ToArray();
        random.Shuffle(batches);
        return batches;
    }

    private IEnumerable<int> Sorted(int[] rows)
    {
        var sorted = rows.OrderBy(row => lengths[row]);
        return ThenBy is null ? sorted : sorted.ThenBy(row => ThenBy[row]);
    }
}
