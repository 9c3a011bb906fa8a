using System.Text.Json.Nodes;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Cli.Serve;

/// <summary>Any model, a stranger's as well: tensors in, tensors out.</summary>
internal static class RunForm
{
    public const string Name = "run";

    /// <summary>What stands for a dimension whose size the model leaves open, in the example.</summary>
    private const long OpenSize = 4;

    public static TaskForm Of(ServedModel model) => new(Name, [Run(model)]);

    private static Endpoint Run(ServedModel model) =>
        Endpoint.Post(
            "/run",
            "The model's outputs for its inputs, as tensors.",
            (fields, cancel) =>
            {
                var inputs = fields
                    .Only("inputs")
                    .Entries("inputs")
                    .Select(entry => Input(model.File, entry.Key, entry.Value));
                var outputs = model.Session.Run([.. inputs], cancel);
                return new JsonObject
                {
                    ["outputs"] = new JsonObject(
                        outputs.Select(output =>
                            KeyValuePair.Create<string, JsonNode?>(output.Name, TensorJson.Write(output))
                        )
                    ),
                };
            }
        ) with
        {
            Request = Json.ObjectOf(
                (
                    "inputs",
                    Json.ObjectOf([
                        .. model.File.Inputs.Select(input => (input.Name, Tensor(input, isAnswer: false))),
                        .. model.File.OptionalInputs.Select(input =>
                            (input.Name + "?", Tensor(input, isAnswer: false))
                        ),
                    ])
                )
            ),
            Example = new JsonObject
            {
                ["inputs"] = new JsonObject(
                    model.File.Inputs.Select(input =>
                        KeyValuePair.Create<string, JsonNode?>(input.Name, Example(model, input))
                    )
                ),
            },
            Response = Json.ObjectOf(
                (
                    "outputs",
                    Json.ObjectOf([
                        .. model.File.Outputs.Select(output => (output.Name, Tensor(output, isAnswer: true))),
                    ])
                )
            ),
        };

    private static NamedTensor Input(ModelFile file, string name, System.Text.Json.JsonElement value) =>
        TensorJson.Read(
            file.Inputs.Concat(file.OptionalInputs).FirstOrDefault(input => input.Name == name)
                ?? throw new InvalidInputException(
                    $"Field 'inputs': expected {string.Join(", ", file.Inputs.Concat(file.OptionalInputs))}, found '{name}'."
                ),
            value
        );

    private static JsonObject Tensor(TensorInfo info, bool isAnswer)
    {
        var items = info.ElementType switch
        {
            ElementType.String => Json.Schema("string"),
            ElementType.Bool => Json.Schema("boolean"),
            ElementType.Int32 or ElementType.Int64 => Json.Schema("integer"),
            _ => isAnswer ? Json.NumberOrNull() : Json.Schema("number"),
        };
        var shape = ("shape", Json.ArrayOf(Json.Schema("integer"), $"[{string.Join(", ", info.Shape)}]"));
        var data = ("data", Json.ArrayOf(items, "In row-major order."));
        return isAnswer ? Json.ObjectOf(("type", Json.Schema("string")), shape, data) : Json.ObjectOf(shape, data);
    }

    // A file that does not tell a shape may mean a scalar, or anything.
    private static JsonObject Example(ServedModel model, TensorInfo input)
    {
        var shape = input.Shape.Select(dim => dim.Value ?? SizeOf(model, dim.Symbol)).DefaultIfEmpty(1).ToArray();
        var count = (int)Math.Min(shape.Aggregate(1.0, (a, b) => a * b), 100_000);
        JsonNode One() =>
            input.ElementType switch
            {
                ElementType.String => (JsonNode)"a",
                ElementType.Bool => (JsonNode)false,
                _ => (JsonNode)0,
            };
        return new JsonObject
        {
            ["shape"] = new JsonArray([.. shape.Select(size => (JsonNode)size)]),
            ["data"] = new JsonArray([.. Enumerable.Range(0, count).Select(_ => One())]),
        };
    }

    private static long SizeOf(ServedModel model, string? symbol) =>
        symbol is "batch" or "rows" ? 1
        : model.Card?.Series is not { } series ? OpenSize
        : symbol == "time" ? series.LookBack
        : series.LookBack + series.Horizon; // of time stamps
}
