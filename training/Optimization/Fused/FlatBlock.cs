using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Optimization.Fused;

/// <summary>A part of a parameter, as much as a thread takes at a time.</summary>
/// <param name="Parameter">Number of the parameter.</param>
/// <param name="Start">Its first value.</param>
/// <param name="Length">Its values.</param>
internal readonly record struct FlatBlock(int Parameter, int Start, int Length)
{
    /// <summary>The block of a tensor of the parameter's size, in place.</summary>
    public Span<float> Of(Tensor tensor) => FlatParameter.Values(tensor).Slice(Start, Length);

    /// <summary>Changes the block of <paramref name="parameter"/> by a rule.</summary>
    public void Apply<TRule>(in TRule rule, FlatParameter parameter)
        where TRule : struct, IStepRule =>
        FlatStep.Apply(
            rule,
            Of(parameter.Weight),
            Of(parameter.Gradient),
            parameter.First is null ? default : Of(parameter.First),
            parameter.Second is null ? default : Of(parameter.Second)
        );
}
