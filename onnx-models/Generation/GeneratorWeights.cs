using Rnn.Onnx.Models.Recurrent;

namespace Rnn.Onnx.Models.Generation;

/// <summary>The trained numbers of a language model that writes. V vocabulary, E embedding, H hidden units, L layers.</summary>
/// <param name="Embedding">The vector of each id [V, E].</param>
/// <param name="Layers">The recurrent layers, of one direction, from the bottom to the top.</param>
/// <param name="HeadBias">The bias of each id's logit [V].</param>
public sealed record GeneratorWeights(float[] Embedding, IReadOnlyList<RecurrentLayer> Layers, float[] HeadBias)
{
    /// <summary>Weights of the head [H, V]; null (the default) where they are the embedding's, and E is H.</summary>
    public float[]? HeadWeight { get; init; }

    /// <summary>Whether each layer from the second on adds its input to its output. Default: no.</summary>
    public bool Residual { get; init; }

    /// <summary>Hidden states before the first step [L, H]; null (the default) for zeros.</summary>
    public float[]? InitialHidden { get; init; }

    /// <summary>Cell states of an LSTM before the first step [L, H]; null (the default) for zeros.</summary>
    public float[]? InitialCell { get; init; }

    /// <summary>V.</summary>
    public int Vocabulary => HeadBias.Length;

    /// <summary>H.</summary>
    public int Hidden => Layers[0].Hidden;

    internal bool HasCellState => Layers[0].Cell == CellKind.Lstm;

    internal GeneratorWeights Validate()
    {
        var embedding = Layers.Count == 0 ? 0 : Layers[0].Features;
        var states = Layers.Count * (Layers.Count == 0 ? 0 : Hidden);
        Require(nameof(Layers), Layers.Count(layer => layer.DirectionCount == 1), Math.Max(Layers.Count, 1));
        Require(nameof(Embedding), Embedding.Length, Vocabulary * embedding);
        Require(nameof(HeadWeight), HeadWeight?.Length ?? Vocabulary * embedding, Vocabulary * Hidden);
        Require(nameof(InitialHidden), InitialHidden?.Length ?? states, states);
        Require(nameof(InitialCell), InitialCell?.Length ?? states, states);
        return this;
    }

    private static void Require(string what, int found, int expected)
    {
        if (found != expected)
            throw Errors.Argument(what, $"{what} of a generator: expected {expected}, found {found}.");
    }
}
