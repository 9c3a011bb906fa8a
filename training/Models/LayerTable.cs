using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Training.Modules;
using TorchSharp.Modules;

namespace Rnn.Onnx.Training.Models;

/// <summary>Lines of a <see cref="ModelDescription"/> for the layers that models share.</summary>
internal static class LayerTable
{
    /// <summary>One line a recurrent layer.</summary>
    /// <param name="name">The stack's name in the model.</param>
    /// <param name="options">What it was built from.</param>
    /// <param name="time">The letter of its steps; "" for a stack that is run step by step.</param>
    /// <param name="rows">The letter of its rows.</param>
    public static IEnumerable<LayerDescription> Of(
        string name,
        RecurrentOptions options,
        string time = "T, ",
        string rows = "N"
    )
    {
        var width = options.Directions * options.Hidden;
        if (options.LearnedInitialState)
            yield return InitialState(name, options);
        for (var layer = 0; layer < options.Layers; layer++)
        {
            var features = layer == 0 ? options.Features : width;
            yield return new LayerDescription(
                FormattableString.Invariant($"{name}.{layer}"),
                Kind(options),
                FormattableString.Invariant($"[{rows}, {time}{width}]"),
                options.Directions * CellParameters(options, features)
            );
        }
    }

    /// <summary>A linear layer, y = W x + b.</summary>
    public static LayerDescription Of(string name, Linear linear, string output) =>
        new(name, "linear", output, linear.parameters().Sum(parameter => parameter.numel()));

    /// <summary>A table of vectors, one an id.</summary>
    public static LayerDescription Of(string name, Embedding embedding, string steps = "N, T")
    {
        var table = embedding.weight!;
        return new(name, "embedding", FormattableString.Invariant($"[{steps}, {table.shape[1]}]"), table.numel());
    }

    /// <summary>The pooling and the head of a model with one answer a row.</summary>
    public static IEnumerable<LayerDescription> Of(PooledModel model, int outputs) =>
        [
            new LayerDescription(
                "pool",
                model.Pool.Kind == Pooling.Attention ? "attention" : $"{model.Pool.Kind}".ToLowerInvariant(),
                FormattableString.Invariant($"[N, {model.Pool.Width}]"),
                model.Pool.parameters().Sum(parameter => parameter.numel())
            ),
            Of("head", model.Output, FormattableString.Invariant($"[N, {outputs}]")),
        ];

    private static LayerDescription InitialState(string name, RecurrentOptions options)
    {
        var rows = options.Layers * options.Directions;
        var numbers = (long)rows * options.Hidden * (options.Cell == CellKind.Lstm ? 2 : 1);
        var output = FormattableString.Invariant($"[N, {rows}, {options.Hidden}]");
        return new($"{name}.initial", "learned state", output, numbers);
    }

    /// <summary>A table of learned values; none where there is no table.</summary>
    public static IEnumerable<LayerDescription> Of(string name, string kind, Parameter? values, string output) =>
        values is null ? [] : [new LayerDescription(name, kind, output, values.numel())];

    // Input weights [G*H, C], recurrent weights [G*H, H] and two bias vectors [G*H], as PyTorch has them; normalized, a gain
    // for each of the two products [G*H], and gain and bias of the LSTM's cell state [H].
    private static long CellParameters(RecurrentOptions options, long features)
    {
        var rows = (long)options.Cell.GateCount() * options.Hidden;
        var biases = options.Bias ? 1 : 0;
        var plain = rows * (features + options.Hidden + 2 * biases);
        var ofCellState = options.Cell == CellKind.Lstm ? (1 + biases) * options.Hidden : 0;
        return options.LayerNorm ? plain + 2 * rows + ofCellState : plain;
    }

    private static string Kind(RecurrentOptions options)
    {
        var kind = Cell(options.Cell);
        if (options.LayerNorm)
            kind += ", normalized";
        else if (options.HandWritten)
            kind += ", hand-written";
        return options.Bidirectional ? kind + ", bidirectional" : kind;
    }

    private static string Cell(CellKind cell) =>
        cell switch
        {
            CellKind.Lstm => "LSTM",
            CellKind.Gru => "GRU",
            CellKind.ElmanTanh => "RNN (tanh)",
            CellKind.ElmanRelu => "RNN (ReLU)",
            _ => throw new ArgumentOutOfRangeException(nameof(cell), cell, "Unknown cell."),
        };
}
