using System.Globalization;
using System.Text.Json;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Training;
using Rnn.Onnx.Training.Models;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>Options as texts for the cards of models that read texts, by the names that the command line gives them.</summary>
internal static class TextCard
{
    /// <summary>Options of every model that reads the ids of texts.</summary>
    public static Dictionary<string, string> Options(
        TrainerOptions training,
        SequenceModelOptions model,
        TextOptions text,
        VocabularyOptions vocabulary
    ) =>
        new([.. Of(training), .. Of(text, vocabulary)])
        {
            ["dropout"] = Text(model.Recurrent.Dropout),
            ["embedding"] = Text(model.Embedding),
            ["embedding-dropout"] = Text(model.EmbeddingDropout ?? model.Dropout),
            ["embedding-scale"] = Text(model.EmbeddingScale),
            ["head-dropout"] = Text(model.Dropout),
            ["variational-dropout"] = Text(model.VariationalDropout),
        };

    /// <summary>How a model is trained.</summary>
    public static Dictionary<string, string> Of(TrainerOptions training) =>
        new()
        {
            ["accumulate"] = Text(training.Accumulate),
            ["batch-size"] = Text(training.BatchSize),
            ["clip-norm"] = Text(training.ClipNorm),
            ["clip-value"] = Text(training.ClipValue),
            ["epochs"] = Text(training.Epochs),
            ["learning-rate"] = Text(training.LearningRate),
            ["optimizer"] = training.Optimizer.Kind.ToString().ToLowerInvariant(),
            ["patience"] = Text(training.Patience),
            ["schedule"] = Text(training.Schedule.Kind),
            ["seed"] = Text(training.Seed),
            ["warmup"] = Text(training.Schedule.WarmupSteps),
            ["weight-average"] = Text(training.WeightAverage),
            ["weight-decay"] = Text(training.Optimizer.WeightDecay),
        };

    /// <summary>How texts become ids.</summary>
    public static Dictionary<string, string> Of(TextOptions text, VocabularyOptions vocabulary) =>
        new()
        {
            ["lower-case"] = Text(text.LowerCase),
            ["max-tokens"] = Text(text.MaximumTokens),
            ["max-vocabulary"] = Text(vocabulary.MaximumSize),
            ["min-frequency"] = Text(vocabulary.MinimumFrequency),
            ["tokenizer"] = Text(text.Tokenizer),
        };

    public static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    public static string Text(bool value) => value ? "true" : "false";

    public static string Text(Enum value) => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
