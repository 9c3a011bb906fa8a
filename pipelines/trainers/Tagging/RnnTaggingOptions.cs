using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Training;
using Rnn.Onnx.Training.Models;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>How <see cref="RnnTaggingTrainer"/> makes a tagger of words.</summary>
public sealed record RnnTaggingOptions : RnnTrainerOptions
{
    private static readonly TaggingTrainingOptions Defaults = new();

    /// <summary>The words of each sentence, vectors of texts, one or more a row. Default: <c>Tokens</c>.</summary>
    public string TokensColumn { get; init; } = "Tokens";

    /// <summary>The tag of each word, vectors of texts. Not <c>tags</c>, which is what the transformer adds. Default: <c>Tags</c>.</summary>
    public string TagsColumn { get; init; } = "Tags";

    /// <summary>Sizes and cells; the tags come from the data. Default: see <see cref="WordTaggerOptions"/>.</summary>
    public WordTaggerOptions Model { get; init; } = Defaults.Model;

    /// <summary>How it is trained. Default: see <see cref="TaggingTrainingOptions"/>.</summary>
    public TrainerOptions Training { get; init; } = Defaults.Training;

    /// <summary>Which words of the training part the model knows. Default: those that come twice at the least.</summary>
    public VocabularyOptions Words { get; init; } = Defaults.Words;

    /// <summary>Which characters of the training part the model knows. Default: those that come twice at the least.</summary>
    public VocabularyOptions Characters { get; init; } = Defaults.Characters;

    /// <summary>Characters of a word that count, from its beginning. Default: 20.</summary>
    public int MaximumCharacters { get; init; } = Defaults.MaximumCharacters;

    /// <summary>Words that come so often at the most are rare: now and then they are read as unknown while training. Default: 2.</summary>
    public int RareFrequency { get; init; } = Defaults.RareFrequency;

    /// <summary>Share of the rows that choose the best epoch, where there is no validation set. Default: 0.05.</summary>
    public double ValidationShare { get; init; } = Defaults.ValidationShare;

    /// <summary>Which rows those are: another seed, other rows. Default: 1.</summary>
    public int SplitSeed { get; init; } = Defaults.SplitSeed;

    internal TaggingTrainingOptions Task =>
        new()
        {
            Model = Model,
            Training = Training,
            Words = Words,
            Characters = Characters,
            MaximumCharacters = MaximumCharacters,
            RareFrequency = RareFrequency,
            ValidationShare = ValidationShare,
            SplitSeed = SplitSeed,
        };

    /// <summary>Refuses values that can not train.</summary>
    /// <exception cref="InvalidInputException">A value is out of its range.</exception>
    public RnnTaggingOptions Validate()
    {
        ValidateBase();
        Task.Validate();
        OptionRange.Positive(ValidationShare, "validation-share");
        OptionRange.Within(ValidationShare, 0, 1, "validation-share");
        return this;
    }
}
