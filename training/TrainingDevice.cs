using System.Text.Json.Serialization;

namespace Rnn.Onnx.Training;

/// <summary>Where a model is trained.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TrainingDevice>))]
public enum TrainingDevice
{
    /// <summary>CUDA where the tensor library finds a device, otherwise the CPU.</summary>
    Auto,

    /// <summary>The CPU.</summary>
    Cpu,

    /// <summary>A CUDA device; refused where there is none.</summary>
    Cuda,
}
