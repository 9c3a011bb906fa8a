namespace Rnn.Onnx.Models.Recurrent;

/// <summary>The trained numbers of one direction of one layer, as PyTorch lays them out (gates in PyTorch's order).</summary>
/// <param name="Features">Size of a step's input, C.</param>
/// <param name="Hidden">Size of the state, H.</param>
/// <param name="WeightIh">Input weights [G*H, C], with G gates.</param>
/// <param name="WeightHh">Recurrent weights [G*H, H].</param>
/// <param name="BiasIh">Input biases [G*H], or null for none.</param>
/// <param name="BiasHh">Recurrent biases [G*H], or null for none.</param>
public sealed record RecurrentWeights(
    int Features,
    int Hidden,
    float[] WeightIh,
    float[] WeightHh,
    float[]? BiasIh = null,
    float[]? BiasHh = null
)
{
    /// <summary>Gains of a layer-normalized cell, whose biases are then the shifts; null (the default) for a plain one.</summary>
    public CellNormalization? Normalization { get; init; }

    internal void Validate(CellKind cell)
    {
        var rows = (long)cell.GateCount() * Hidden;
        Require(nameof(WeightIh), WeightIh, rows * Features);
        Require(nameof(WeightHh), WeightHh, rows * Hidden);
        Require(nameof(BiasIh), BiasIh ?? new float[rows], rows);
        Require(nameof(BiasHh), BiasHh ?? new float[rows], rows);
        if (Normalization is { } normalization)
        {
            var cellRows = cell == CellKind.Lstm ? Hidden : 0;
            Require(nameof(normalization.GainIh), normalization.GainIh, rows);
            Require(nameof(normalization.GainHh), normalization.GainHh, rows);
            Require(nameof(normalization.GainCell), normalization.GainCell ?? [], cellRows);
            Require(nameof(normalization.BiasCell), normalization.BiasCell ?? new float[cellRows], cellRows);
        }

        void Require(string what, float[] data, long expected)
        {
            if (data.LongLength != expected || rows * Features <= 0)
            {
                throw Errors.Argument(
                    what,
                    $"{what} of {cell} with {Features} features and {Hidden} hidden units needs {expected} numbers, found {data.Length}."
                );
            }
        }
    }
}

/// <summary>One layer: a cell run forward over the sequence, and a second one run backward when it is bidirectional.</summary>
/// <param name="Cell">The cell of both directions.</param>
/// <param name="Forward">The weights of the forward direction.</param>
/// <param name="Backward">The weights of the backward direction, or null for a layer of one direction.</param>
public sealed record RecurrentLayer(CellKind Cell, RecurrentWeights Forward, RecurrentWeights? Backward = null)
{
    /// <summary>Size of a step's input, C.</summary>
    public int Features => Forward.Features;

    /// <summary>Size of the state of one direction, H.</summary>
    public int Hidden => Forward.Hidden;

    /// <summary>Number of directions, D: 1 or 2.</summary>
    public int DirectionCount => Backward is null ? 1 : 2;

    /// <summary>
    /// Whether the layer is written step by step from its equations, as a Scan of plain operators, and not as the standard's
    /// recurrent operator. Default false; normalized layers are always written so. Both give the same values.
    /// </summary>
    public bool WrittenOut { get; init; }

    internal bool IsScan => WrittenOut || Forward.Normalization is not null;

    internal RecurrentWeights[] Directions => Backward is null ? [Forward] : [Forward, Backward];

    internal void Validate()
    {
        foreach (var weights in Directions)
        {
            weights.Validate(Cell);
            if (weights.Features != Features || weights.Hidden != Hidden)
            {
                throw Errors.Argument(nameof(Backward), $"Both directions of a layer need the same sizes.");
            }

            if (weights.Normalization is null != Forward.Normalization is null)
            {
                throw Errors.Argument(nameof(Backward), $"Both directions of a layer are normalized, or none is.");
            }
        }
    }
}
