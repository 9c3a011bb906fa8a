using Rnn.Onnx.Models.Schema;

namespace Rnn.Onnx.Models.Files;

/// <summary>How large a model is as one file, without the overflow of the format's own 32-bit count.</summary>
internal static class ModelSize
{
    /// <summary>The most bytes a model can have, together with all its data: what the format's messages and .NET's arrays hold.</summary>
    public const long Limit = int.MaxValue;

    // The graph without its weights is small: this is far more than it takes.
    private const long Reserve = 64 << 20;

    /// <summary>The bytes of the whole file.</summary>
    /// <exception cref="InvalidInputException">It has 2 GiB or more.</exception>
    public static long Require(ModelProto model, string name, long limit = Limit)
    {
        var data = TensorWalk.All(model).Sum(tensor => (long)tensor.RawData.Length);
        var size = data > Limit - Reserve ? data + Reserve : model.CalculateSize();
        return size <= limit
            ? size
            : throw Errors.InvalidInput(
                $"'{name}' can not be written: expected a model under {limit} bytes with its weights, found {size}."
            );
    }
}
