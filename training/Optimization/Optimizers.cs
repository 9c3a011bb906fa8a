using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Optimization;

/// <summary>Makes the library's optimizers from settings, and sets their learning rate.</summary>
internal static class Optimizers
{
    private delegate OptimizerHelper Maker(IEnumerable<Parameter> parameters, double rate, OptimizerSettings settings);

    private static readonly Dictionary<OptimizerKind, Maker> Makers = new()
    {
        [OptimizerKind.Adam] = (p, rate, s) => optim.Adam(p, rate, s.Beta1, s.Beta2, s.Epsilon, s.WeightDecay),
        [OptimizerKind.AdamW] = (p, rate, s) => optim.AdamW(p, rate, s.Beta1, s.Beta2, s.Epsilon, s.WeightDecay),
        [OptimizerKind.Sgd] = (p, rate, s) => optim.SGD(p, rate, s.Momentum, 0, s.WeightDecay, s.Nesterov),
        [OptimizerKind.RmsProp] = (p, rate, s) => optim.RMSProp(p, rate, s.Alpha, s.Epsilon, s.WeightDecay),
    };

    /// <summary>An optimizer over <paramref name="parameters"/>, which must be on their device already.</summary>
    public static OptimizerHelper Create(OptimizerSettings settings, IEnumerable<Parameter> parameters, double rate) =>
        Makers[settings.Kind](parameters, rate, settings);

    /// <summary>The rate of the steps from now on.</summary>
    public static void SetRate(optim.Optimizer optimizer, double rate)
    {
        foreach (var group in optimizer.ParamGroups)
            group.LearningRate = rate;
    }
}
