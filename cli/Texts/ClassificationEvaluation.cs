using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Rnn.Onnx.Cli.Terminal;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Cli.Texts;

/// <summary><c>rnn evaluate</c> of a classifier of texts: how often it is right.</summary>
internal static class ClassificationEvaluation
{
    private static readonly Dictionary<string, Func<LabeledSplit, IReadOnlyList<int>>> Parts = new(
        StringComparer.Ordinal
    )
    {
        [DataParts.Training] = split => split.Training,
        [DataParts.Validation] = split => split.Validation,
        [DataParts.Test] = split => split.Test,
    };

    public static TaskVerb Verb(Reply reply, Option<string[]> data, Option<string?> part)
    {
        var columns = new LabeledTextFlags();
        return new TaskVerb(
            ModelCard.ClassificationTask,
            [data, .. columns.All, part],
            (file, card, parsed) =>
            {
                using var model = SequenceModel.Load(file, new SessionSettings { Device = Device.Cpu });
                var texts = LabeledTexts.Read(parsed.GetValue(data) ?? [], columns.Read(parsed, card.Labels));
                var (which, rows) = Part(card, texts, parsed.GetValue(part));
                var metrics = Classifications.Evaluate(model, texts, rows);
                ClassificationReport.Write(reply.Console, which, metrics);
                reply.Result(
                    new JsonObject
                    {
                        ["model"] = file,
                        ["part"] = which,
                        ["metrics"] = JsonResults.Of(metrics),
                    }
                );
            }
        );
    }

    /// <summary>The part of the texts that is measured, and the numbers of its texts; null for all.</summary>
    /// <param name="card">The model's card.</param>
    /// <param name="texts">The texts.</param>
    /// <param name="asked">The part that was asked for; null for the usual one.</param>
    /// <exception cref="InvalidInputException">A part is asked for of texts that the model was not trained on.</exception>
    public static (string Part, IReadOnlyList<int>? Rows) Part(ModelCard card, LabeledTexts texts, string? asked)
    {
        var isTrainedOn = card.TrainingData?.Sha256 == texts.Sha256;
        var which = asked ?? (isTrainedOn ? DataParts.Test : DataParts.All);
        if (which != DataParts.All && !isTrainedOn)
            throw new InvalidInputException(
                $"Option part: expected the data that the model was trained on, {card.TrainingData?.FileName ?? "which its card does not tell"}, found '{texts.Name}', which has no parts."
            );
        return (which, which == DataParts.All ? null : Parts[which](Split(card, texts)));
    }

    // Cut as for the training, which the card tells.
    private static LabeledSplit Split(ModelCard card, LabeledTexts texts)
    {
        var plain = new LabeledSplitOptions();
        return new LabeledSplit(
            texts,
            new LabeledSplitOptions
            {
                Validation = Number("validation-share", plain.Validation),
                Test = Number("test-share", plain.Test),
                Seed = (int)Number("split-seed", plain.Seed),
            }
        );

        double Number(string option, double otherwise) =>
            card.Options.TryGetValue(option, out var word)
            && double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                ? value
                : otherwise;
    }
}
