using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Tests;

/// <summary>Every parameter and buffer of a module to the last bit, as lines to compare.</summary>
internal static class StateBits
{
    public static string[] Of(nn.Module module) =>
        [.. module.state_dict().OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(e => Line(e.Key, e.Value))];

    /// <summary>Draws every parameter anew, with zeros of both signs in it.</summary>
    public static T Shake<T>(T module, int seed)
        where T : nn.Module
    {
        using var none = no_grad();
        manual_seed(seed);
        foreach (var parameter in module.parameters())
        {
            using var scope = NewDisposeScope();
            parameter.copy_((randn(parameter.shape) * 64).round() / 128); // many equal ones, 0 and -0
        }
        return module;
    }

    private static string Line(string name, Tensor values)
    {
        using var plain = values.detach().cpu().contiguous();
        var bits =
            plain.dtype == ScalarType.Int64
                ? plain.data<long>().ToArray()
                : [.. plain.data<float>().ToArray().Select(value => (long)BitConverter.SingleToInt32Bits(value))];
        return $"{name} {plain.dtype} [{string.Join(", ", plain.shape)}]: {string.Join(" ", bits)}";
    }
}
