using System.Text.Json.Nodes;
using Rnn.Onnx.Inference.Translation;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Translation;
using Rnn.Onnx.Pipelines.Trainers;

namespace Rnn.Onnx.Cli.Serve;

/// <summary>Texts in, their translations out, and what they looked at where the file says it.</summary>
internal static class TranslateForm
{
    private const int MostLanes = 64;

    public static TaskForm? Of(ServedModel model) =>
        model.Card?.Task == ModelCard.TranslationTask
        && model.File.Inputs.Any(input => input.Name == TranslatorGraph.Text)
        && model.Gives(TranslatorGraph.Translation, TranslatorGraph.Score)
            ? new TaskForm("translate", [Predict(model)])
            : null;

    private static Endpoint Predict(ServedModel model) =>
        Endpoint.Post(
            "/predict",
            "The best translation of each text.",
            (fields, cancel) =>
            {
                var texts = fields.Only("texts", "beam").Texts("texts", TaskForm.MostTexts);
                var found = Translations.Of(model.Session, texts, Options(model, fields), cancel: cancel);
                return new JsonObject { ["answers"] = new JsonArray([.. found.Select(Answer)]) };
            }
        ) with
        {
            Request = Json.ObjectOf(
                ("texts", Json.ArrayOf(Json.Schema("string"), "The texts to translate.")),
                (
                    "beam?",
                    Json.Schema("integer", "Translations followed at once; 1: greedy; the file's own by default.")
                )
            ),
            Example = new JsonObject { ["texts"] = new JsonArray("eins zwei.") },
            Response = Json.ObjectOf(
                (
                    "answers",
                    Json.ArrayOf(
                        Json.ObjectOf(
                            ("text", Json.Schema("string", "The translation.")),
                            ("score", Json.NumberOrNull("The larger, the better.")),
                            ("tokens?", Json.ArrayOf(Json.Schema("string"), "The words of the translation.")),
                            ("sourceTokens?", Json.ArrayOf(Json.Schema("string"), "The words of the text.")),
                            (
                                "attention?",
                                Json.ArrayOf(
                                    Json.ArrayOf(Json.NumberOrNull()),
                                    "For each word of the translation how much it looked at each of the text's."
                                )
                            )
                        )
                    )
                )
            ),
        };

    // What the file was made to search with, but for what is asked.
    private static DecodingOptions? Options(ServedModel model, JsonFields fields)
    {
        if (!fields.Has("beam"))
            return null;
        var beam = fields.Integer("beam", 1, 1, MostLanes);
        if (model.File.Inputs.Concat(model.File.OptionalInputs).All(input => input.Name != TranslatorGraph.BeamSize))
            throw new InvalidInputException(
                $"Field 'beam': expected a model with the input {TranslatorGraph.BeamSize}, found '{model.Name}'."
            );
        return TranslatorCheckpoint.Decoding(model.Card!) with { BeamSize = beam, Best = 1 };
    }

    private static JsonNode Answer(TranslatedText found)
    {
        var answer = new JsonObject { ["text"] = found.Text, ["score"] = JsonResults.Number(found.Score) };
        if (found.Tokens is { } tokens)
            answer["tokens"] = Json.Texts(tokens);
        if (found.SourceTokens is { } source)
            answer["sourceTokens"] = Json.Texts(source);
        if (found.Attention is { } attention)
            answer["attention"] = new JsonArray([.. attention.Select(row => JsonResults.Numbers(row))]);
        return answer;
    }
}
