using System.Text.Json.Nodes;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Models.Cards;

namespace Rnn.Onnx.Cli.Serve;

/// <summary>Texts in, for each a label and how likely every label is.</summary>
internal static class ClassifyForm
{
    public static TaskForm? Of(ServedModel model) =>
        model.Card is { Task: ModelCard.ClassificationTask, Labels.Count: > 0 }
        && model.Reads("text")
        && model.Gives("label", "probabilities")
            ? new TaskForm("classify", [Predict(model)])
            : null;

    private static Endpoint Predict(ServedModel model) =>
        Endpoint.Post(
            "/predict",
            "The label of each text, and how likely every label is.",
            (fields, cancel) =>
            {
                var texts = fields.Only("texts").Texts("texts", TaskForm.MostTexts);
                cancel.ThrowIfCancellationRequested();
                return new JsonObject
                {
                    ["answers"] = new JsonArray([
                        .. Classifications.Of(model.Session, texts).Select(answer => Answer(model.Card!, answer)),
                    ]),
                };
            }
        ) with
        {
            Request = Json.ObjectOf(("texts", Json.ArrayOf(Json.Schema("string"), "The texts to classify."))),
            Example = new JsonObject { ["texts"] = new JsonArray("A text to classify.") },
            Response = Json.ObjectOf(
                (
                    "answers",
                    Json.ArrayOf(
                        Json.ObjectOf(
                            ("label", Json.Schema("string", "The most likely label.")),
                            ("probabilities", Json.MapOf(Json.NumberOrNull(), "Of each label."))
                        )
                    )
                )
            ),
        };

    private static JsonObject Answer(ModelCard card, Classification answer) =>
        new()
        {
            ["label"] = answer.Label,
            ["probabilities"] = new JsonObject(
                card.Labels.Zip(answer.Probabilities, (label, p) => KeyValuePair.Create(label, JsonResults.Number(p)))
            ),
        };
}
