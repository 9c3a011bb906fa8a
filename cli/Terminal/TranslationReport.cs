using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Models.Translation;
using Rnn.Onnx.Pipelines.Trainers;
using Spectre.Console;

namespace Rnn.Onnx.Cli.Terminal;

/// <summary>What a person reads about a translator.</summary>
internal static class TranslationReport
{
    /// <summary>What it is made from.</summary>
    public static void Write(IAnsiConsole console, TranslationSetup setup)
    {
        var split = setup.Split;
        var skipped = split.Training.Skipped;
        console.Labeled("Pairs", $"{split.Training.Name}: {split.Training.Count:N0} to learn from{Skipped(skipped)}");
        console.Labeled("Split", Parts(setup));
        console.Labeled(
            "Tokens",
            $"{setup.Source.Vocabulary.Count:N0} source, {setup.Target.Vocabulary.Count:N0} target"
        );
        console.Labeled("Model", Describe(setup.Options));
    }

    /// <summary>The figures of translated texts, a line each.</summary>
    public static void Write(IAnsiConsole console, string part, TranslationMetrics metrics)
    {
        var bleu = metrics.Bleu;
        var shares = string.Join(
            " / ",
            bleu.Precisions.Select(share => FormattableString.Invariant($"{100 * share:F1}"))
        );
        console.Labeled("Measured", $"{part}: {metrics.Texts:N0} texts");
        console.Labeled("BLEU", $"{bleu.Score:F2} ({shares}, brevity {bleu.BrevityPenalty:F3})");
        console.Labeled("chrF2", $"{metrics.Chrf.Score:F2}");
    }

    private static string Skipped(int pairs) =>
        pairs == 0 ? "" : FormattableString.Invariant($"; {pairs:N0} with an empty side were left out");

    private static string Parts(TranslationSetup setup)
    {
        var split = setup.Split;
        var test = split.Test is { } own
            ? FormattableString.Invariant($"{own.Count:N0} of {own.Name} measure")
            : "they measure as well";
        return FormattableString.Invariant(
            $"{split.Validation.Count:N0} of {split.Validation.Name} choose the epoch, {test}"
        );
    }

    private static string Describe(TranslationTrainingOptions options)
    {
        var (model, layers) = (options.Model, options.Model.Recurrent);
        var attention =
            model.Attention == AttentionKind.None
                ? "no attention"
                : $"{$"{model.Attention}".ToLowerInvariant()} attention";
        return FormattableString.Invariant(
            $"{TrainingReport.Layers(layers)}, {attention}, embedding {model.Embedding}"
        );
    }
}
