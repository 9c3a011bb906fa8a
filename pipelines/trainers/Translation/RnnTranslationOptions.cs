using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Models.Translation;
using Rnn.Onnx.Training;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Tasks;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>How <see cref="RnnTranslationTrainer"/> makes a translator.</summary>
public sealed record RnnTranslationOptions : RnnTrainerOptions
{
    private static readonly TranslationTrainingOptions Defaults = new();

    /// <summary>The texts to translate. Default: <c>Source</c>.</summary>
    public string SourceColumn { get; init; } = "Source";

    /// <summary>Their translations. Default: <c>Target</c>.</summary>
    public string TargetColumn { get; init; } = "Target";

    /// <summary>Sizes and cells; the vocabularies come from the data. Default: see <see cref="Seq2SeqOptions"/>.</summary>
    public Seq2SeqOptions Model { get; init; } = Defaults.Model;

    /// <summary>How it is trained. Default: see <see cref="TranslationTrainingOptions"/>.</summary>
    public TrainerOptions Training { get; init; } = Defaults.Training;

    /// <summary>How the loss counts, and what the decoder reads while it is trained. Default: see <see cref="TranslationLoss"/>.</summary>
    public TranslationLoss Loss { get; init; } = Defaults.Loss;

    /// <summary>How source and target texts become tokens. Default: words.</summary>
    public TextOptions Text { get; init; } = Defaults.Text;

    /// <summary>Which tokens of either side are known. Default: those that come twice at the least.</summary>
    public VocabularyOptions Vocabulary { get; init; } = Defaults.Vocabulary;

    /// <summary>Merges of byte pairs to learn on either side, by which words become pieces; 0: words stay whole. Default: 0.</summary>
    public int BytePairs { get; init; } = Defaults.BytePairs;

    /// <summary>How the transformer searches, and what else it gives. Default: see <see cref="TranslatorOptions"/>.</summary>
    public TranslatorOptions Export { get; init; } = Defaults.Export;

    /// <summary>Share of the rows, the last ones, that choose the best epoch, where there is no validation set. Default: 0.1.</summary>
    public double ValidationShare { get; init; } = Defaults.ValidationShare;

    internal TranslationTrainingOptions Task =>
        new()
        {
            Model = Model,
            Training = Training,
            Loss = Loss,
            Text = Text,
            Vocabulary = Vocabulary,
            BytePairs = BytePairs,
            Export = Export,
            ValidationShare = ValidationShare,
        };

    /// <summary>Refuses values that can not train.</summary>
    /// <exception cref="InvalidInputException">A value is out of its range.</exception>
    public RnnTranslationOptions Validate()
    {
        ValidateBase();
        Task.Validate();
        OptionRange.Positive(ValidationShare, "validation-share");
        OptionRange.Within(ValidationShare, 0, 1, "validation-share");
        return this;
    }
}
