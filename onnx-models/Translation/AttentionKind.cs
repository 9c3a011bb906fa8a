namespace Rnn.Onnx.Models.Translation;

/// <summary>
/// How well a source step o fits the decoder's state d after it read the token in front (Luong, Pham and Manning 2015, equation
/// 8): the weights are the softmax of the scores over the source steps.
/// </summary>
public enum AttentionKind
{
    /// <summary>No attention: the decoder knows the source by its first state alone (Sutskever, Vinyals and Le 2014).</summary>
    None,

    /// <summary>v . tanh(W d + U o), the alignment model of Bahdanau, Cho and Bengio 2015 (section A.1.2).</summary>
    Additive,

    /// <summary>d . o; the encoder must be as wide as the decoder.</summary>
    Dot,

    /// <summary>d . W o.</summary>
    General,
}
