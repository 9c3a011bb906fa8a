using System.Numerics;
using System.Runtime.CompilerServices;

namespace Rnn.Onnx.Training.Optimization.Fused;

/// <summary>
/// Adam (Kingma and Ba 2015, algorithm 1) and AdamW (Loshchilov and Hutter 2019, algorithm 2), in PyTorch's form:
/// <code>
/// g = clipped gradient + decay w        (Adam)
/// w = (1 - rate decay) w                (AdamW)
/// m = β₁ m + (1 - β₁) g
/// v = β₂ v + (1 - β₂) g²
/// w = w - rate / (1 - β₁ᵗ) * m / (√v / √(1 - β₂ᵗ) + ε)
/// </code>
/// </summary>
internal readonly struct AdamRule : IStepRule
{
    private readonly GradientClip clip;
    private readonly Vector<float> decay;
    private readonly Vector<float> shrink;
    private readonly Vector<float> beta1;
    private readonly Vector<float> beta2;
    private readonly Vector<float> rest1;
    private readonly Vector<float> rest2;
    private readonly Vector<float> correction;
    private readonly Vector<float> epsilon;
    private readonly Vector<float> rate;

    /// <param name="settings">The constants; the kind says where weights decay.</param>
    /// <param name="rate">Learning rate.</param>
    /// <param name="step">The step, t, counted from 1.</param>
    /// <param name="clip">What becomes of a gradient first.</param>
    public AdamRule(OptimizerSettings settings, double rate, long step, GradientClip clip)
    {
        var apart = settings.Kind == OptimizerKind.AdamW;
        this.clip = clip;
        decay = new((float)(apart ? 0 : settings.WeightDecay));
        shrink = new((float)(apart ? 1 - rate * settings.WeightDecay : 1));
        (beta1, rest1) = (new((float)settings.Beta1), new((float)(1 - settings.Beta1)));
        (beta2, rest2) = (new((float)settings.Beta2), new((float)(1 - settings.Beta2)));
        correction = new((float)(1 / Math.Sqrt(1 - Math.Pow(settings.Beta2, step))));
        epsilon = new((float)settings.Epsilon);
        this.rate = new((float)(-rate / (1 - Math.Pow(settings.Beta1, step))));
    }

    public static int States => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step(
        ref Vector<float> weight,
        Vector<float> gradient,
        ref Vector<float> first,
        ref Vector<float> second
    )
    {
        var g = Vector.MultiplyAddEstimate(weight, decay, clip.Apply(gradient));
        first = Vector.MultiplyAddEstimate(g, rest1, beta1 * first);
        second = Vector.MultiplyAddEstimate(rest2 * g, g, beta2 * second);
        weight = shrink * weight + rate * first / (Vector.SquareRoot(second) * correction + epsilon);
    }
}
