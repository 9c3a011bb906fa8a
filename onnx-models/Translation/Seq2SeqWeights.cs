using Rnn.Onnx.Models.Recurrent;

namespace Rnn.Onnx.Models.Translation;

/// <summary>
/// The trained numbers of an encoder-decoder, as PyTorch lays them out: the weight of a linear layer is [out, in]. N batch, S source
/// steps, Vs and V source and target vocabulary, Es and E their embeddings, L layers of encoder and decoder alike, D directions of the
/// encoder, He hidden units of one, H hidden units of the decoder, K size of the keys, A size of the attentional vector.
/// </summary>
/// <remarks>
/// <code>
/// o = encoder(source)                                    [N, S, D*He], final states z [N, L*D*He]
/// s_0 = tanh(BridgeHidden z + b)                         [N, L*H]; of an LSTM also c_0 = BridgeCell z_c + b
/// d_t, s_t = decoder([embedding(y_t-1) ; a_t-1], s_t-1)  a_t-1, the attentional vector, only with input feeding; a_0 = 0
/// p_t = softmax over the source steps of score(d_t, o)   score: see AttentionKind
/// a_t = tanh(Combine [d_t ; sum of p_t o] + b)           [N, A] (Luong et al. 2015, equation 5); without attention of d_t alone
/// logits = Output a_t + b                                [N, V]
/// </code>
/// z holds, layer by layer, the forward and then the backward state, as the encoder's final state [N, L*D, He] flattened.
/// </remarks>
public sealed partial record Seq2SeqWeights
{
    /// <summary>The vector of each source id [Vs, Es].</summary>
    public required float[] SourceEmbedding { get; init; }

    /// <summary>The encoder's layers, from the bottom to the top.</summary>
    public required IReadOnlyList<RecurrentLayer> Encoder { get; init; }

    /// <summary>From the encoder's final hidden states to the decoder's first ones [L*H, L*D*He].</summary>
    public required float[] BridgeHidden { get; init; }

    /// <summary>[L*H].</summary>
    public required float[] BridgeHiddenBias { get; init; }

    /// <summary>From the final cell states to the first ones of an LSTM [L*H, L*D*He]; null for the other cells.</summary>
    public float[]? BridgeCell { get; init; }

    /// <summary>[L*H]; null as <see cref="BridgeCell"/>.</summary>
    public float[]? BridgeCellBias { get; init; }

    /// <summary>The vector of each target id [V, E].</summary>
    public required float[] TargetEmbedding { get; init; }

    /// <summary>The decoder's layers, of one direction, from the bottom to the top; the lowest reads E features, with input feeding E + A.</summary>
    public required IReadOnlyList<RecurrentLayer> Decoder { get; init; }

    /// <summary>How source steps are scored. Default: general.</summary>
    public AttentionKind Attention { get; init; } = AttentionKind.General;

    /// <summary>W of general attention [H, D*He], K being H; U of additive attention [K, D*He]; null for the others.</summary>
    public float[]? Key { get; init; }

    /// <summary>W of additive attention [K, H]; null for the others.</summary>
    public float[]? Query { get; init; }

    /// <summary>v of additive attention [K]; null for the others.</summary>
    public float[]? Energy { get; init; }

    /// <summary>[A, H + D*He], without attention [A, H].</summary>
    public required float[] Combine { get; init; }

    /// <summary>[A].</summary>
    public required float[] CombineBias { get; init; }

    /// <summary>[V, A]; null (the default) where it is the target embedding, and A is E.</summary>
    public float[]? Output { get; init; }

    /// <summary>[V].</summary>
    public required float[] OutputBias { get; init; }

    /// <summary>Whether the decoder also reads the attentional vector of the step before (Luong et al. 2015, section 3.3). Default: no.</summary>
    public bool InputFeeding { get; init; }

    /// <summary>Whether each layer of the encoder and of the decoder from the second on adds its input to its output. Default: no.</summary>
    public bool Residual { get; init; }

    /// <summary>V.</summary>
    public int TargetVocabulary => OutputBias.Length;

    /// <summary>A.</summary>
    public int AttentionalSize => CombineBias.Length;

    /// <summary>H.</summary>
    public int Hidden => Decoder[0].Hidden;

    /// <summary>D*He.</summary>
    public int EncoderWidth => Encoder[^1].DirectionCount * Encoder[^1].Hidden;

    internal bool HasCellState => Decoder[0].Cell == CellKind.Lstm;
}
