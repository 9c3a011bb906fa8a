using System.Numerics;
using System.Runtime.CompilerServices;

namespace Rnn.Onnx.Training.Optimization.Fused;

/// <summary>Clips gradients on their way into a step: by value, then by a common factor.</summary>
/// <param name="largest">Largest absolute value; infinity lets them be.</param>
/// <param name="scale">What the clipped values are multiplied by.</param>
internal readonly struct GradientClip(double largest, double scale)
{
    private readonly Vector<float> most = new((float)largest);
    private readonly Vector<float> scale = new((float)scale);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Apply(Vector<float> gradient) =>
        Vector.MinNative(Vector.MaxNative(gradient, -most), most) * scale;
}
