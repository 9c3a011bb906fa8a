using Rnn.Onnx.Models;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Modules;

/// <summary>Weights from one stack, or one of TorchSharp's recurrent modules, into another: all of them or none.</summary>
internal static class WeightCopy
{
    private static readonly string[] Names =
    [
        "weight_ih",
        "weight_hh",
        "bias_ih",
        "bias_hh",
        "gain_ih",
        "gain_hh",
        "gain_c",
        "bias_c",
    ];

    public static void FromStack(RecurrentStack source, RecurrentStack target)
    {
        ArgumentNullException.ThrowIfNull(source);
        Copy(Weights(source), Weights(target));
    }

    public static void FromBuiltIn(nn.Module source, RecurrentStack target)
    {
        ArgumentNullException.ThrowIfNull(source);
        Copy(Weights(source), Weights(target));
    }

    public static void ToBuiltIn(RecurrentStack source, nn.Module target)
    {
        ArgumentNullException.ThrowIfNull(target);
        Copy(Weights(source), Weights(target));
    }

    /// <summary>The name of a parameter in PyTorch's modules of many layers.</summary>
    internal static string Name(string parameter, int layer, int direction) =>
        FormattableString.Invariant($"{parameter}_l{layer}{(direction == 0 ? "" : "_reverse")}");

    /// <summary>Every parameter of a stack by the name that PyTorch gives it in a module of many layers, as weight_ih_l1_reverse.</summary>
    internal static SortedDictionary<string, Tensor> Weights(RecurrentStack stack)
    {
        var weights = new SortedDictionary<string, Tensor>(StringComparer.Ordinal);
        for (var layer = 0; layer < stack.Options.Layers; layer++)
        for (var direction = 0; direction < stack.Options.Directions; direction++)
        {
            foreach (var name in Names)
            {
                if (stack.Layers[layer].Find(name, direction) is { } weight)
                    weights.Add(Name(name, layer, direction), weight);
            }
        }
        if (stack.LearnedState is { } learned)
        {
            weights.Add("initial_hidden", learned.Hidden);
            if (learned.Cell is not null)
                weights.Add("initial_cell", learned.Cell);
        }
        return weights;
    }

    private static SortedDictionary<string, Tensor> Weights(nn.Module builtIn) =>
        new(builtIn.named_parameters().ToDictionary(p => p.name, Tensor (p) => p.parameter), StringComparer.Ordinal);

    internal static void Copy(SortedDictionary<string, Tensor> source, SortedDictionary<string, Tensor> target)
    {
        var (expected, found) = (Text(target), Text(source));
        if (expected != found)
            throw new InvalidInputException($"Recurrent weights: expected {expected}, found {found}.");
        using var none = no_grad();
        foreach (var (name, weight) in target)
            weight.copy_(source[name]);
    }

    private static string Text(SortedDictionary<string, Tensor> weights) =>
        string.Join(
            ", ",
            weights.Select(w => FormattableString.Invariant($"{w.Key} [{string.Join(", ", w.Value.shape)}]"))
        );
}
