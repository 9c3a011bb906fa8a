using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Training;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Optimization;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>How a tagger of words is made, from the cut of the data to the last epoch.</summary>
public sealed record TaggingTrainingOptions
{
    /// <summary>Sizes and cells; the tags come from the data. Default: see <see cref="WordTaggerOptions"/>.</summary>
    public WordTaggerOptions Model { get; init; } = new();

    /// <summary>How it is trained. Default: 10 epochs of AdamW at 0.002 along a cosine, batches of 32, gradients to a norm of 5.</summary>
    public TrainerOptions Training { get; init; } =
        new()
        {
            Epochs = 10,
            BatchSize = 32,
            LearningRate = 0.002,
            ClipNorm = 5,
            Optimizer = new OptimizerSettings { Kind = OptimizerKind.AdamW, WeightDecay = 0.01 },
            Schedule = new ScheduleSettings { Kind = ScheduleKind.Cosine },
        };

    /// <summary>Which words of the training part the model knows. Default: those that come twice at the least.</summary>
    public VocabularyOptions Words { get; init; } = new() { MinimumFrequency = 2 };

    /// <summary>Which characters of the training part the model knows. Default: those that come twice at the least.</summary>
    public VocabularyOptions Characters { get; init; } = new() { MinimumFrequency = 2 };

    /// <summary>Characters of a word that count, from its beginning. Default: 20.</summary>
    public int MaximumCharacters { get; init; } = 20;

    /// <summary>
    /// Words that come so often at the most are rare: while training they are read as unknown with
    /// <see cref="WordTaggerOptions.UnknownShare"/>. Default: 2.
    /// </summary>
    public int RareFrequency { get; init; } = 2;

    /// <summary>Share of the training file's sentences that choose the epoch. Default: 0.05.</summary>
    public double ValidationShare { get; init; } = 0.05;

    /// <summary>Share of the sentences to measure on, where there is no file of its own for that. Default: 0.1.</summary>
    public double TestShare { get; init; } = 0.1;

    /// <summary>Which sentences are set apart: another seed, other sentences. Default: 1.</summary>
    public int SplitSeed { get; init; } = 1;

    /// <summary>Refuses values that can not train.</summary>
    /// <exception cref="InvalidInputException">A value is out of its range.</exception>
    public TaggingTrainingOptions Validate()
    {
        Words.Validate();
        Characters.Validate();
        Training.Validate();
        OptionRange.AtLeast(MaximumCharacters, 1, "max-characters");
        OptionRange.AtLeast(RareFrequency, 0, "rare-frequency");
        return this;
    }
}
