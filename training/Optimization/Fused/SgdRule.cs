using System.Numerics;
using System.Runtime.CompilerServices;

namespace Rnn.Onnx.Training.Optimization.Fused;

/// <summary>
/// Gradient descent with momentum (Sutskever et al. 2013), in PyTorch's form:
/// <code>
/// g = clipped gradient + decay w
/// m = momentum m + g
/// w = w - rate m                     (with Nesterov's: w - rate (g + momentum m))
/// </code>
/// </summary>
/// <param name="settings">The constants.</param>
/// <param name="rate">Learning rate.</param>
/// <param name="clip">What becomes of a gradient first.</param>
internal readonly struct SgdRule(OptimizerSettings settings, double rate, GradientClip clip) : IStepRule
{
    private readonly Vector<float> decay = new((float)settings.WeightDecay);
    private readonly Vector<float> momentum = new((float)settings.Momentum);
    private readonly Vector<float> ofGradient = new(settings.Nesterov ? 1 : 0);
    private readonly Vector<float> ofMomentum = new(settings.Nesterov ? (float)settings.Momentum : 1);
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
        first = momentum * first + g;
        weight += rate * (ofGradient * g + ofMomentum * first);
    }
}
