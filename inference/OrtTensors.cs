using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Inference;

/// <summary>Tensors of ours to tensors of ONNX Runtime and back.</summary>
internal static class OrtTensors
{
    /// <summary>Numbers are shared with the runtime, strings are copied; the caller disposes the value.</summary>
    public static OrtValue ToOrt(NamedTensor tensor) =>
        tensor.Data switch
        {
            float[] data => OrtValue.CreateTensorValueFromMemory(data, tensor.Shape),
            long[] data => OrtValue.CreateTensorValueFromMemory(data, tensor.Shape),
            int[] data => OrtValue.CreateTensorValueFromMemory(data, tensor.Shape),
            bool[] data => OrtValue.CreateTensorValueFromMemory(data, tensor.Shape),
            string[] data => Strings(data, tensor.Shape),
            _ => throw new ArgumentException(
                $"Tensor '{tensor.Name}': expected float, int64, int32, bool or string, found {tensor.ElementType}.",
                nameof(tensor)
            ),
        };

    /// <summary>A copy that stays when the runtime's value is disposed.</summary>
    public static NamedTensor FromOrt(string name, OrtValue value)
    {
        var info = value.GetTensorTypeAndShape();
        return info.ElementDataType switch
        {
            TensorElementType.Float => NamedTensor.Of(name, value.GetTensorDataAsSpan<float>().ToArray(), info.Shape),
            TensorElementType.Int64 => NamedTensor.Of(name, value.GetTensorDataAsSpan<long>().ToArray(), info.Shape),
            TensorElementType.Int32 => NamedTensor.Of(name, value.GetTensorDataAsSpan<int>().ToArray(), info.Shape),
            TensorElementType.Bool => NamedTensor.Of(name, value.GetTensorDataAsSpan<bool>().ToArray(), info.Shape),
            TensorElementType.String => NamedTensor.Of(name, value.GetStringTensorAsArray(), info.Shape),
            var type => throw new NotSupportedException(
                $"Output '{name}': expected float, int64, int32, bool or string, found {type}."
            ),
        };
    }

    private static OrtValue Strings(string[] data, long[] shape)
    {
        var value = OrtValue.CreateTensorWithEmptyStrings(OrtAllocator.DefaultInstance, shape);
        for (var i = 0; i < data.Length; i++)
            value.StringTensorSetElementAt(data[i].AsSpan(), i);
        return value;
    }
}
