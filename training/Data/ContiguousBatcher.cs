using Rnn.Onnx.Models;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Data;

/// <summary>
/// A long sequence as N streams that run side by side, cut into segments of T steps: each row of a batch goes on where the
/// same row of the batch before ended, so a state can be carried over (truncated back-propagation through time, Williams
/// and Peng 1990). The order is that of the sequence in every epoch.
/// </summary>
public sealed class ContiguousBatcher : IBatchSource
{
    private readonly Func<int, int, (Tensor Inputs, Tensor Targets)> segment;
    private readonly int streams;
    private readonly int streamSteps;
    private readonly int steps;

    private ContiguousBatcher(
        int count,
        int streams,
        int steps,
        Func<int, int, int, (Tensor Inputs, Tensor Targets)> segment
    )
    {
        OptionRange.AtLeast(streams, 1, "batch-size");
        OptionRange.AtLeast(steps, 1, "segment");
        if (count < streams)
            throw new InvalidInputException(
                FormattableString.Invariant(
                    $"The sequence: expected {streams} steps to learn from or more, one for each stream, found {count}."
                )
            );
        this.streams = streams;
        this.steps = steps;
        streamSteps = count / streams;
        this.segment = (from, length) => segment(streamSteps, from, length);
    }

    /// <summary>Rows of all segments together.</summary>
    public int Rows => streams * BatchCount;

    /// <inheritdoc/>
    public int BatchCount => (streamSteps + steps - 1) / steps;

    /// <summary>Ids in, the next id as the target: both int64 [N, T]. What does not fill the streams at the end is left out.</summary>
    /// <param name="ids">The sequence, one id longer than what is learned from; read in place.</param>
    /// <param name="streams">Streams, N.</param>
    /// <param name="steps">Steps of a segment, T; the last one of an epoch may be shorter.</param>
    /// <exception cref="InvalidInputException">The sequence is too short for the streams.</exception>
    public static ContiguousBatcher NextIds(ReadOnlyMemory<long> ids, int streams, int steps) =>
        new(
            ids.Length - 1,
            streams,
            steps,
            (streamSteps, from, length) =>
                (
                    tensor(Cut(ids, 1, streams, streamSteps, from, length), [streams, length]), // [N, T]
                    tensor(Cut(ids[1..], 1, streams, streamSteps, from, length), [streams, length]) // [N, T]
                )
        );

    /// <summary>Values in, values of the same steps as the targets: float [N, T, C] and [N, T, K].</summary>
    /// <param name="inputs">What is read, step by step; read in place.</param>
    /// <param name="features">Values of an input step, C.</param>
    /// <param name="targets">What should be answered at each step; read in place.</param>
    /// <param name="answers">Values of a target step, K.</param>
    /// <param name="streams">Streams, N.</param>
    /// <param name="steps">Steps of a segment, T; the last one of an epoch may be shorter.</param>
    /// <exception cref="InvalidInputException">The sequence is too short for the streams.</exception>
    public static ContiguousBatcher Aligned(
        ReadOnlyMemory<float> inputs,
        int features,
        ReadOnlyMemory<float> targets,
        int answers,
        int streams,
        int steps
    ) =>
        new(
            Math.Min(inputs.Length / features, targets.Length / answers),
            streams,
            steps,
            (streamSteps, from, length) =>
                (
                    tensor(Cut(inputs, features, streams, streamSteps, from, length), [streams, length, features]), // [N, T, C]
                    tensor(Cut(targets, answers, streams, streamSteps, from, length), [streams, length, answers]) // [N, T, K]
                )
        );

    /// <inheritdoc/>
    public IEnumerable<SequenceBatch> Batches(int epoch)
    {
        for (var from = 0; from < streamSteps; from += steps)
        {
            var (inputs, targets) = segment(from, Math.Min(steps, streamSteps - from));
            yield return new SequenceBatch(inputs, targets);
        }
    }

    // The same steps of every stream; width numbers a step.
    private static T[] Cut<T>(ReadOnlyMemory<T> sequence, int width, int streams, int streamSteps, int from, int length)
    {
        var cut = new T[streams * length * width];
        for (var stream = 0; stream < streams; stream++)
        {
            var start = (stream * streamSteps + from) * width;
            sequence.Span.Slice(start, length * width).CopyTo(cut.AsSpan(stream * length * width));
        }
        return cut;
    }
}
