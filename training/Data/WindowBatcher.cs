using Rnn.Onnx.Models.Series;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Data;

/// <summary>
/// Batches of windows, in the series' own unit: inputs [N, T, C], targets [N, horizon] of one column or [N,
/// horizon, targets] of several and, where asked for, the time stamps of all their steps.
/// </summary>
/// <param name="windows">The windows, read in place.</param>
/// <param name="batchSize">Rows of a batch; the last one of an epoch may be smaller.</param>
/// <param name="shuffleSeed">Seed of each epoch's order; null keeps the order of time.</param>
public sealed class WindowBatcher(IWindowSource windows, int batchSize, int? shuffleSeed = null) : IBatchSource
{
    /// <summary>Whether batches carry <see cref="SequenceBatch.Times"/>; the series needs dates then. Default: no.</summary>
    public bool Times { get; init; }

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
        var (inputSize, targetSize) = (windows.LookBack * windows.Features, windows.Horizon * windows.Targets);
        var inputs = new float[rows.Length * inputSize];
        var targets = new float[rows.Length * targetSize];
        for (var i = 0; i < rows.Length; i++)
        {
            windows.Input(rows[i]).Span.CopyTo(inputs.AsSpan(i * inputSize));
            windows.Target(rows[i]).Span.CopyTo(targets.AsSpan(i * targetSize));
        }
        long[] targetShape =
            windows.Targets == 1 ? [rows.Length, windows.Horizon] : [rows.Length, windows.Horizon, windows.Targets];
        return new SequenceBatch(
            tensor(inputs, [rows.Length, windows.LookBack, windows.Features]), // [N, T, C]
            tensor(targets, targetShape) // [N, horizon] or [N, horizon, targets]
        )
        {
            Times = Times ? TimesOf(rows) : null,
        };
    }

    private Tensor TimesOf(int[] rows)
    {
        var steps = windows.LookBack + windows.Horizon;
        var times = new long[rows.Length * steps];
        for (var i = 0; i < rows.Length; i++)
            windows.CopyTimes(rows[i], times.AsSpan(i * steps, steps));
        return tensor(times, [rows.Length, steps]); // [N, T + horizon]
    }
}
