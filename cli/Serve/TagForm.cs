using System.Text.Json.Nodes;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Models.Cards;

namespace Rnn.Onnx.Cli.Serve;

/// <summary>Sentences in, a tag for each of their words out.</summary>
internal static class TagForm
{
    public static TaskForm? Of(ServedModel model) =>
        model.Card?.Task == ModelCard.TaggingTask && model.Reads("tokens") && model.Gives("tags")
            ? new TaskForm("tag", [Predict(model)])
            : null;

    private static Endpoint Predict(ServedModel model) =>
        Endpoint.Post(
            "/predict",
            "The tag of each word.",
            (fields, cancel) =>
            {
                var texts = fields.Only("texts").Texts("texts", TaskForm.MostTexts);
                string[][] sentences =
                [
                    .. texts.Select(text => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
                ];
                cancel.ThrowIfCancellationRequested();
                var answers = sentences.Zip(Taggings.Of(model.Session, sentences), Answer);
                return new JsonObject { ["answers"] = new JsonArray([.. answers]) };
            }
        ) with
        {
            Request = Json.ObjectOf(("texts", Json.ArrayOf(Json.Schema("string"), "Sentences, blanks between words."))),
            Example = new JsonObject { ["texts"] = new JsonArray("the cat sees a tree .") },
            Response = Json.ObjectOf(
                (
                    "answers",
                    Json.ArrayOf(
                        Json.ObjectOf(
                            ("tokens", Json.ArrayOf(Json.Schema("string"), "The words.")),
                            ("tags", Json.ArrayOf(Json.Schema("string"), "As many tags."))
                        )
                    )
                )
            ),
        };

    private static JsonNode Answer(string[] words, IReadOnlyList<string> tags) =>
        new JsonObject { ["tokens"] = Json.Texts(words), ["tags"] = Json.Texts(tags) };
}
