using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Export;

/// <summary>Copies parameters out of modules.</summary>
internal static class ParameterReader
{
    /// <summary>The values of a float tensor in row-major order, from whatever device.</summary>
    public static float[] Read(Tensor tensor)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        return tensor.detach().cpu().contiguous().data<float>().ToArray();
    }

    /// <summary>The values of a named parameter.</summary>
    public static float[] Read(nn.Module module, string name) =>
        Read(
            module.get_parameter(name)
                ?? throw new InvalidOperationException($"{module.GetName()} has no parameter '{name}'.")
        );
}
