using Rnn.Onnx.Models.Series;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Data;

/// <summary>Batches of a series' windows: inputs [N, T, C], targets [N, horizon], in the series' own unit.</summary>
/// <param name="windows">The windows, read in place.</param>
/// <param name="batchSize">Rows of a batch; the last one of an epoch may be smaller.</param>
/// <param name="shuffleSeed">Seed of each epoch's order; null keeps the order of time.</param>
public sealed class WindowBatcher(SlidingWindow windows, int batchSize, int? shuffleSeed = null) : IBatchSource
{
    /// <inheritdoc/>
    public int Rows => windows.Count;

    /// <inheritdoc/>
    public int BatchCount => (windows.Count + batchSize - 1) / batchSize;

    /// <inheritdoc/>
    public IEnumerable<SequenceBatch> Batches(int epoch)
    {
        var order = Enumerable.Range(0, windows.Count).ToArray();
        if (shuffleSeed is { } seed)
            EpochRandom.Of(seed, epoch).Shuffle(order);
        foreach (var rows in order.Chunk(batchSize))
            yield return Gather(rows);
    }

    private SequenceBatch Gather(int[] rows)
    {
        var inputSize = windows.LookBack * windows.Features;
        var inputs = new float[rows.Length * inputSize];
        var targets = new float[rows.Length * windows.Horizon];
        for (var i = 0; i < rows.Length; i++)
        {
            windows.Input(rows[i]).Span.CopyTo(inputs.AsSpan(i * inputSize));
            windows.Target(rows[i]).Span.CopyTo(targets.AsSpan(i * windows.Horizon));
        }
        return new SequenceBatch(
            tensor(inputs, [rows.Length, windows.LookBack, windows.Features]), // [N, T, C]
            tensor(targets, [rows.Length, windows.Horizon]) // [N, horizon]
        );
    }
}
