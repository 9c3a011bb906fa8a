using Rnn.Onnx.Models;
using Rnn.Onnx.Training.Modules;

namespace Rnn.Onnx.Training.Models;

/// <summary>What the models that read a sequence have in common: what a step is, and the recurrent layers.</summary>
public abstract record SequenceModelOptions
{
    private protected SequenceModelOptions() { }

    /// <summary>
    /// The recurrent layers. <see cref="RecurrentOptions.Features"/> is the size of a step, C; with a vocabulary it is
    /// <see cref="Embedding"/> whatever stands there. Default: one LSTM layer of 64 units.
    /// </summary>
    public RecurrentOptions Recurrent { get; init; } = new();

    /// <summary>How many different ids there are, V: the model reads ids [N, T] from 0 to V - 1. 0: it reads numbers [N, T, C]. Default: 0.</summary>
    public int Vocabulary { get; init; }

    /// <summary>Size of the vector that stands for an id, E. Default: 32.</summary>
    public int Embedding { get; init; } = 32;

    /// <summary>
    /// Standard deviation of the embedding's first values, which are normal; 0.1 suits texts, where a word comes too seldom for its
    /// vector to leave a first value of PyTorch's size behind. Default: 1, PyTorch's.
    /// </summary>
    public double EmbeddingScale { get; init; } = 1;

    /// <summary>
    /// Probability of dropping a value behind the embedding and in front of the head while training (Zaremba, Sutskever and
    /// Vinyals 2014: only where nothing recurs). Default: 0.
    /// </summary>
    public double Dropout { get; init; }

    /// <summary>The probability behind the embedding, where it is another one. Default: null, <see cref="Dropout"/>.</summary>
    public double? EmbeddingDropout { get; init; }

    /// <summary>
    /// Whether what is dropped is the same at all steps of a row, behind the embedding, between the layers and in front of a head
    /// that answers at every step (Gal and Ghahramani 2016; the locked dropout of Merity, Keskar and Socher 2018). Default: no,
    /// drawn anew at every step.
    /// </summary>
    public bool VariationalDropout { get; init; }

    /// <summary>The recurrent layers with the features they get.</summary>
    internal RecurrentOptions Layers =>
        Recurrent with
        {
            Features = Vocabulary > 0 ? Embedding : Recurrent.Features,
            VariationalDropout = VariationalDropout || Recurrent.VariationalDropout,
        };

    private protected void ValidateLayers()
    {
        Recurrent.Validate();
        OptionRange.AtLeast(Vocabulary, 0, "vocabulary");
        OptionRange.AtLeast(Embedding, 1, "embedding");
        OptionRange.Positive(EmbeddingScale, "embedding-scale");
        OptionRange.Within(Dropout, 0, 1, "dropout");
        OptionRange.Within(EmbeddingDropout ?? 0, 0, 1, "embedding-dropout");
    }

    /// <summary>Labels are none, or one of its own for each class.</summary>
    internal static void ValidateLabels(IReadOnlyList<string> labels, int classes)
    {
        OptionRange.AtLeast(classes, 2, "classes");
        if (labels.Count > 0 && labels.Count != classes)
            throw new InvalidInputException(
                $"Option labels: expected one for each of the {classes} classes or none, found {labels.Count}."
            );
        if (labels.FirstOrDefault(label => string.IsNullOrEmpty(label)) is not null)
            throw new InvalidInputException("Option labels: expected a text for each class, found an empty one.");
        if (labels.GroupBy(label => label).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new InvalidInputException($"Option labels: expected each once, found '{twice.Key}' twice.");
    }
}
