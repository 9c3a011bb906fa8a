using System.Runtime.InteropServices;
using Rnn.Onnx.Training.Kernels;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Optimization.Fused;

/// <summary>A parameter in a step, whose tensors are read and written as flat memory: all float32, on the CPU, of one size.</summary>
/// <param name="Weight">What is changed.</param>
/// <param name="Gradient">By what.</param>
/// <param name="First">What the optimizer remembers; null where it remembers nothing.</param>
/// <param name="Second">The second thing it remembers; null where there is none.</param>
/// <param name="Step">The steps of this parameter, this one included; 0 where the optimizer does not count.</param>
internal sealed record FlatParameter(
    Tensor Weight,
    Tensor Gradient,
    Tensor? First = null,
    Tensor? Second = null,
    long Step = 0
)
{
    /// <summary>Whether the memory of a tensor can be used in place.</summary>
    public static bool Fits(Tensor tensor) => FlatMemory.Fits(tensor) && tensor.is_contiguous();

    /// <summary>The numbers of a tensor, in place.</summary>
    public static Span<float> Values(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);

    /// <summary>The parameter with what the library's optimizer remembers of it, whose step is counted there.</summary>
    public static FlatParameter Next(Parameter parameter, Tensor gradient, OptimizerState state, bool remembers) =>
        state switch
        {
            Adam.State s => new(parameter, gradient, s.exp_avg, s.exp_avg_sq, ++s.step),
            AdamW.State s => new(parameter, gradient, s.exp_avg, s.exp_avg_sq, ++s.step),
            RMSProp.State s => new(parameter, gradient, s.square_avg, Step: ++s.step),
            SGD.State s when remembers => new(parameter, gradient, s.momentum_buffer ??= Zeros(parameter)),
            SGD.State => new(parameter, gradient),
            _ => throw new InvalidOperationException($"No step with {state.GetType()}."),
        };

    private static Tensor Zeros(Parameter parameter) => zeros_like(parameter).detach().DetachFromDisposeScope();
}
