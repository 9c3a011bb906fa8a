using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Training.Export;
using Rnn.Onnx.Training.Models;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>All that follows from the data and the options before anything is trained.</summary>
/// <param name="Split">The parts of the data.</param>
/// <param name="Text">From a text to ids, by the vocabulary of the training part.</param>
/// <param name="Model">The model's options, with vocabulary and labels.</param>
/// <param name="Vectors">What the embedding begins with; null for random values.</param>
/// <param name="Options">How the classifier is made.</param>
public sealed record ClassificationSetup(
    LabeledSplit Split,
    TextFeaturizer Text,
    SequenceClassifierOptions Model,
    WordVectors? Vectors,
    ClassificationTrainingOptions Options
)
{
    /// <summary>Cuts the data, reads its vocabulary and the vectors.</summary>
    /// <param name="data">The texts.</param>
    /// <param name="options">How the classifier is made.</param>
    /// <exception cref="InvalidInputException">An option is out of its range, or there are too few texts or labels.</exception>
    public static ClassificationSetup Of(LabeledTexts data, ClassificationTrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        return Of(new LabeledSplit(data, options.Split), options);
    }

    /// <summary>The same from data that is cut already; the options' own cut does not count.</summary>
    /// <param name="split">The parts of the data.</param>
    /// <param name="options">How the classifier is made.</param>
    /// <exception cref="InvalidInputException">An option is out of its range.</exception>
    public static ClassificationSetup Of(LabeledSplit split, ClassificationTrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(split);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var data = split.Data;
        var training = split.Training.Select(row => data.Texts[row]);
        var text = TextFeaturizer.Fit(training, options.Text, options.Vocabulary);
        var vectors = options.VectorsPath is { } path ? WordVectors.Read(path, text.Vocabulary) : null;
        var model = options.Model with
        {
            Vocabulary = text.Vocabulary.Count,
            Embedding = vectors?.Size ?? options.Model.Embedding,
            Classes = data.Labels.Count,
            Labels = data.Labels,
        };
        return new ClassificationSetup(split, text, model.Validate(), vectors, options);
    }

    /// <summary>Text in where the graph can hold the featurizer, otherwise ids.</summary>
    internal ExportOptions Export => new() { Text = Text };
}
