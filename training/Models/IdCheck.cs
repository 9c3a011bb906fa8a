using Rnn.Onnx.Models;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Models;

/// <summary>Checks of the ids that a model is given.</summary>
internal static class IdCheck
{
    /// <summary>Ids must be int64, of some dimensions, none of them empty, and in their vocabulary.</summary>
    public static void Ids(string model, string what, string shape, Tensor ids, int vocabulary)
    {
        ArgumentNullException.ThrowIfNull(ids);
        if (ids.dtype != ScalarType.Int64 || ids.Dimensions != shape.Split(", ").Length || ids.numel() == 0)
            throw new InvalidInputException(
                $"Input {what} of {model}: expected ids as Int64 [{shape}], found {ids.dtype} [{string.Join(", ", ids.shape)}]."
            );
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var (least, most) = (ids.min().item<long>(), ids.max().item<long>());
        if (least < 0 || most >= vocabulary)
            throw new InvalidInputException(
                $"Input {what} of {model}: expected ids from 0 to {vocabulary - 1}, found {(least < 0 ? least : most)}."
            );
    }

    public static void SameWords(Tensor words, Tensor characters)
    {
        if (!words.shape.AsSpan().SequenceEqual(characters.shape.AsSpan(0, 2)))
            throw new InvalidInputException(
                $"Inputs of {nameof(WordTagger)}: expected the characters of each word, found words [{string.Join(", ", words.shape)}] and characters [{string.Join(", ", characters.shape)}]."
            );
    }
}
