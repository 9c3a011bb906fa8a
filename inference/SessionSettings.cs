using Rnn.Onnx.Models;

namespace Rnn.Onnx.Inference;

/// <summary>How ONNX Runtime runs a model.</summary>
public sealed record SessionSettings
{
    /// <summary>Where it runs. Default: <see cref="Device.Auto"/>.</summary>
    public Device Device { get; init; } = Device.Auto;

    /// <summary>Number of the CUDA device. Default: 0.</summary>
    public int DeviceId { get; init; }

    /// <summary>
    /// Threads within an operator, on the CPU. Default: 1, the fastest where several cursors or callers run at once;
    /// 0 lets the runtime use every core.
    /// </summary>
    public int Threads { get; init; } = 1;

    /// <summary>Refuses values that no session can be made from.</summary>
    /// <exception cref="InvalidInputException">A value is out of its range.</exception>
    public SessionSettings Validate()
    {
        OptionRange.AtLeast(DeviceId, 0, "device-id");
        OptionRange.AtLeast(Threads, 0, "threads");
        return this;
    }
}
