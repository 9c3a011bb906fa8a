using Rnn.Onnx.Models.Recurrent;
using MulticlassTrainers = Microsoft.ML.MulticlassClassificationCatalog.MulticlassClassificationTrainers;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>What this library adds to <c>mlContext.MulticlassClassification.Trainers</c>.</summary>
public static class ClassificationTrainers
{
    /// <summary>A recurrent classifier of texts, or of sequences where there is a feature column.</summary>
    /// <remarks>
    /// The transformer adds <c>PredictedLabel</c> (a key with the labels as its values), <c>Score</c> (a probability a label) and
    /// <c>Probability</c>, beside the graph's own <c>probabilities</c> and <c>label</c>; the label column is not needed to score.
    /// </remarks>
    /// <param name="catalog">The trainers.</param>
    /// <param name="labelColumnName">The labels, a key column. Default: <c>Label</c>.</param>
    /// <param name="textColumnName">The texts. Default: <c>Text</c>.</param>
    /// <param name="featureColumnName">The sequences, for a model that reads no texts: vectors of Single or, for ids, of Int64. Default: null.</param>
    /// <param name="features">Values of a step of the sequences. Default: 1.</param>
    /// <param name="cell">The recurrent cell. Default: LSTM.</param>
    /// <param name="hidden">Units of a layer and direction. Default: 128.</param>
    /// <param name="layers">Recurrent layers on each other. Default: 1.</param>
    /// <param name="numberOfEpochs">Passes over the training set at the most. Default: 5.</param>
    /// <param name="learningRate">Highest learning rate. Default: 0.001.</param>
    /// <param name="modelFile">Where the .onnx file goes; null for nowhere but the transformer. Default: null.</param>
    /// <exception cref="Models.InvalidInputException">A value is out of its range.</exception>
    public static RnnClassificationTrainer Rnn(
        this MulticlassTrainers catalog,
        string labelColumnName = "Label",
        string textColumnName = "Text",
        string? featureColumnName = null,
        int features = 1,
        CellKind cell = CellKind.Lstm,
        int hidden = 128,
        int layers = 1,
        int numberOfEpochs = 5,
        double learningRate = 0.001,
        string? modelFile = null
    )
    {
        var options = new RnnClassificationOptions
        {
            LabelColumn = labelColumnName,
            TextColumn = textColumnName,
            FeatureColumn = featureColumnName,
            Features = features,
            ModelFile = modelFile,
        };
        var recurrent = options.Model.Recurrent with { Cell = cell, Hidden = hidden, Layers = layers };
        return Rnn(
            catalog,
            options with
            {
                Model = options.Model with { Recurrent = recurrent },
                Training = options.Training with { Epochs = numberOfEpochs, LearningRate = learningRate },
            }
        );
    }

    /// <summary>The same with everything that can be chosen.</summary>
    /// <param name="catalog">The trainers.</param>
    /// <param name="options">How the classifier is made.</param>
    /// <exception cref="Models.InvalidInputException">A value is out of its range.</exception>
    public static RnnClassificationTrainer Rnn(this MulticlassTrainers catalog, RnnClassificationOptions options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(options);
        return new RnnClassificationTrainer(TrainerContext.Of(catalog), options);
    }
}
