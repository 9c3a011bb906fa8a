using System.Numerics;
using System.Runtime.CompilerServices;

namespace Rnn.Onnx.Training.Optimization.Fused;

/// <summary>
/// Gradients over the root of their running mean square (Tieleman and Hinton 2012, lecture 6.5), in PyTorch's form:
/// <code>
/// g = clipped gradient + decay w
/// v = α v + (1 - α) g²
/// w = w - rate g / (√v + ε)
/// </code>
/// </summary>
/// <param name="settings">The constants.</param>
/// <param name="rate">Learning rate.</param>
/// <param name="clip">What becomes of a gradient first.</param>
internal readonly struct RmsPropRule(OptimizerSettings settings, double rate, GradientClip clip) : IStepRule
{
    private readonly Vector<float> decay = new((float)settings.WeightDecay);
    private readonly Vector<float> alpha = new((float)settings.Alpha);
    private readonly Vector<float> rest = new((float)(1 - settings.Alpha));
    private readonly Vector<float> epsilon = new((float)settings.Epsilon);
    private readonly Vector<float> rate = new((float)-rate);

    public static int States => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step(
        ref Vector<float> weight,
        Vector<float> gradient,
        ref Vector<float> first,
        ref Vector<float> second
    )
    {
        var g = Vector.MultiplyAddEstimate(weight, decay, clip.Apply(gradient));
        first = Vector.MultiplyAddEstimate(rest * g, g, alpha * first);
        weight += rate * g / (Vector.SquareRoot(first) + epsilon);
    }
}
