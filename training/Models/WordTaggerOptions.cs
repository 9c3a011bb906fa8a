using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Training.Modules;

namespace Rnn.Onnx.Training.Models;

/// <summary>What a <see cref="WordTagger"/> is made of.</summary>
public sealed record WordTaggerOptions
{
    /// <summary>
    /// The recurrent layers over the words of a sentence; their features are what a word is made of, whatever stands there.
    /// Default: one LSTM layer of 128 units in both directions.
    /// </summary>
    public RecurrentOptions Recurrent { get; init; } = new() { Hidden = 128, Bidirectional = true };

    /// <summary>Size of the vector that stands for a word, E. Default: 128.</summary>
    public int Embedding { get; init; } = 128;

    /// <summary>The cell that reads the characters of a word from both ends. Default: <see cref="CellKind.Lstm"/>.</summary>
    public CellKind CharacterCell { get; init; } = CellKind.Lstm;

    /// <summary>Size of the vector that stands for a character. Default: 32.</summary>
    public int CharacterEmbedding { get; init; } = 32;

    /// <summary>Units that read the characters, a direction. Default: 64.</summary>
    public int CharacterHidden { get; init; } = 64;

    /// <summary>Probability of dropping a value in front of the layers and of the head while training. Default: 0.5.</summary>
    public double Dropout { get; init; } = 0.5;

    /// <summary>
    /// Word ids from this one on are rare; the more frequent words have the smaller ids. 0: none is. Default: 0.
    /// </summary>
    public int RareFrom { get; init; }

    /// <summary>
    /// Probability with which a rare word is read as the unknown one while training, so that its vector is learned (Lample et
    /// al. 2016, section 4.3). Default: 0.5.
    /// </summary>
    public double UnknownShare { get; init; } = 0.5;

    /// <summary>
    /// Whether the tags of a sentence are chosen together, by a conditional random field over the answers of the head. Default:
    /// no, each by itself.
    /// </summary>
    public bool Crf { get; init; }

    /// <summary>What the tags are called, in their order: K of them, 2 or more.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>The layers over the words with the features they get.</summary>
    internal RecurrentOptions Layers => Recurrent with { Features = Embedding + 2 * CharacterHidden };

    /// <summary>The layer over the characters of a word.</summary>
    internal RecurrentOptions CharacterLayers =>
        new()
        {
            Cell = CharacterCell,
            Features = CharacterEmbedding,
            Hidden = CharacterHidden,
            Bidirectional = true,
            FusedKernels = Recurrent.FusedKernels,
        };

    /// <summary>Refuses values that no network can be built from.</summary>
    /// <exception cref="InvalidInputException">A value is out of its range.</exception>
    public WordTaggerOptions Validate()
    {
        Recurrent.Validate();
        OptionRange.AtLeast(Embedding, 1, "embedding");
        OptionRange.AtLeast(CharacterEmbedding, 1, "character-embedding");
        OptionRange.AtLeast(CharacterHidden, 1, "character-hidden");
        OptionRange.Within(Dropout, 0, 1, "dropout");
        OptionRange.Within(UnknownShare, 0, 1, "unknown-share");
        OptionRange.AtLeast(RareFrom, 0, "rare-from");
        SequenceModelOptions.ValidateLabels(Labels, Labels.Count);
        return this;
    }
}
