using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Generation;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Training;
using Rnn.Onnx.Training.Models;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>How <see cref="RnnLanguageTrainer"/> makes a language model.</summary>
public sealed record RnnLanguageOptions : RnnTrainerOptions
{
    private static readonly LanguageTrainingOptions Defaults = new();

    /// <summary>The texts to learn from, a row a line; the transformer goes on from each. Default: <c>Text</c>.</summary>
    public string TextColumn { get; init; } = "Text";

    /// <summary>What a token is. Default: a character.</summary>
    public TextOptions Text { get; init; } = Defaults.Text;

    /// <summary>Which tokens of the training part are known. Default: all.</summary>
    public VocabularyOptions Vocabulary { get; init; } = Defaults.Vocabulary;

    /// <summary>Sizes and cell; the vocabulary is that of the text. Default: see <see cref="LanguageTrainingOptions"/>.</summary>
    public LanguageModelOptions Model { get; init; } = Defaults.Model;

    /// <summary>How it is trained. Default: see <see cref="LanguageTrainingOptions"/>.</summary>
    public TrainerOptions Training { get; init; } = Defaults.Training;

    /// <summary>Steps over which gradients go back. Default: 64.</summary>
    public int Segment { get; init; } = Defaults.Segment;

    /// <summary>How many tokens the transformer writes, and how it draws them. Default: see <see cref="GeneratorOptions"/>.</summary>
    public GeneratorOptions Generator { get; init; } = new();

    /// <summary>Share of the characters, the last ones, that choose the best epoch, where there is no validation set. Default: 0.1.</summary>
    public double ValidationShare { get; init; } = Defaults.ValidationShare;

    /// <summary>
    /// Where the model's step graph goes, which <c>EvaluateLanguageModel</c> measures and <c>TextGenerator</c> writes with.
    /// <see cref="RnnTrainerOptions.ModelFile"/> is that of the transformer, which writes by itself. Default: null, nowhere.
    /// </summary>
    public string? StepFile { get; init; }

    internal LanguageTrainingOptions Task =>
        new()
        {
            Text = Text,
            Vocabulary = Vocabulary,
            Model = Model,
            Training = Training,
            Segment = Segment,
            ValidationShare = ValidationShare,
        };

    /// <summary>Refuses values that can not train.</summary>
    /// <exception cref="InvalidInputException">A value is out of its range.</exception>
    public RnnLanguageOptions Validate()
    {
        ValidateBase();
        Text.Validate();
        Vocabulary.Validate();
        Training.Validate();
        Generator.Validate();
        OptionRange.AtLeast(Segment, 1, "segment");
        OptionRange.Positive(ValidationShare, "validation-share");
        OptionRange.Within(ValidationShare, 0, 1, "validation-share");
        if (StepFile is not null)
            AtomicFile.RequireWritable(StepFile);
        return this;
    }
}
