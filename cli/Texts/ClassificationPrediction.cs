using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Spectre.Console;

namespace Rnn.Onnx.Cli.Texts;

/// <summary><c>rnn predict</c> with a classifier: the label of each text, and how likely each label is.</summary>
internal static class ClassificationPrediction
{
    public static TaskVerb Verb(Reply reply, Option<string[]> text, Option<string[]> data, Option<string?> output) =>
        new(
            ModelCard.ClassificationTask,
            [text, data, output],
            (file, card, parsed) =>
            {
                var texts = TextInputs.Read(parsed, text, data);
                using var model = SequenceModel.Load(file, new SessionSettings { Device = Device.Cpu });
                var answers = Classifications.Of(model, texts);
                foreach (var (asked, answer) in texts.Zip(answers))
                    reply.Console.WriteLine($"{answer.Label}  {Likely(card.Labels, answer)}  {asked}");
                if (parsed.GetValue(output) is { } path)
                    AtomicFile.WriteAllText(path, Table(card.Labels, texts, answers));
                reply.Result(
                    new JsonObject
                    {
                        ["model"] = file,
                        ["texts"] = new JsonArray([
                            .. texts.Zip(answers, (asked, answer) => Json(card.Labels, asked, answer)),
                        ]),
                    }
                );
            }
        );

    private static JsonObject Json(IReadOnlyList<string> labels, string text, Classification answer) =>
        new()
        {
            ["text"] = text,
            ["label"] = answer.Label,
            ["probabilities"] = new JsonObject(
                labels.Zip(answer.Probabilities, (label, p) => KeyValuePair.Create(label, JsonResults.Number(p)))
            ),
        };

    private static string Likely(IReadOnlyList<string> labels, Classification answer) =>
        string.Join(
            ' ',
            labels.Zip(answer.Probabilities, (label, p) => FormattableString.Invariant($"{label} {p:F3}"))
        );

    // Tab-separated, numbers to the last bit; what would break a line is written as a blank.
    private static string Table(
        IReadOnlyList<string> labels,
        IReadOnlyList<string> texts,
        IReadOnlyList<Classification> answers
    )
    {
        var table = new StringBuilder("label").Append('\t').AppendJoin('\t', labels).Append("\ttext\n");
        foreach (var (text, answer) in texts.Zip(answers))
            table
                .Append(answer.Label)
                .Append('\t')
                .AppendJoin('\t', answer.Probabilities.Select(p => p.ToString("R", CultureInfo.InvariantCulture)))
                .Append('\t')
                .Append(text.ReplaceLineEndings(" ").Replace('\t', ' '))
                .Append('\n');
        return table.ToString();
    }
}
