using System.Globalization;
using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Pipelines.Trainers;
using Rnn.Onnx.Training.Models;
using Spectre.Console;

namespace Rnn.Onnx.Cli.Terminal;

/// <summary>What a person reads about a classifier of texts.</summary>
internal static class ClassificationReport
{
    /// <summary>More labels than this make no table that fits a screen.</summary>
    private const int LargestConfusion = 12;

    /// <summary>The data, its parts, vocabulary and model, before the training.</summary>
    public static void Write(IAnsiConsole console, ClassificationSetup setup)
    {
        var (split, data) = (setup.Split, setup.Split.Data);
        var labels = data.Classes.CountBy(label => label).OrderBy(label => label.Key);
        console.Labeled(
            "Texts",
            $"{data.Name}: {data.Count:N0}, {string.Join(", ", labels.Select(label => Text($"{label.Value:N0} {data.Labels[label.Key]}")))}"
        );
        console.Labeled(
            "Split",
            $"train {split.Training.Count:N0} texts, validate {split.Validation.Count:N0}, test {split.Test.Count:N0}, each label alike, by the seed {split.Options.Seed}"
        );
        if (split.Unmeasured.Count > 0)
            console.Labeled(
                "Rare",
                $"too seldom for the test part, learned but not measured: {string.Join(", ", split.Unmeasured)}"
            );
        console.Labeled("Tokens", $"{Describe(setup.Text.Options)}, {setup.Text.Vocabulary.Count:N0} known");
        if (setup.Vectors is { } vectors)
            console.Labeled(
                "Vectors",
                $"{vectors.Rows.Count:N0} of the tokens have one of {vectors.Size} numbers, {setup.Text.Vocabulary.Count - Vocabulary.Special.Count - vectors.Rows.Count:N0} have none{(setup.Options.FreezeVectors ? "; the embedding stays as it is" : "")}"
            );
        console.Labeled("Model", Describe(setup.Model));
    }

    /// <summary>How often it was right: overall, label by label, and what was taken for what.</summary>
    public static void Write(IAnsiConsole console, string part, ClassificationMetrics metrics)
    {
        console.Labeled(
            "Accuracy",
            $"{100 * metrics.Accuracy:F2} % of {metrics.Count:N0} texts ({part} part), macro-F1 {metrics.MacroF1:F4}, cross entropy {metrics.CrossEntropy:F4} nats"
        );
        console.Write(Labels(metrics));
        if (metrics.Classes.Count <= LargestConfusion)
            console.Write(Confusion(metrics));
    }

    private static Table Labels(ClassificationMetrics metrics)
    {
        var table = Table("Label", "Precision", "Recall", "F1", "Texts");
        foreach (var label in metrics.Classes)
            table.AddRow(
                Markup.Escape(label.Label),
                Number(label.Precision),
                Number(label.Recall),
                Number(label.F1),
                Text($"{label.Support:N0}")
            );
        return table;
    }

    private static Table Confusion(ClassificationMetrics metrics)
    {
        var table = Table(["Text is \\ answer", .. metrics.Classes.Select(label => Markup.Escape(label.Label))]);
        foreach (var (label, row) in metrics.Classes.Zip(metrics.Confusion))
            table.AddRow([Markup.Escape(label.Label), .. row.Select(count => Text($"{count:N0}"))]);
        return table;
    }

    private static Table Table(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumns(columns);
        table.Columns.Skip(1).ToList().ForEach(column => column.RightAligned());
        return table;
    }

    private static string Describe(TextOptions text)
    {
        var limit = text.MaximumTokens > 0 ? Text($", the first {text.MaximumTokens}") : "";
        return $"{text.Tokenizer.ToString().ToLowerInvariant()}{(text.LowerCase ? " in lower case" : "")}{limit}";
    }

    private static string Describe(SequenceClassifierOptions model) =>
        Text(
            $"embedding {model.Embedding}, {TrainingReport.Layers(model.Recurrent)}, {model.Pooling.ToString().ToLowerInvariant()} pooling, dropout {model.Dropout}"
        );

    private static string Number(double value) => value.ToString("F4", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
