using Rnn.Onnx.Models;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Checkpoints;

/// <summary>Between a model's parameters and buffers, and their bytes one behind the other.</summary>
internal static class TensorParts
{
    /// <summary>Names, types and shapes of a model, in its own order.</summary>
    public static IReadOnlyList<CheckpointTensor> Describe(Dictionary<string, Tensor> tensors) =>
        [.. tensors.Select(entry => Describe(entry.Key, entry.Value))];

    /// <summary>The numbers of <paramref name="tensors"/>, in their order.</summary>
    public static byte[] Write(IEnumerable<Tensor> tensors)
    {
        using var scope = NewDisposeScope();
        using var none = no_grad();
        using var bytes = new MemoryStream();
        foreach (var value in tensors)
            bytes.Write(value.detach().cpu().contiguous().bytes);
        return bytes.ToArray();
    }

    /// <summary>Refuses tensors that are not those of a model.</summary>
    /// <exception cref="InvalidInputException">Names, types or shapes differ.</exception>
    public static void RequireSame(
        IReadOnlyList<CheckpointTensor> stored,
        Dictionary<string, Tensor> tensors,
        string path
    )
    {
        var model = Describe(tensors);
        for (var i = 0; i < Math.Max(stored.Count, model.Count); i++)
        {
            var expected = i < model.Count ? model[i].ToString() : "no more tensors";
            var found = i < stored.Count ? stored[i].ToString() : "no more tensors";
            if (!string.Equals(expected, found, StringComparison.Ordinal))
                throw CheckpointFormat.Wrong(path, $"expected {expected} as in the model, found {found}");
        }
    }

    /// <summary>Puts stored numbers into <paramref name="tensors"/>, which <see cref="RequireSame"/> has let pass.</summary>
    /// <exception cref="InvalidInputException">There are too few or too many.</exception>
    public static void Read(ReadOnlySpan<byte> bytes, Dictionary<string, Tensor> tensors, string part, string path)
    {
        var expected = tensors.Values.Sum(tensor => tensor.numel() * tensor.ElementSize);
        if (expected != bytes.Length)
            throw CheckpointFormat.Wrong(path, $"expected {expected} bytes of {part}, found {bytes.Length}");
        Read(bytes, tensors.Values);
    }

    /// <summary>Puts numbers into <paramref name="tensors"/>, as many as these have.</summary>
    public static void Read(ReadOnlySpan<byte> bytes, IEnumerable<Tensor> tensors)
    {
        using var scope = NewDisposeScope();
        using var none = no_grad();
        foreach (var tensor in tensors)
        {
            var size = (int)(tensor.numel() * tensor.ElementSize);
            using var onCpu = empty(tensor.shape, dtype: tensor.dtype);
            bytes[..size].CopyTo(onCpu.bytes);
            tensor.copy_(onCpu);
            bytes = bytes[size..];
        }
    }

    private static CheckpointTensor Describe(string name, Tensor tensor) =>
        new(name, tensor.dtype.ToString(), tensor.shape);
}
