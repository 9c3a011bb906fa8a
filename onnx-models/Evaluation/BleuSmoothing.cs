namespace Rnn.Onnx.Models.Evaluation;

/// <summary>What <see cref="Bleu"/> makes of a length whose n-grams match nowhere; numbered as by Chen and Cherry (2014).</summary>
public enum BleuSmoothing
{
    /// <summary>The score is 0, as Papineni et al. define it.</summary>
    None,

    /// <summary>One more match and one more n-gram for each length above 1 (Lin and Och 2004; method 2).</summary>
    AddOne,

    /// <summary>The k-th length without a match counts as having 1 / 2^k matches (NIST's mteval-v13a; method 3).</summary>
    Halving,
}
