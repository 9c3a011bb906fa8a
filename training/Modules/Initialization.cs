namespace Rnn.Onnx.Training.Modules;

/// <summary>How the weights of the input are drawn, each gate's block [H, C] by itself.</summary>
public enum InputWeights
{
    /// <summary>As PyTorch does: uniform in ±1/√H.</summary>
    Default,

    /// <summary>Uniform in ±√(6 / (C + H)) (Glorot and Bengio 2010, equation 16).</summary>
    XavierUniform,

    /// <summary>Normal with variance 2 / (C + H) (Glorot and Bengio 2010, equation 12).</summary>
    XavierNormal,

    /// <summary>Uniform with variance 2 / C, that is in ±√(6 / C) (He et al. 2015, equation 10).</summary>
    KaimingUniform,

    /// <summary>Normal with variance 2 / C (He et al. 2015, equation 10).</summary>
    KaimingNormal,
}

/// <summary>The values that recurrent layers begin with. The default is PyTorch's: everything uniform in ±1/√H.</summary>
public sealed record Initialization
{
    /// <summary>The bias of the forget gate that is usually asked for, 1 (Jozefowicz, Zaremba and Sutskever 2015).</summary>
    public const double UsualForgetBias = 1;

    /// <summary>Weights of the input. Default: <see cref="InputWeights.Default"/>.</summary>
    public InputWeights InputWeights { get; init; }

    /// <summary>
    /// Whether the recurrent weights of each gate [H, H] are a random orthogonal matrix (Saxe, McClelland and Ganguli 2014),
    /// which neither shrinks nor stretches a state. Default: no.
    /// </summary>
    public bool OrthogonalRecurrent { get; init; }

    /// <summary>
    /// What both biases of the LSTM's forget gate add up to, so that it begins by remembering (Gers, Schmidhuber and
    /// Cummins 2000); usually <see cref="UsualForgetBias"/>. Default: null, as the other biases.
    /// </summary>
    public double? ForgetBias { get; init; }
}
