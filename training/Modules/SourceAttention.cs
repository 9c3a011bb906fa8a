using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Translation;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Rnn.Onnx.Training.Modules;

/// <summary>
/// Attention of a decoder over the steps of a source: for each of the decoder's outputs d a weight for each source step, and the
/// weighted sum of those (Luong, Pham and Manning 2015, section 3.1). The scores are those of <see cref="AttentionKind"/>, of the
/// decoder's output of the same step, for additive attention as well.
/// </summary>
public sealed class SourceAttention : Module<Tensor, EncodedSource, (Tensor Context, Tensor Weights)>
{
    private readonly Linear? key;
    private readonly Linear? query;
    private readonly Linear? energy;

    /// <summary>Builds the scores, without biases, with PyTorch's initial values.</summary>
    /// <param name="kind">How source steps are scored; not <see cref="AttentionKind.None"/>.</param>
    /// <param name="hidden">Size of the decoder's outputs, H; additive attention mixes as many numbers.</param>
    /// <param name="width">Size of the source's steps, D*He.</param>
    /// <exception cref="InvalidInputException">A size is less than 1, or dot attention gets two different ones.</exception>
    public SourceAttention(AttentionKind kind, long hidden, long width)
        : base(nameof(SourceAttention))
    {
        OptionRange.AtLeast(hidden, 1, "hidden");
        OptionRange.AtLeast(width, 1, "width");
        if (kind == AttentionKind.Dot && hidden != width)
            throw new InvalidInputException($"Option width: expected {hidden} for dot attention, found {width}.");
        Kind = kind;
        if (kind != AttentionKind.Dot)
            key = Linear(width, hidden, hasBias: false);
        if (kind == AttentionKind.Additive)
        {
            query = Linear(hidden, hidden, hasBias: false);
            energy = Linear(hidden, 1, hasBias: false);
        }
        RegisterComponents();
    }

    /// <summary>How source steps are scored.</summary>
    public AttentionKind Kind { get; }

    internal Linear? Key => key;

    internal Linear? Query => query;

    internal Linear? Energy => energy;

    /// <summary>What of the source's steps the scores need, the same for all steps of a translation.</summary>
    /// <param name="steps">[N, S, D*He].</param>
    /// <returns>[N, S, H]; the steps themselves for dot attention.</returns>
    public Tensor Keys(Tensor steps) => key is null ? steps : key.call(steps);

    /// <summary>Attends to a source.</summary>
    /// <param name="outputs">The decoder's, [N, T, H].</param>
    /// <param name="source">What it attends to.</param>
    /// <returns>The weighted sums [N, T, D*He] and the weights [N, T, S], 0 behind the source's end.</returns>
    public (Tensor Context, Tensor Weights) Attend(Tensor outputs, EncodedSource source) => call(outputs, source);

    /// <inheritdoc/>
    public override (Tensor Context, Tensor Weights) forward(Tensor outputs, EncodedSource source)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentNullException.ThrowIfNull(source);
        var scores = Scores(outputs, source.Keys!); // [N, T, S]
        if (source.Padding is { } padding)
            scores = scores.masked_fill(padding.unsqueeze(1), float.NegativeInfinity); // [N, T, S]
        var weights = functional.softmax(scores, 2); // [N, T, S]
        return (weights.bmm(source.Steps), weights); // [N, T, S] x [N, S, D*He] -> [N, T, D*He]
    }

    private Tensor Scores(Tensor outputs, Tensor keys)
    {
        if (Kind != AttentionKind.Additive)
            return outputs.bmm(keys.transpose(1, 2)); // [N, T, H] x [N, H, S] -> [N, T, S]
        var mixed = (query!.call(outputs).unsqueeze(2) + keys.unsqueeze(1)).tanh(); // [N, T, S, H]
        return energy!.call(mixed).squeeze(3); // [N, T, S]
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            key?.Dispose();
            query?.Dispose();
            energy?.Dispose();
        }
        base.Dispose(disposing);
    }
}

/// <summary>What a decoder knows of a source.</summary>
/// <param name="Steps">The encoder's outputs [N, S, D*He], 0 behind a row's end.</param>
/// <param name="Keys">What attention scores them by [N, S, H]; null without attention.</param>
/// <param name="Padding">Where there is no source step, bool [N, S]; null where all rows have S.</param>
/// <param name="Initial">The decoder's first states [N, L, H].</param>
public sealed record EncodedSource(Tensor Steps, Tensor? Keys, Tensor? Padding, RecurrentState Initial);
