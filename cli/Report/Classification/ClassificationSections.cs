using Rnn.Onnx.Cli.Pages;
using Rnn.Onnx.Cli.Texts;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Text;
using static Rnn.Onnx.Cli.Report.Words;

namespace Rnn.Onnx.Cli.Report.Classification;

/// <summary>A report's sections of a classifier on texts.</summary>
internal static class ClassificationSections
{
    private const int MostMistakes = 10;
    private const int LongestText = 160;

    /// <summary>Classifies the part of the texts that is measured.</summary>
    /// <param name="modelFile">The model.</param>
    /// <param name="card">Its card.</param>
    /// <param name="texts">The texts.</param>
    /// <param name="asked">The part that was asked for; null for the usual one.</param>
    public static ReportBody Of(string modelFile, ModelCard card, LabeledTexts texts, string? asked)
    {
        using var model = SequenceModel.Load(modelFile, new SessionSettings { Device = Device.Cpu });
        var (part, rows) = ClassificationEvaluation.Part(card, texts, asked);
        var metrics = Classifications.Evaluate(model, texts, rows);
        var judged = Judge(model, texts, rows);
        var scores = metrics.Classes.Select(one => new ClassScore(
            one.Label,
            one.Precision,
            one.Recall,
            one.F1,
            one.Support
        ));
        var majority = metrics.Classes.MaxBy(one => one.Support)!;
        return new ReportBody(
            Text(
                $"Of {Count(metrics.Count)} texts of {texts.Name} ({part} part) {Percent(metrics.Accuracy)} were given the right label; always to say {majority.Label} would be right for {Percent((double)majority.Support / metrics.Count)}. Macro-F1 {Number(metrics.MacroF1)}, cross entropy {Number(metrics.CrossEntropy)} nats."
            ),
            [
                new(
                    "Right and wrong",
                    [
                        .. ScorePlots.Confusion("confusion", texts.Labels, metrics.Confusion, "text"),
                        ScorePlots.Scores("scores", "labels", [.. scores]),
                    ]
                ),
                new("How sure it is", [Reliability.Of(judged), Mistakes(judged)]),
            ],
            JsonResults.Of(metrics)!.AsObject()
        );
    }

    private static Judged[] Judge(SequenceModel model, LabeledTexts texts, IReadOnlyList<int>? rows)
    {
        rows ??= [.. Enumerable.Range(0, texts.Count)];
        var answers = Classifications.Of(model, [.. rows.Select(row => texts.Texts[row])]);
        return
        [
            .. rows.Zip(
                answers,
                (row, answer) =>
                    new Judged(
                        texts.Texts[row],
                        texts.Labels[texts.Classes[row]],
                        answer.Label,
                        answer.Probabilities.Max()
                    )
            ),
        ];
    }

    private static PagePart Mistakes(Judged[] judged)
    {
        var wrong = judged.Where(one => !one.IsRight).OrderByDescending(one => one.Confidence).ToArray();
        if (wrong.Length == 0)
            return new PageText("No text was given a wrong label.");
        return new PageTable(
            Text($"The {Math.Min(MostMistakes, wrong.Length)} most certain of {Count(wrong.Length)} mistakes"),
            ["is", "answer", "how sure", "text"],
            [
                .. wrong
                    .Take(MostMistakes)
                    .Select(one =>
                        (IReadOnlyList<string>)[one.Truth, one.Answer, Percent(one.Confidence), Short(one.Text)]
                    ),
            ]
        );
    }

    private static string Short(string text) => text.Length <= LongestText ? text : text[..LongestText] + " ...";
}

/// <summary>A text with its label and the model's answer.</summary>
/// <param name="Text">The text.</param>
/// <param name="Truth">Its label.</param>
/// <param name="Answer">The model's.</param>
/// <param name="Confidence">The probability of the answer.</param>
internal sealed record Judged(string Text, string Truth, string Answer, float Confidence)
{
    public bool IsRight => Truth == Answer;
}
