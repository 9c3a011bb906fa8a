using System.Globalization;
using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Pipelines.Trainers;
using Rnn.Onnx.Training.Models;
using Spectre.Console;

namespace Rnn.Onnx.Cli.Terminal;

/// <summary>What a person reads about a tagger of words.</summary>
internal static class TaggingReport
{
    /// <summary>The data, its parts, vocabularies and model, before the training.</summary>
    public static void Write(IAnsiConsole console, TaggingSetup setup)
    {
        console.Labeled("Words", $"{setup.Training.Path}: {string.Join(", ", setup.Model.Labels)}");
        console.Labeled(
            "Split",
            $"train {Count(setup.Training)}, validate {Count(setup.Validation)}, test {Count(setup.Measured)}{(setup.TestHasItsFile ? $" of {setup.Measured.Path}" : "")}"
        );
        var special = Vocabulary.Special.Count;
        console.Labeled(
            "Known",
            $"{setup.Words.Words.Count - special:N0} words in lower case, {setup.Words.Characters.Count - special:N0} characters, the first {setup.Words.MaximumCharacters} of a word"
        );
        console.Labeled("Model", Describe(setup.Model));
    }

    /// <summary>How often it was right: overall, tag by tag and, where tags mark entities, type by type.</summary>
    public static void Write(IAnsiConsole console, string part, TaggingMetrics metrics)
    {
        console.Labeled(
            "Accuracy",
            $"{100 * metrics.Accuracy:F2} % of {metrics.Words:N0} words ({part}), macro-F1 {metrics.MacroF1:F4}"
        );
        if (metrics.UnknownWords > 0)
            console.Labeled(
                "Unknown",
                $"{100 * metrics.UnknownAccuracy:F2} % of {metrics.UnknownWords:N0} words that the model does not know"
            );
        console.Write(Scores("Tag", "Words", metrics.Tags));
        if (metrics.Entities is { } entities)
            console.Write(Scores("Entities", "Number", [entities.All, .. entities.Types]));
    }

    private static Table Scores(string first, string last, IReadOnlyList<MatchScore> scores)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumns(first, "Precision", "Recall", "F1", last);
        table.Columns.Skip(1).ToList().ForEach(column => column.RightAligned());
        foreach (var score in scores)
            table.AddRow(
                Markup.Escape(score.Name),
                Number(score.Precision),
                Number(score.Recall),
                Number(score.F1),
                Text($"{score.Support:N0}")
            );
        return table;
    }

    private static string Count(TaggedSentences part) =>
        Text($"{part.Sentences.Count:N0} sentences of {part.WordCount:N0} words");

    private static string Describe(WordTaggerOptions model)
    {
        var layers = model.Recurrent;
        return Text(
            $"embedding {model.Embedding}, characters {model.CharacterEmbedding} to 2 x {model.CharacterHidden}, {TrainingReport.Layers(layers)}, dropout {model.Dropout}{(model.Crf ? ", conditional random field" : "")}"
        );
    }

    private static string Number(double value) => value.ToString("F4", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
