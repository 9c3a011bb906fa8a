using System.Globalization;
using System.Text.Json;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>The options of a run as texts for its card, by the names that the command line gives them.</summary>
internal static class LanguageOptionTexts
{
    public static Dictionary<string, string> Of(LanguageTrainingOptions o)
    {
        var (model, training) = (o.Model, o.Training);
        return new Dictionary<string, string>
        {
            ["accumulate"] = Text(training.Accumulate),
            ["batch-size"] = Text(training.BatchSize),
            ["clip-norm"] = Text(training.ClipNorm),
            ["clip-value"] = Text(training.ClipValue),
            ["embedding"] = Text(model.Embedding),
            ["embedding-dropout"] = Text(model.EmbeddingDropout ?? model.Dropout),
            ["epochs"] = Text(training.Epochs),
            ["head-dropout"] = Text(model.Dropout),
            ["learning-rate"] = Text(training.LearningRate),
            ["max-vocabulary"] = Text(o.Vocabulary.MaximumSize),
            ["min-frequency"] = Text(o.Vocabulary.MinimumFrequency),
            ["optimizer"] = Text(training.Optimizer.Kind),
            ["patience"] = Text(training.Patience),
            ["schedule"] = Text(training.Schedule.Kind),
            ["seed"] = Text(training.Seed),
            ["segment"] = Text(o.Segment),
            ["test-share"] = Text(o.TestShare),
            ["tied"] = Text(model.TiedWeights),
            ["validation-share"] = Text(o.ValidationShare),
            ["variational-dropout"] = Text(model.VariationalDropout),
            ["warmup"] = Text(training.Schedule.WarmupSteps),
            ["weight-decay"] = Text(training.Optimizer.WeightDecay),
        };
    }

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    private static string Text(bool value) => value ? "true" : "false";

    private static string Text(Enum value) => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
