using System.Numerics;
using System.Runtime.CompilerServices;

namespace Rnn.Onnx.Training.Optimization.Fused;

/// <summary>A running average takes in new values: a = a + share (w - a), the values standing where gradients do.</summary>
/// <param name="share">How much the new values count.</param>
internal readonly struct AverageRule(double share) : IStepRule
{
    private readonly Vector<float> share = new((float)share);

    public static int States => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step(
        ref Vector<float> weight,
        Vector<float> gradient,
        ref Vector<float> first,
        ref Vector<float> second
    ) => weight += share * (gradient - weight);
}
