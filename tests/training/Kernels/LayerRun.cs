using Rnn.Onnx.Training.Modules;
using static TorchSharp.torch;
using RecurrentStack = Rnn.Onnx.Training.Modules.RecurrentStack;
using RecurrentState = Rnn.Onnx.Training.Modules.RecurrentState;

namespace Rnn.Onnx.Training.Tests.Kernels;

/// <summary>What a stack answered, and the gradients of a loss in which every answer has a weight of its own.</summary>
/// <param name="Outputs">steps, last, hidden and, for an LSTM, cell.</param>
/// <param name="Gradients">input, h0 and c0 where states were given, and every weight by PyTorch's name.</param>
internal sealed record LayerRun(
    IReadOnlyDictionary<string, double[]> Outputs,
    IReadOnlyDictionary<string, double[]> Gradients
)
{
    /// <summary>Runs a stack forward and backward.</summary>
    /// <param name="stack">Its gradients are set to zero before.</param>
    /// <param name="input">[N, T, C], of the type of the stack's weights.</param>
    /// <param name="lengths">[N]; null when all rows have T.</param>
    /// <param name="initial">[N, L*D, H]; null for the stack's own.</param>
    /// <param name="stream">Of the weights of the loss; four streams from here on are used.</param>
    public static LayerRun Of(
        RecurrentStack stack,
        Tensor input,
        Tensor? lengths = null,
        RecurrentState? initial = null,
        long stream = 4
    )
    {
        stack.zero_grad();
        var output = stack.Run(input, lengths, initial);
        Loss(output, stream).backward();
        return new(Values(output), GradientsOf(stack, input, initial));
    }

    /// <summary>The sum of all answers, each times a weight in [-1, 1).</summary>
    public static Tensor Loss(RecurrentOutput output, long stream)
    {
        var parts = Parts(output).ToList();
        return parts.Select((part, i) => Weighed(part.Values, stream + i)).Aggregate((sum, part) => sum + part);
    }

    /// <summary>The sum of values, each times a weight in [-1, 1).</summary>
    public static Tensor Weighed(Tensor values, long stream) =>
        (values * Draws.Uniform(stream, 1, values.dtype, values.shape)).sum();

    public static SortedDictionary<string, double[]> Values(RecurrentOutput output) =>
        new(Parts(output).ToDictionary(part => part.Name, part => Read(part.Values)), StringComparer.Ordinal);

    /// <summary>The gradients that there are.</summary>
    public static SortedDictionary<string, double[]> GradientsOf(
        RecurrentStack stack,
        Tensor? input = null,
        RecurrentState? initial = null
    )
    {
        var leaves = new Dictionary<string, Tensor?>(StringComparer.Ordinal)
        {
            ["input"] = input,
            ["h0"] = initial?.Hidden,
            ["c0"] = initial?.Cell,
        };
        foreach (var (name, weight) in WeightCopy.Weights(stack))
            leaves.Add(name, weight);
        var found = new SortedDictionary<string, double[]>(StringComparer.Ordinal);
        foreach (var (name, leaf) in leaves)
        {
            if (leaf is { is_leaf: true } && leaf.grad is { } gradient)
                found.Add(name, Read(gradient));
        }
        return found;
    }

    public static double[] Read(Tensor values) =>
        values.detach().to(ScalarType.Float64).contiguous().data<double>().ToArray();

    private static IEnumerable<(string Name, Tensor Values)> Parts(RecurrentOutput output)
    {
        yield return ("steps", output.Steps);
        yield return ("last", output.Last);
        yield return ("hidden", output.Final.Hidden);
        if (output.Final.Cell is not null)
            yield return ("cell", output.Final.Cell);
    }
}
