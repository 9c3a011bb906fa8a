using Rnn.Onnx.Models;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Rnn.Onnx.Training.Modules;

/// <summary>
/// Makes one vector [N, D*H] of the outputs of a row's steps [N, T, D*H]; steps after a row's end do not count.
/// </summary>
/// <remarks>
/// Attention is additive (Bahdanau, Cho and Bengio 2015, equations 5 and 6; over one sequence as in Yang et al. 2016):
/// <code>
/// e_t = v . tanh(W [h_t ; h_last] + b)
/// a   = softmax of e over the row's steps
/// pooled = sum over t of a_t h_t
/// </code>
/// </remarks>
public sealed class SequencePool : Module<RecurrentOutput, Tensor?, (Tensor Pooled, Tensor? Weights)>
{
    private readonly Linear? hidden;
    private readonly Linear? score;

    /// <summary>Builds the pooling; only attention has parameters: W [D*H, 2*D*H], b [D*H] and v [1, D*H].</summary>
    /// <param name="kind">What to do with the steps.</param>
    /// <param name="width">Size of a step's output, D*H.</param>
    /// <exception cref="Rnn.Onnx.Models.InvalidInputException">The width is less than 1.</exception>
    public SequencePool(Pooling kind, long width)
        : base(nameof(SequencePool))
    {
        OptionRange.AtLeast(width, 1, "width");
        Kind = kind;
        Width = width;
        if (kind == Pooling.Attention)
        {
            hidden = Linear(2 * width, width);
            score = Linear(width, 1, hasBias: false);
        }
        RegisterComponents();
    }

    /// <summary>What is done with the steps.</summary>
    public Pooling Kind { get; }

    /// <summary>Size of a step's output, D*H.</summary>
    public long Width { get; }

    internal Linear? Hidden => hidden;

    internal Linear? Score => score;

    /// <summary>Pools the outputs of a stack.</summary>
    /// <param name="output">What the stack answered.</param>
    /// <param name="lengths">The lengths that the stack was given, int64 [N]; null when all rows have T.</param>
    /// <returns>The pooled outputs [N, D*H], and the weights of the steps [N, T] for attention.</returns>
    public (Tensor Pooled, Tensor? Weights) Pool(RecurrentOutput output, Tensor? lengths = null) =>
        call(output, lengths);

    /// <inheritdoc/>
    public override (Tensor Pooled, Tensor? Weights) forward(RecurrentOutput output, Tensor? lengths)
    {
        ArgumentNullException.ThrowIfNull(output);
        var steps = output.Steps; // [N, T, D*H]
        var real = lengths is null ? null : SequenceCheck.Lengths(lengths, steps).to(steps.device); // [N]
        switch (Kind)
        {
            case Pooling.Last:
                return (output.Last, null); // [N, D*H]
            case Pooling.Mean:
                return (Mean(steps, real), null); // [N, D*H]
            case Pooling.Max:
                return (Masked(steps, real, dimensions: 3).amax([1L]), null); // [N, D*H]
            default:
                var weights = functional.softmax(Masked(Scores(steps, output.Last), real, dimensions: 2), 1); // [N, T]
                return (weights.unsqueeze(1).bmm(steps).squeeze(1), weights); // [N, 1, T] x [N, T, D*H] -> [N, D*H]
        }
    }

    // Steps after a row's end are 0 already.
    private static Tensor Mean(Tensor steps, Tensor? lengths) =>
        lengths is null ? steps.mean([1L]) : steps.sum(1) / lengths.unsqueeze(1); // [N, D*H]

    // [N, T] or [N, T, D*H] with minus infinity after a row's end.
    private static Tensor Masked(Tensor values, Tensor? lengths, int dimensions)
    {
        if (lengths is null)
            return values;
        var time = arange(values.shape[1], device: values.device).unsqueeze(0); // [1, T]
        var past = time.ge(lengths.unsqueeze(1)); // [N, T]
        return values.masked_fill(dimensions == 2 ? past : past.unsqueeze(2), float.NegativeInfinity);
    }

    // W [h_t ; h_last] + b in two parts, the second of which is the same for all steps.
    private Tensor Scores(Tensor steps, Tensor last)
    {
        var (ofStep, ofLast) = (hidden!.weight!.narrow(1, 0, Width), hidden.weight.narrow(1, Width, Width)); // [D*H, D*H]
        var beside = functional.linear(last, ofLast, hidden.bias).unsqueeze(1); // [N, 1, D*H]
        var mixed = (functional.linear(steps, ofStep) + beside).tanh(); // [N, T, D*H]
        return score!.call(mixed).squeeze(2); // [N, T]
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            hidden?.Dispose();
            score?.Dispose();
        }
        base.Dispose(disposing);
    }
}
