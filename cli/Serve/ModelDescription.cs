using System.Text.Json.Nodes;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Cli.Serve;

/// <summary>What /card says: all that the page knows of its model.</summary>
internal static class ModelDescription
{
    /// <summary>Larger files are not sent to browsers, bytes.</summary>
    private const int LargestForBrowsers = 256_000_000;

    public static JsonObject Of(ServedModel model, TaskForm form) =>
        new()
        {
            ["model"] = model.Name,
            ["bytes"] = model.Bytes.Length,
            ["form"] = form.Name,
            ["serverOnly"] = ServerOnly(model, form),
            ["runtime"] = SequenceModel.RuntimeVersion,
            ["inputs"] = Tensors(model, model.File.Inputs),
            ["optionalInputs"] = Tensors(model, model.File.OptionalInputs),
            ["outputs"] = Tensors(model, model.File.Outputs),
            ["example"] = form.Endpoints[0].Example?.DeepClone(),
            ["card"] = model.Card is { } card ? JsonNode.Parse(card.ToJson()) : null,
        };

    public static JsonObject Schema()
    {
        var tensors = Json.ArrayOf(
            Json.ObjectOf(
                ("name", Json.Schema("string")),
                ("type", Json.Schema("string")),
                ("shape", Json.ArrayOf(Json.Schema("string"), "Sizes, or the names of sizes that are open.")),
                ("default?", Json.ArrayOf(new JsonObject()))
            )
        );
        return Json.ObjectOf(
            ("model", Json.Schema("string", "The file's name.")),
            ("bytes", Json.Schema("integer", "The file's size.")),
            ("form", Json.Schema("string", "What the page shows: classify, tag, forecast, translate, generate, run.")),
            ("serverOnly", Nullable("string", "Why a browser can not run it.")),
            ("runtime", Json.Schema("string", "The version of ONNX Runtime on the server.")),
            ("inputs", tensors),
            ("optionalInputs", (JsonObject)tensors.DeepClone()),
            ("outputs", (JsonObject)tensors.DeepClone()),
            ("example", Nullable("object", "A body that works.")),
            ("card", Nullable("object", "The model's card."))
        );
    }

    private static JsonObject Nullable(string type, string description) =>
        new() { ["type"] = new JsonArray(type, "null"), ["description"] = description };

    private static string? ServerOnly(ServedModel model, TaskForm form) =>
        !PageAssets.HasRuntime ? "this rnn was built without onnxruntime-web"
        : model.Bytes.Length > LargestForBrowsers ? $"the file has {model.Bytes.Length / 1_000_000} MB"
        : form.ServerOnly;

    private static JsonArray Tensors(ServedModel model, IReadOnlyList<TensorInfo> tensors) =>
        [
            .. tensors.Select(tensor =>
            {
                var described = new JsonObject
                {
                    ["name"] = tensor.Name,
                    ["type"] = TensorJson.TypeName(tensor.ElementType),
                    ["shape"] = new JsonArray([.. tensor.Shape.Select(dim => (JsonNode)dim.ToString())]),
                };
                if (model.File.Initializer(tensor.Name) is { Data.Length: <= 16 } value)
                    described["default"] = TensorJson.Write(value)["data"]!.DeepClone();
                return described;
            }),
        ];
}
