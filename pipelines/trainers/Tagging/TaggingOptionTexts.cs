using System.Globalization;
using System.Text.Json;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>The options of a run as texts for its card, by the names that the command line gives them.</summary>
internal static class TaggingOptionTexts
{
    public static Dictionary<string, string> Of(TaggingSetup setup)
    {
        var (o, model, training) = (setup.Options, setup.Model, setup.Options.Training);
        var texts = new Dictionary<string, string>
        {
            ["accumulate"] = Text(training.Accumulate),
            ["batch-size"] = Text(training.BatchSize),
            ["character-cell"] = Text(model.CharacterCell),
            ["character-embedding"] = Text(model.CharacterEmbedding),
            ["character-hidden"] = Text(model.CharacterHidden),
            ["clip-norm"] = Text(training.ClipNorm),
            ["clip-value"] = Text(training.ClipValue),
            ["crf"] = model.Crf ? "true" : "false",
            ["dropout"] = Text(model.Recurrent.Dropout),
            ["embedding"] = Text(model.Embedding),
            ["epochs"] = Text(training.Epochs),
            ["head-dropout"] = Text(model.Dropout),
            ["learning-rate"] = Text(training.LearningRate),
            ["max-characters"] = Text(o.MaximumCharacters),
            ["max-vocabulary"] = Text(o.Words.MaximumSize),
            ["min-frequency"] = Text(o.Words.MinimumFrequency),
            ["optimizer"] = training.Optimizer.Kind.ToString().ToLowerInvariant(),
            ["patience"] = Text(training.Patience),
            ["rare-frequency"] = Text(o.RareFrequency),
            ["schedule"] = Text(training.Schedule.Kind),
            ["seed"] = Text(training.Seed),
            ["split-seed"] = Text(o.SplitSeed),
            ["unknown-share"] = Text(model.UnknownShare),
            ["validation-share"] = Text(o.ValidationShare),
            ["warmup"] = Text(training.Schedule.WarmupSteps),
            ["weight-decay"] = Text(training.Optimizer.WeightDecay),
        };
        if (setup.TestHasItsFile)
            texts["test-data"] = Path.GetFileName(setup.Test.Path);
        else
            texts["test-share"] = Text(o.TestShare);
        return texts;
    }

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    private static string Text(Enum value) => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
