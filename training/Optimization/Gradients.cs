using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Optimization;

/// <summary>Clips gradients.</summary>
internal static class Gradients
{
    /// <summary>Clips by value, then by norm, as the options say.</summary>
    /// <returns>The norm of all gradients together before; where it is not finite the gradients are of no use.</returns>
    public static double Clip(IReadOnlyList<Parameter> parameters, TrainerOptions options)
    {
        var largest = options.ClipNorm > 0 ? options.ClipNorm : double.PositiveInfinity;
        if (options.ClipValue == 0)
            return nn.utils.clip_grad_norm_(parameters, largest);

        // Clipped values are finite whatever they were: the norm is measured first.
        var norm = nn.utils.clip_grad_norm_(parameters, double.PositiveInfinity);
        nn.utils.clip_grad_value_(parameters, options.ClipValue);
        if (options.ClipNorm > 0)
            nn.utils.clip_grad_norm_(parameters, largest);
        return norm;
    }
}
