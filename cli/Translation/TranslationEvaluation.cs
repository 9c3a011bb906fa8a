using System.Text.Json.Nodes;
using Rnn.Onnx.Cli.Terminal;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Inference.Translation;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Evaluation;
using Rnn.Onnx.Pipelines.Trainers;

namespace Rnn.Onnx.Cli.Translation;

/// <summary><c>rnn evaluate</c> of a translator: how alike its translations and their references are.</summary>
internal static class TranslationEvaluation
{
    public static TaskVerb Verb(Reply reply)
    {
        var pairs = new PairFiles("", "measure on");
        var decoding = new DecodingFlags();
        return new TaskVerb(
            ModelCard.TranslationTask,
            [.. pairs.All, .. decoding.Free],
            (file, card, parsed) =>
            {
                var texts =
                    pairs.Read(parsed)
                    ?? throw new InvalidInputException("Options source and target: expected two files, found none.");
                using var model = SequenceModel.Load(file, new SessionSettings { Device = Device.Cpu });
                var options = decoding.Read(parsed, TranslatorCheckpoint.Decoding(card));
                var found = TranslationBar.Run(
                    reply.Console,
                    texts.Source,
                    TranslateCommand.DefaultBatch,
                    piece => Translations.Of(model, piece, options, TranslateCommand.DefaultBatch)
                );
                var metrics = TranslationMetrics.Of(
                    [.. found.Select(one => one.Text)],
                    texts.Target,
                    card.Target!.Text.ToOptions()
                );
                TranslationReport.Write(reply.Console, texts.Name, metrics);
                reply.Result(new JsonObject { ["model"] = file, ["metrics"] = JsonResults.Of(metrics) });
            }
        );
    }
}
