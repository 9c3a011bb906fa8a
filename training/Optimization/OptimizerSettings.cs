using System.Text.Json.Serialization;
using Rnn.Onnx.Models;

namespace Rnn.Onnx.Training.Optimization;

/// <summary>How a gradient becomes a step.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OptimizerKind>))]
public enum OptimizerKind
{
    /// <summary>Adam (Kingma and Ba 2015, algorithm 1); weight decay is added to the gradient.</summary>
    Adam,

    /// <summary>Adam with weight decay apart from the gradient (Loshchilov and Hutter 2019, algorithm 2).</summary>
    AdamW,

    /// <summary>Gradient descent with momentum (Sutskever et al. 2013, equations 1 to 4, in PyTorch's form).</summary>
    Sgd,

    /// <summary>Gradients over the root of their running mean square (Tieleman and Hinton 2012, lecture 6.5).</summary>
    RmsProp,
}

/// <summary>An optimizer and its constants; the learning rate is <see cref="TrainerOptions.LearningRate"/>.</summary>
public sealed record OptimizerSettings
{
    /// <summary>Which one. Default: <see cref="OptimizerKind.Adam"/>.</summary>
    public OptimizerKind Kind { get; init; } = OptimizerKind.Adam;

    /// <summary>Share of all weights that is taken away in a step, in units of the learning rate. Default: 0.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Share of the last step that goes on, of SGD alone. Default: 0.9.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>Whether SGD looks ahead by its momentum (Nesterov 1983). Default: no.</summary>
    public bool Nesterov { get; init; }

    /// <summary>Memory of Adam's mean gradient, β₁. Default: 0.9.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Memory of Adam's mean square, β₂. Default: 0.999.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Memory of RMSProp's mean square, α. Default: 0.99.</summary>
    public double Alpha { get; init; } = 0.99;

    /// <summary>Added to what Adam and RMSProp divide by. Default: 1e-8.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Refuses values that can not train.</summary>
    /// <exception cref="InvalidInputException">A value is out of its range.</exception>
    public OptimizerSettings Validate()
    {
        OptionRange.NotNegative(WeightDecay, "weight-decay");
        OptionRange.Within(Momentum, 0, 1, "momentum");
        OptionRange.Within(Beta1, 0, 1, "beta1");
        OptionRange.Within(Beta2, 0, 1, "beta2");
        OptionRange.Within(Alpha, 0, 1, "alpha");
        OptionRange.Positive(Epsilon, "epsilon");
        if (Nesterov && Momentum == 0)
            throw new InvalidInputException("Option nesterov: expected a momentum above 0, found 0.");
        return this;
    }
}
