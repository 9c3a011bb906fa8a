using System.Numerics;

namespace Rnn.Onnx.Training.Optimization.Fused;

/// <summary>How weights change by their gradients: the formula of an optimizer, for as many weights at once as a vector holds.</summary>
internal interface IStepRule
{
    /// <summary>Numbers that are remembered of each weight: 0, 1 or 2.</summary>
    static abstract int States { get; }

    /// <summary>Changes weights and what is remembered of them.</summary>
    /// <param name="weight">The weights.</param>
    /// <param name="gradient">Their gradients.</param>
    /// <param name="first">What is remembered, from one state on.</param>
    /// <param name="second">The second of what is remembered, with two states.</param>
    void Step(ref Vector<float> weight, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second);
}
