using Rnn.Onnx.Models;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Modules;

/// <summary>Checks of what sequence modules are given; each failure says what was expected and what was found.</summary>
internal static class SequenceCheck
{
    /// <summary>An input must be [N, T, C] with at least one row and one step.</summary>
    public static void Input(Tensor input, RecurrentOptions options)
    {
        ArgumentNullException.ThrowIfNull(input);
        var shape = input.shape;
        if (shape.Length != 3 || shape[0] < 1 || shape[1] < 1 || shape[2] != options.Features)
            throw Invalid("input", $"shape [N, T, {options.Features}] with N and T 1 or more", Text(shape));
    }

    /// <summary>Lengths as int64 [N] on the CPU, where packing reads them, and at least 1, as in the exported graphs.</summary>
    public static Tensor Lengths(Tensor lengths, Tensor input)
    {
        var (batch, time) = (input.shape[0], input.shape[1]);
        if (lengths.dtype != ScalarType.Int64 || !lengths.shape.AsSpan().SequenceEqual([batch]))
            throw Invalid("lengths", $"int64 [{batch}]", $"{lengths.dtype} {Text(lengths.shape)}");
        var real = lengths.cpu().clamp(min: 1); // [N]
        using var longest = real.max();
        return longest.item<long>() <= time
            ? real
            : throw Invalid("lengths", $"at most the {time} steps of the input", $"{longest.item<long>()}");
    }

    /// <summary>States must be [N, L*D, H], with a cell state exactly for the LSTM.</summary>
    public static void State(RecurrentState? state, long batch, int rows, int hidden, bool hasCell)
    {
        if (state is null)
            return;
        if (state.Cell is not null != hasCell)
            throw Invalid("initial state", hasCell ? "a cell state" : "no cell state", hasCell ? "none" : "one");
        foreach (var part in state.Cell is null ? [state.Hidden] : new[] { state.Hidden, state.Cell })
        {
            if (!part.shape.AsSpan().SequenceEqual([batch, rows, hidden]))
                throw Invalid("initial state", $"shape [{batch}, {rows}, {hidden}]", Text(part.shape));
        }
    }

    private static InvalidInputException Invalid(string what, FormattableString expected, string found) =>
        Invalid(what, FormattableString.Invariant(expected), found);

    private static InvalidInputException Invalid(string what, string expected, string found) =>
        new($"Sequence {what}: expected {expected}, found {found}.");

    private static string Text(long[] shape) => FormattableString.Invariant($"[{string.Join(", ", shape)}]");
}
