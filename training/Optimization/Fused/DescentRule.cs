using System.Numerics;
using System.Runtime.CompilerServices;

namespace Rnn.Onnx.Training.Optimization.Fused;

/// <summary>Gradient descent without momentum: w = w - rate (clipped gradient + decay w).</summary>
/// <param name="settings">The constants.</param>
/// <param name="rate">Learning rate.</param>
/// <param name="clip">What becomes of a gradient first.</param>
internal readonly struct DescentRule(OptimizerSettings settings, double rate, GradientClip clip) : IStepRule
{
    private readonly Vector<float> decay = new((float)settings.WeightDecay);
    private readonly Vector<float> rate = new((float)-rate);

    public static int States => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step(
        ref Vector<float> weight,
        Vector<float> gradient,
        ref Vector<float> first,
        ref Vector<float> second
    ) => weight += rate * Vector.MultiplyAddEstimate(weight, decay, clip.Apply(gradient));
}
