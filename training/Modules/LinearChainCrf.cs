using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Tagging;
using Rnn.Onnx.Training.Export;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Rnn.Onnx.Training.Modules;

/// <summary>
/// A linear-chain conditional random field over K tags (Lafferty, McCallum and Pereira 2001; score and log-partition as in Lample
/// et al. 2016, section 2.2): emissions [N, T, K] and tags int64 [N, T] to the negative log-likelihood of each row's tags, [N].
/// </summary>
public sealed class LinearChainCrf : Module<Tensor, Tensor, Tensor?, Tensor>
{
    private const double InitialBound = 0.1;

    private readonly Parameter transitions;
    private readonly Parameter start;
    private readonly Parameter end;

    /// <summary>Begins with scores that are uniform in ±0.1.</summary>
    /// <param name="tags">Tags, K.</param>
    /// <exception cref="InvalidInputException">There is no tag.</exception>
    public LinearChainCrf(int tags)
        : base(nameof(LinearChainCrf))
    {
        OptionRange.AtLeast(tags, 1, "tags");
        transitions = Uniform(tags, tags); // [K, K], from the tag of a row to that of a column
        start = Uniform(tags); // [K]
        end = Uniform(tags); // [K]
        RegisterComponents();
    }

    /// <summary>The trained numbers, as they are now.</summary>
    public ChainWeights Weights =>
        new(ParameterReader.Read(transitions), ParameterReader.Read(start), ParameterReader.Read(end));

    /// <summary>The negative log-likelihood of tags.</summary>
    /// <param name="emissions">[N, T, K].</param>
    /// <param name="tags">A tag from 0 to K - 1 for each step, int64 [N, T]; whatever stands after a row's end does not count.</param>
    /// <param name="lengths">Steps of each row, int64 [N], 1 or more; null when all rows have T.</param>
    /// <returns>[N].</returns>
    /// <exception cref="InvalidInputException">A tensor has another shape, or a length is over T.</exception>
    public Tensor Loss(Tensor emissions, Tensor tags, Tensor? lengths = null) => call(emissions, tags, lengths);

    /// <inheritdoc/>
    public override Tensor forward(Tensor emissions, Tensor tags, Tensor? lengths)
    {
        ArgumentNullException.ThrowIfNull(emissions);
        ArgumentNullException.ThrowIfNull(tags);
        var shape = emissions.shape;
        if (shape.Length != 3 || shape[2] != start.numel() || !tags.shape.AsSpan().SequenceEqual(shape.AsSpan(0, 2)))
            throw new InvalidInputException(
                FormattableString.Invariant(
                    $"Emissions and tags: expected [N, T, {start.numel()}] and [N, T], found [{string.Join(", ", shape)}] and [{string.Join(", ", tags.shape)}]."
                )
            );
        var steps = lengths is null
            ? full([shape[0]], shape[1], ScalarType.Int64, emissions.device)
            : SequenceCheck.Lengths(lengths, emissions).to(emissions.device); // [N]
        var real = arange(shape[1], device: emissions.device).unsqueeze(0).lt(steps.unsqueeze(1)); // [N, T]
        var path = tags.masked_fill(real.logical_not(), 0); // [N, T]
        return LogPartition(emissions, real) - Score(emissions, path, real, steps); // [N]
    }

    // The sum of a path's parts.
    private Tensor Score(Tensor emissions, Tensor path, Tensor real, Tensor steps)
    {
        var (time, count) = (path.shape[1], start.numel());
        var counted = real.to(emissions.dtype); // [N, T]
        var emitted = emissions.gather(2, path.unsqueeze(2)).squeeze(2) * counted; // [N, T]
        var last = path.gather(1, (steps - 1).unsqueeze(1)).squeeze(1); // [N]
        var ends = start.index_select(0, path.select(1, 0)) + end.index_select(0, last); // [N]
        if (time == 1)
            return emitted.sum(1) + ends; // [N]
        var moves = path.narrow(1, 0, time - 1) * count + path.narrow(1, 1, time - 1); // [N, T-1]
        var moved = transitions.flatten().index_select(0, moves.flatten()).view(-1, time - 1); // [N, T-1]
        return emitted.sum(1) + (moved * counted.narrow(1, 1, time - 1)).sum(1) + ends; // [N]
    }

    // The forward algorithm on logarithms; a row that has ended keeps what it has.
    private Tensor LogPartition(Tensor emissions, Tensor real)
    {
        var forward = new Tensor[emissions.shape[1]]; // [T] of [N, K]
        forward[0] = start + emissions.select(1, 0); // [N, K]
        for (var t = 1; t < forward.Length; t++)
        {
            var next = (forward[t - 1].unsqueeze(2) + transitions).logsumexp(1) + emissions.select(1, t); // [N, K]
            forward[t] = where(real.select(1, t).unsqueeze(1), next, forward[t - 1]); // [N, K]
        }
        return (forward[^1] + end).logsumexp(1); // [N]
    }

    private static Parameter Uniform(params long[] shape) =>
        Parameter(init.uniform_(empty(shape), -InitialBound, InitialBound));

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            transitions.Dispose();
            start.Dispose();
            end.Dispose();
        }
        base.Dispose(disposing);
    }
}
