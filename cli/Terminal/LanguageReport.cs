using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Pipelines.Trainers;
using Spectre.Console;

namespace Rnn.Onnx.Cli.Terminal;

/// <summary>What a person reads about a language model.</summary>
internal static class LanguageReport
{
    /// <summary>The figures of a text, a line each.</summary>
    public static void Write(IAnsiConsole console, string part, LanguageMetrics metrics)
    {
        console.Labeled(
            "Measured",
            $"{part}: {metrics.Tokens:N0} tokens, {metrics.Characters:N0} characters{Unknown(metrics)}"
        );
        console.Labeled("Nats", $"{metrics.NatsPerCharacter:F4} a character, {metrics.NatsPerToken:F4} a token");
        console.Labeled("Bits", $"{metrics.BitsPerCharacter:F4} a character");
        console.Labeled("A token", $"perplexity {metrics.Perplexity:F3}");
    }

    /// <summary>What the text is made of.</summary>
    public static string Describe(LanguageSplit split) =>
        FormattableString.Invariant(
            $"{split.Featurizer.Options.Tokenizer.ToString().ToLowerInvariant()}, {split.Featurizer.Vocabulary.Count - Vocabulary.Special.Count:N0} different ones known"
        );

    /// <summary>The sizes of the parts.</summary>
    public static string Parts(LanguageSplit split)
    {
        var test = split.Test is null ? "" : FormattableString.Invariant($", test {split.Test.Ids.Length:N0}");
        return FormattableString.Invariant(
            $"train {split.Training.Ids.Length:N0} tokens, validate {split.Validation.Ids.Length:N0}{test}"
        );
    }

    /// <summary>The layers.</summary>
    public static string Describe(LanguageTrainingOptions options)
    {
        var layers = options.Model.Recurrent;
        return FormattableString.Invariant(
            $"{TrainingReport.Layers(layers)}, embedding {options.Model.Embedding}{(options.Model.TiedWeights ? ", tied" : "")}, segments of {options.Segment} in {options.Training.BatchSize} streams"
        );
    }

    private static string Unknown(LanguageMetrics metrics) =>
        metrics.Unknown == 0
            ? ""
            : FormattableString.Invariant($"; {metrics.Unknown:N0} tokens are not in the vocabulary");
}
