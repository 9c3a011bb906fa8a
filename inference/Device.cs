namespace Rnn.Onnx.Inference;

/// <summary>Where a model runs.</summary>
public enum Device
{
    /// <summary>CUDA where there is a device and a runtime built for it, otherwise the CPU.</summary>
    Auto,

    /// <summary>The CPU.</summary>
    Cpu,

    /// <summary>A CUDA device; loading fails where there is none.</summary>
    Cuda,
}
