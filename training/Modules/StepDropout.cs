using Rnn.Onnx.Training.Modules.Noise;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Modules;

/// <summary>Dropout of values while training: of each by itself, or of the same ones at all steps of a row.</summary>
internal static class StepDropout
{
    /// <summary>Sets values to zero with a probability, and scales up the rest so that the mean stays.</summary>
    /// <param name="steps">[N, T, F].</param>
    /// <param name="probability">Of dropping, 0 to 1.</param>
    /// <param name="variational">Whether one mask [N, 1, F] holds for all steps.</param>
    /// <param name="training">Whether anything is dropped at all.</param>
    public static Tensor Apply(Tensor steps, double probability, bool variational, bool training)
    {
        if (!variational || !training || probability == 0)
            return Each(steps, probability, training); // [N, T, F]
        using var ones = ones_like(steps.narrow(1, 0, 1)); // [N, 1, F]
        return steps * Each(ones, probability, training); // [N, T, F]
    }

    /// <summary>Sets each value to zero with a probability, and scales up the rest so that the mean stays.</summary>
    /// <param name="values">Of any shape.</param>
    /// <param name="probability">Of dropping, 0 to 1.</param>
    /// <param name="training">Whether anything is dropped at all.</param>
    public static Tensor Each(Tensor values, double probability, bool training) =>
        training && probability > 0
            ? DropoutNoise.Drop(values, probability)
            : nn.functional.dropout(values, probability, training);
}
