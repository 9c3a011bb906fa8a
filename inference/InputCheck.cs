using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Inference;

/// <summary>Holds given inputs against the declared ones, so that a mistake is told in the model's own terms.</summary>
internal static class InputCheck
{
    public static void Check(string model, IReadOnlyList<TensorInfo> declared, IReadOnlyList<NamedTensor> given)
    {
        foreach (var input in declared)
        {
            if (!given.Any(g => g.Name == input.Name))
                throw Wrong(model, $"expected an input '{input.Name}', found {Names(given)}");
        }
        var sizes = new Dictionary<string, (long Size, string Input)>();
        foreach (var tensor in given)
        {
            if (declared.FirstOrDefault(d => d.Name == tensor.Name) is { } info)
                CheckOne(model, info, tensor, sizes);
        }
    }

    /// <summary>Refuses inputs without rows.</summary>
    public static void RequireRows(string model, IReadOnlyList<BoundRows> given)
    {
        if (given.FirstOrDefault(rows => rows.Rows == 0) is { } empty)
            throw NoRows(model, empty.Name);
    }

    // The kernels of recurrent layers end the whole process when a batch has no rows.
    private static InvalidInputException NoRows(string model, string input) =>
        Wrong(model, $"expected at least one row as input '{input}', found none");

    private static void CheckOne(
        string model,
        TensorInfo info,
        NamedTensor tensor,
        Dictionary<string, (long Size, string Input)> sizes
    )
    {
        if (tensor.ElementType != info.ElementType || tensor.Shape.Length != info.Shape.Count)
            throw Wrong(model, $"expected input {info}, found {tensor}");
        if (tensor.Shape is [0, ..])
            throw NoRows(model, tensor.Name);
        for (var i = 0; i < tensor.Shape.Length; i++)
        {
            var dim = info.Shape[i];
            var size = tensor.Shape[i];
            if (dim.Value is { } value && value != size)
                throw Wrong(model, $"expected input {info}, found {tensor}");
            if (dim.Symbol is not { } symbol)
                continue;
            if (!sizes.TryAdd(symbol, (size, tensor.Name)) && sizes[symbol].Size != size)
                throw Wrong(
                    model,
                    $"expected '{symbol}' to be the same in all inputs, found {sizes[symbol].Size} in '{sizes[symbol].Input}' and {size} in '{tensor.Name}'"
                );
        }
    }

    private static string Names(IReadOnlyList<NamedTensor> given) =>
        given.Count == 0 ? "none" : string.Join(", ", given.Select(g => $"'{g.Name}'"));

    private static InvalidInputException Wrong(string model, string what) => new($"Model '{model}': {what}.");
}
