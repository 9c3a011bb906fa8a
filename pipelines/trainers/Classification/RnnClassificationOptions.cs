using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Training;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Tasks;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>How <see cref="RnnClassificationTrainer"/> makes a classifier of texts or of sequences.</summary>
public sealed record RnnClassificationOptions : RnnTrainerOptions
{
    private static readonly ClassificationTrainingOptions Defaults = new();

    /// <summary>The labels, a key column: its key values, in their order, are what the model's classes are called. Default: <c>Label</c>.</summary>
    public string LabelColumn { get; init; } = "Label";

    /// <summary>The texts, a text a row. Not read where there is a <see cref="FeatureColumn"/>. Default: <c>Text</c>.</summary>
    public string TextColumn { get; init; } = "Text";

    /// <summary>
    /// The sequences, for a model that reads no texts: vectors of Single, T steps of <see cref="Features"/> values each, oldest first,
    /// T from row to row another where the vectors are of variable size; or vectors of Int64, an id a step from 0 on. Default: null,
    /// the model reads <see cref="TextColumn"/>.
    /// </summary>
    public string? FeatureColumn { get; init; }

    /// <summary>Values of a step of <see cref="FeatureColumn"/>, C. Default: 1.</summary>
    public int Features { get; init; } = 1;

    /// <summary>
    /// Sizes and cell; labels come from the data, and so does the vocabulary of texts. For ids <c>Vocabulary</c> is how many there are;
    /// 0: one more than the largest of the training set. Default: see <see cref="ClassificationTrainingOptions"/>.
    /// </summary>
    public SequenceClassifierOptions Model { get; init; } = Defaults.Model;

    /// <summary>How it is trained. Default: see <see cref="ClassificationTrainingOptions"/>.</summary>
    public TrainerOptions Training { get; init; } = Defaults.Training;

    /// <summary>How the classes count. Default: every row alike.</summary>
    public ClassificationLoss Loss { get; init; } = Defaults.Loss;

    /// <summary>How a text becomes tokens. Default: words as they are written.</summary>
    public TextOptions Text { get; init; } = Defaults.Text;

    /// <summary>Which tokens of the training part the model knows. Default: all.</summary>
    public VocabularyOptions Vocabulary { get; init; } = Defaults.Vocabulary;

    /// <summary>A file of word vectors in the text format of word2vec and GloVe, with which the embedding begins. Default: none.</summary>
    public string? VectorsPath { get; init; }

    /// <summary>Whether the embedding stays as it begins, for which it needs vectors. Default: no.</summary>
    public bool FreezeVectors { get; init; }

    /// <summary>Share of each label's rows that choose the best epoch, where there is no validation set. Default: 0.1.</summary>
    public double ValidationShare { get; init; } = Defaults.Split.Validation;

    /// <summary>Which rows those are: another seed, other rows. Default: 1.</summary>
    public int SplitSeed { get; init; } = Defaults.Split.Seed;

    internal ClassificationTrainingOptions Texts =>
        new()
        {
            Model = Model,
            Training = Training,
            Loss = Loss,
            Text = Text,
            Vocabulary = Vocabulary,
            VectorsPath = VectorsPath,
            FreezeVectors = FreezeVectors,
        };

    /// <summary>Refuses values that can not train.</summary>
    /// <exception cref="InvalidInputException">A value is out of its range, or two do not go together.</exception>
    public RnnClassificationOptions Validate()
    {
        ValidateBase();
        Texts.Validate();
        OptionRange.AtLeast(Features, 1, "features");
        OptionRange.Positive(ValidationShare, "validation-share");
        OptionRange.Within(ValidationShare, 0, 1, "validation-share");
        return this;
    }
}
