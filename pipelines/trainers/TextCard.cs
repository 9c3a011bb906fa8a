using System.Globalization;
using System.Text.Json;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Training;
using Rnn.Onnx.Training.Models;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>What the cards of all models that read texts have in common.</summary>
internal static class TextCard
{
    /// <summary>Options that every task has, by the names that the command line gives them.</summary>
    public static Dictionary<string, string> Options(
        TrainerOptions training,
        SequenceModelOptions model,
        TextOptions text,
        VocabularyOptions vocabulary
    ) =>
        new()
        {
            ["accumulate"] = Text(training.Accumulate),
            ["batch-size"] = Text(training.BatchSize),
            ["clip-norm"] = Text(training.ClipNorm),
            ["clip-value"] = Text(training.ClipValue),
            ["dropout"] = Text(model.Recurrent.Dropout),
            ["embedding"] = Text(model.Embedding),
            ["embedding-dropout"] = Text(model.EmbeddingDropout ?? model.Dropout),
            ["embedding-scale"] = Text(model.EmbeddingScale),
            ["epochs"] = Text(training.Epochs),
            ["head-dropout"] = Text(model.Dropout),
            ["learning-rate"] = Text(training.LearningRate),
            ["lower-case"] = Text(text.LowerCase),
            ["max-tokens"] = Text(text.MaximumTokens),
            ["max-vocabulary"] = Text(vocabulary.MaximumSize),
            ["min-frequency"] = Text(vocabulary.MinimumFrequency),
            ["optimizer"] = training.Optimizer.Kind.ToString().ToLowerInvariant(),
            ["patience"] = Text(training.Patience),
            ["schedule"] = Text(training.Schedule.Kind),
            ["seed"] = Text(training.Seed),
            ["tokenizer"] = Text(text.Tokenizer),
            ["variational-dropout"] = Text(model.VariationalDropout),
            ["warmup"] = Text(training.Schedule.WarmupSteps),
            ["weight-average"] = Text(training.WeightAverage),
            ["weight-decay"] = Text(training.Optimizer.WeightDecay),
        };

    public static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    public static string Text(bool value) => value ? "true" : "false";

    public static string Text(Enum value) => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
