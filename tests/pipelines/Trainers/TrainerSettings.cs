using Rnn.Onnx.Models.Generation;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Pipelines.Tests.Texts;
using Rnn.Onnx.Pipelines.Trainers;
using Rnn.Onnx.Training;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;

namespace Rnn.Onnx.Pipelines.Tests.Trainers;

/// <summary>Options of small models that learn <see cref="TrainerRows"/> in about a second.</summary>
internal static class TrainerSettings
{
    public static RnnClassificationOptions Texts { get; } =
        new()
        {
            TextColumn = "Review",
            Model = SampleClassifier.Options.Model,
            Training = SampleClassifier.Options.Training,
            Text = SampleClassifier.Options.Text,
        };

    public static RnnClassificationOptions Readings { get; } =
        new()
        {
            FeatureColumn = "Readings",
            Features = 2,
            Model = new SequenceClassifierOptions
            {
                Recurrent = new RecurrentOptions { Cell = CellKind.Gru, Hidden = 12 },
            },
            Training = SampleClassifier.Options.Training,
        };

    public static RnnClassificationOptions Ids { get; } =
        Readings with
        {
            FeatureColumn = "Ids",
            Model = SampleClassifier.Options.Model with { Embedding = 6 },
        };

    public static RnnTaggingOptions Tagged { get; } =
        new()
        {
            Model = new WordTaggerOptions
            {
                Embedding = 12,
                CharacterEmbedding = 6,
                CharacterHidden = 8,
                Dropout = 0.1,
                Recurrent = new RecurrentOptions { Hidden = 12, Bidirectional = true },
            },
            Training = new TrainerOptions
            {
                Epochs = 10,
                BatchSize = 16,
                LearningRate = 0.02,
                Threads = 1,
            },
            ValidationShare = 0.1,
        };

    public static RnnTranslationOptions Pairs { get; } =
        new()
        {
            Model = new Seq2SeqOptions
            {
                Embedding = 24,
                Dropout = 0,
                Recurrent = new RecurrentOptions
                {
                    Cell = CellKind.Gru,
                    Hidden = 24,
                    Bidirectional = true,
                },
            },
            Training = new TrainerOptions
            {
                Epochs = 8,
                BatchSize = 16,
                LearningRate = 0.01,
                Threads = 1,
            },
            Text = new TextOptions { LowerCase = true },
        };

    public static RnnLanguageOptions Lines { get; } =
        new()
        {
            Model = new LanguageModelOptions
            {
                Embedding = 8,
                Recurrent = new RecurrentOptions { Hidden = 24 },
            },
            Training = new TrainerOptions
            {
                Epochs = 15,
                BatchSize = 8,
                LearningRate = 0.02,
                Threads = 1,
            },
            Generator = new GeneratorOptions { Length = 20, Temperature = 0 },
        };
}
