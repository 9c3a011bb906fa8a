using System.CommandLine;
using System.Text.Json.Nodes;
using Rnn.Onnx.Cli.Terminal;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Pipelines.Trainers;

namespace Rnn.Onnx.Cli.Texts;

/// <summary><c>rnn evaluate</c> of a language model: how well it predicts a text.</summary>
internal static class LanguageMeasurement
{
    public static TaskVerb Verb(Reply reply, Option<string[]> data, Option<string?> part) =>
        new(
            ModelCard.LanguageModelTask,
            [data, part],
            (file, card, parsed) =>
            {
                var path = DataFiles.Single(parsed, data);
                var split = LanguageMeasure.Parts(card, path);
                var which = parsed.GetValue(part) ?? UsualPart(split);
                using var model = SequenceModel.Load(file, new SessionSettings { Device = Device.Cpu });
                var metrics =
                    which == DataParts.All
                        ? LanguageEvaluation.Measure(model, TextFile.ReadAll(path))
                        : LanguageEvaluation.Measure(model, Part(which, split, card, path));
                LanguageReport.Write(reply.Console, which == DataParts.All ? Path.GetFileName(path) : which, metrics);
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

    /// <summary>The part that is measured where none is asked for: without a test part what was validated by.</summary>
    public static string UsualPart(LanguageSplit? split)
    {
        if (split is null)
            return DataParts.All;
        return split.Test is null ? DataParts.Validation : DataParts.Test;
    }

    /// <summary>A part of the text that the model was trained on.</summary>
    /// <exception cref="InvalidInputException">It is another text, or was cut into other parts.</exception>
    public static LanguageText Part(string which, LanguageSplit? split, ModelCard card, string path)
    {
        if (split is null)
            throw new InvalidInputException(
                $"Option part: expected the data that the model was trained on, {card.TrainingData?.FileName ?? "which its card does not tell"}, found '{path}', which has no parts."
            );
        return which switch
        {
            DataParts.Training => split.Training,
            DataParts.Validation => split.Validation,
            _ => split.Test
                ?? throw new InvalidInputException(
                    "Option part: expected training, validation or all, as the model was trained without a test part, found test."
                ),
        };
    }
}
