using Rnn.Onnx.Training.Modules;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Models;

/// <summary>What the decoder of a <see cref="Seq2Seq"/> carries from step to step.</summary>
/// <param name="Layers">The states of its layers [N, L, H].</param>
/// <param name="Fed">The attentional vector that is fed in at the next step [N, A]; null for zeros, and without input feeding.</param>
public sealed record DecoderState(RecurrentState Layers, Tensor? Fed = null)
{
    /// <summary>The state in front of the first step.</summary>
    public static DecoderState First(EncodedSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new(source.Initial);
    }
}

/// <summary>What a decoder answers.</summary>
/// <param name="Logits">A logit for each target id at every step [N, T, V].</param>
/// <param name="Attention">The weight of each source step [N, T, S]; null without attention.</param>
/// <param name="State">The state behind the last step.</param>
public sealed record DecodedSteps(Tensor Logits, Tensor? Attention, DecoderState State);
