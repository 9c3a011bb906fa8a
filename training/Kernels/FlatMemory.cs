using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Kernels;

/// <summary>Which tensors this library computes on in their own memory.</summary>
internal static class FlatMemory
{
    /// <summary>Whether a tensor has float32 numbers on the CPU, few enough for a span over its bytes; they may lie in any order.</summary>
    public static bool Fits(Tensor tensor) =>
        tensor.dtype == ScalarType.Float32
        && tensor.device_type == TorchSharp.DeviceType.CPU
        && !tensor.is_sparse
        && Fits(tensor.numel());

    /// <summary>Whether so many floats are few enough for a span over their bytes.</summary>
    public static bool Fits(long floats) => floats <= int.MaxValue / sizeof(float);
}
