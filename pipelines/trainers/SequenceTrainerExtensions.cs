using Rnn.Onnx.Models.Recurrent;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>The trainers of <c>mlContext.Sequences().Trainers</c>.</summary>
public static class SequenceTrainerExtensions
{
    /// <summary>A recurrent tagger of words: the transformer adds <c>tags</c>, a tag for each word, and <c>probabilities</c>.</summary>
    /// <param name="catalog">The trainers.</param>
    /// <param name="tokensColumn">The words of each sentence, vectors of texts. Default: <c>Tokens</c>.</param>
    /// <param name="tagsColumn">The tag of each word, vectors of texts. Default: <c>Tags</c>.</param>
    /// <param name="hidden">Units over the words, a direction. Default: 128.</param>
    /// <param name="crf">Whether the tags of a sentence are chosen together. Default: no.</param>
    /// <param name="numberOfEpochs">Passes over the training set at the most. Default: 10.</param>
    /// <param name="learningRate">Highest learning rate. Default: 0.002.</param>
    /// <param name="modelFile">Where the .onnx file goes; null for nowhere but the transformer. Default: null.</param>
    /// <exception cref="Models.InvalidInputException">A value is out of its range.</exception>
    public static RnnTaggingTrainer Tagger(
        this SequenceTrainers catalog,
        string tokensColumn = "Tokens",
        string tagsColumn = "Tags",
        int hidden = 128,
        bool crf = false,
        int numberOfEpochs = 10,
        double learningRate = 0.002,
        string? modelFile = null
    )
    {
        var options = new RnnTaggingOptions
        {
            TokensColumn = tokensColumn,
            TagsColumn = tagsColumn,
            ModelFile = modelFile,
        };
        var (model, training) = (options.Model, options.Training);
        return Tagger(
            catalog,
            options with
            {
                Model = model with { Recurrent = model.Recurrent with { Hidden = hidden }, Crf = crf },
                Training = training with { Epochs = numberOfEpochs, LearningRate = learningRate },
            }
        );
    }

    /// <summary>The same with everything that can be chosen.</summary>
    /// <param name="catalog">The trainers.</param>
    /// <param name="options">How the tagger is made.</param>
    /// <exception cref="Models.InvalidInputException">A value is out of its range.</exception>
    public static RnnTaggingTrainer Tagger(this SequenceTrainers catalog, RnnTaggingOptions options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(options);
        return new RnnTaggingTrainer(TrainerContext.Of(catalog.Context), options);
    }

    /// <summary>A recurrent translator: the transformer adds <c>translation</c>, the best one first, and <c>score</c>.</summary>
    /// <param name="catalog">The trainers.</param>
    /// <param name="sourceColumn">The texts to translate. Default: <c>Source</c>.</param>
    /// <param name="targetColumn">Their translations. Default: <c>Target</c>.</param>
    /// <param name="cell">The recurrent cell. Default: GRU.</param>
    /// <param name="hidden">Units of the encoder, a direction. Default: 256.</param>
    /// <param name="numberOfEpochs">Passes over the training set at the most. Default: 14.</param>
    /// <param name="learningRate">Highest learning rate. Default: 0.001.</param>
    /// <param name="modelFile">Where the .onnx file goes; null for nowhere but the transformer. Default: null.</param>
    /// <exception cref="Models.InvalidInputException">A value is out of its range.</exception>
    public static RnnTranslationTrainer Translator(
        this SequenceTrainers catalog,
        string sourceColumn = "Source",
        string targetColumn = "Target",
        CellKind cell = CellKind.Gru,
        int hidden = 256,
        int numberOfEpochs = 14,
        double learningRate = 0.001,
        string? modelFile = null
    )
    {
        var options = new RnnTranslationOptions
        {
            SourceColumn = sourceColumn,
            TargetColumn = targetColumn,
            ModelFile = modelFile,
        };
        var (model, training) = (options.Model, options.Training);
        return Translator(
            catalog,
            options with
            {
                Model = model with { Recurrent = model.Recurrent with { Cell = cell, Hidden = hidden } },
                Training = training with { Epochs = numberOfEpochs, LearningRate = learningRate },
            }
        );
    }

    /// <summary>The same with everything that can be chosen.</summary>
    /// <param name="catalog">The trainers.</param>
    /// <param name="options">How the translator is made.</param>
    /// <exception cref="Models.InvalidInputException">A value is out of its range.</exception>
    public static RnnTranslationTrainer Translator(this SequenceTrainers catalog, RnnTranslationOptions options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(options);
        return new RnnTranslationTrainer(TrainerContext.Of(catalog.Context), options);
    }

    /// <summary>
    /// A recurrent language model: the transformer adds <c>text</c>, what follows each text. Its column is learned from and gone on
    /// from alike.
    /// </summary>
    /// <param name="catalog">The trainers.</param>
    /// <param name="textColumn">The texts. Default: <c>Text</c>.</param>
    /// <param name="cell">The recurrent cell. Default: LSTM.</param>
    /// <param name="hidden">Units of a layer. Default: 256.</param>
    /// <param name="numberOfEpochs">Passes over the training set at the most. Default: 10.</param>
    /// <param name="learningRate">Highest learning rate. Default: 0.002.</param>
    /// <param name="length">Tokens that are written. Default: 100.</param>
    /// <param name="modelFile">Where the .onnx file goes; null for nowhere but the transformer. Default: null.</param>
    /// <exception cref="Models.InvalidInputException">A value is out of its range.</exception>
    public static RnnLanguageTrainer LanguageModel(
        this SequenceTrainers catalog,
        string textColumn = "Text",
        CellKind cell = CellKind.Lstm,
        int hidden = 256,
        int numberOfEpochs = 10,
        double learningRate = 0.002,
        int length = 100,
        string? modelFile = null
    )
    {
        var options = new RnnLanguageOptions { TextColumn = textColumn, ModelFile = modelFile };
        var (model, training) = (options.Model, options.Training);
        return LanguageModel(
            catalog,
            options with
            {
                Model = model with { Recurrent = model.Recurrent with { Cell = cell, Hidden = hidden } },
                Training = training with { Epochs = numberOfEpochs, LearningRate = learningRate },
                Generator = options.Generator with { Length = length },
            }
        );
    }

    /// <summary>The same with everything that can be chosen.</summary>
    /// <param name="catalog">The trainers.</param>
    /// <param name="options">How the language model is made.</param>
    /// <exception cref="Models.InvalidInputException">A value is out of its range.</exception>
    public static RnnLanguageTrainer LanguageModel(this SequenceTrainers catalog, RnnLanguageOptions options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(options);
        return new RnnLanguageTrainer(TrainerContext.Of(catalog.Context), options);
    }
}
