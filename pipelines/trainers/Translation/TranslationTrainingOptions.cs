using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Models.Translation;
using Rnn.Onnx.Training;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Optimization;
using Rnn.Onnx.Training.Tasks;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>How a translator is made, from the tokens to the last epoch.</summary>
public sealed record TranslationTrainingOptions
{
    /// <summary>Sizes and cells; the vocabularies come from the data. Default: see <see cref="Seq2SeqOptions"/>.</summary>
    public Seq2SeqOptions Model { get; init; } = new();

    /// <summary>
    /// How it is trained. Default: 14 epochs of Adam at 0.001 along a cosine after 300 steps of warm-up, batches of 64, an average of
    /// the weights with a decay of 0.999.
    /// </summary>
    public TrainerOptions Training { get; init; } =
        new()
        {
            Epochs = 14,
            BatchSize = 64,
            LearningRate = 0.001,
            WeightAverage = 0.999,
            Schedule = new ScheduleSettings { Kind = ScheduleKind.Cosine, WarmupSteps = 300 },
        };

    /// <summary>How the loss counts, and what the decoder reads while it is trained. Default: see <see cref="TranslationLoss"/>.</summary>
    public TranslationLoss Loss { get; init; } = new();

    /// <summary>How source and target texts become tokens. Default: words.</summary>
    public TextOptions Text { get; init; } = new();

    /// <summary>Which tokens of either side are known. Default: those that come twice at the least.</summary>
    public VocabularyOptions Vocabulary { get; init; } = new() { MinimumFrequency = 2 };

    /// <summary>Merges of byte pairs to learn on either side, by which words become pieces; 0: words stay whole. Default: 0.</summary>
    public int BytePairs { get; init; }

    /// <summary>
    /// What the file does and gives; how it searches where it is told nothing else is how it is measured. Default: see
    /// <see cref="TranslatorOptions"/>.
    /// </summary>
    public TranslatorOptions Export { get; init; } = new();

    /// <summary>Share of the pairs that choose the epoch, where there are no files for that. Default: 0.1.</summary>
    public double ValidationShare { get; init; } = ParallelSplit.DefaultValidation;

    /// <summary>Share of the pairs to measure on, where there are no files for that; 0: the validation part is measured. Default: 0.</summary>
    public double TestShare { get; init; }

    /// <summary>Refuses values that can not train.</summary>
    /// <exception cref="InvalidInputException">A value is out of its range.</exception>
    public TranslationTrainingOptions Validate()
    {
        Training.Validate();
        Loss.Validate();
        Text.Validate();
        Vocabulary.Validate();
        Export.Decoding.Validate();
        OptionRange.AtLeast(BytePairs, 0, "byte-pairs");
        return this;
    }
}
