using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Training;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;
using Rnn.Onnx.Training.Optimization;
using Rnn.Onnx.Training.Tasks;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>How a language model is made, from the cut of the text to the last epoch.</summary>
public sealed record LanguageTrainingOptions
{
    /// <summary>What a token is. Default: a character.</summary>
    public TextOptions Text { get; init; } = new() { Tokenizer = TokenizerKind.Characters };

    /// <summary>Which tokens of the training part are known. Default: all.</summary>
    public VocabularyOptions Vocabulary { get; init; } = new();

    /// <summary>
    /// Sizes and cell; the vocabulary is that of the text. Default: one LSTM layer of 256 units, embeddings of 64, the same values
    /// dropped at all steps of a segment where any are.
    /// </summary>
    public LanguageModelOptions Model { get; init; } =
        new()
        {
            Recurrent = new RecurrentOptions { Hidden = 256 },
            Embedding = 64,
            EmbeddingDropout = 0,
            VariationalDropout = true,
        };

    /// <summary>
    /// How it is trained. Default: 10 epochs of 32 streams, AdamW at 0.002 falling along a cosine after 100 steps of warm-up.
    /// </summary>
    public TrainerOptions Training { get; init; } =
        new()
        {
            Epochs = 10,
            BatchSize = 32,
            LearningRate = 0.002,
            Optimizer = new OptimizerSettings { Kind = OptimizerKind.AdamW },
            Schedule = new ScheduleSettings { Kind = ScheduleKind.Cosine, WarmupSteps = 100 },
        };

    /// <summary>Steps over which gradients go back. Default: 64.</summary>
    public int Segment { get; init; } = LanguageTask.DefaultSegment;

    /// <summary>Share of the characters behind the training part that choose the best epoch. Default: 0.1.</summary>
    public double ValidationShare { get; init; } = LanguageSplit.DefaultValidation;

    /// <summary>
    /// Share of the characters at the end on which the final figures are measured; 0: they are measured on the validation part.
    /// Default: 0.
    /// </summary>
    public double TestShare { get; init; }

    /// <summary>The parts of a text under these options.</summary>
    /// <param name="path">The file it was read from.</param>
    /// <param name="text">The text, its lines ended by line feeds.</param>
    /// <exception cref="Rnn.Onnx.Models.InvalidInputException">An option is out of its range, or the text is too short.</exception>
    public LanguageSplit Split(string path, string text) =>
        new(path, text, Text, Vocabulary, ValidationShare, TestShare);
}
