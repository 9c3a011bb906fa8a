using System.Text.Json.Nodes;
using Rnn.Onnx.Models;

namespace Rnn.Onnx.Cli.Serve;

/// <summary>The description of the API (OpenAPI 3.1): of each endpoint what it is, and nothing beside.</summary>
internal static class OpenApi
{
    private static readonly (int Status, string Why)[] Refusals =
    [
        (400, "The body is not what it must be; the detail says in one sentence what was expected and found."),
        (408, "It took longer than --time-limit."),
        (413, "The body is larger than --body-limit."),
        (415, "The body is not declared as application/json."),
        (429, "More than --requests are computed already."),
        (500, "The server failed."),
    ];

    public static JsonObject Document(ServedModel model, IEnumerable<Endpoint> endpoints) =>
        new()
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = $"rnn serve {model.Name}",
                ["version"] = Product.Version,
                ["description"] = $"The model {model.Card?.Name ?? model.Name}, task {model.Card?.Task ?? "unknown"}.",
            },
            ["paths"] = new JsonObject(
                endpoints
                    .Where(endpoint => endpoint.IsPublic)
                    .Select(endpoint =>
                        KeyValuePair.Create<string, JsonNode?>(
                            endpoint.Path,
                            new JsonObject { [endpoint.Method.ToLowerInvariant()] = Operation(endpoint) }
                        )
                    )
            ),
            ["components"] = new JsonObject
            {
                ["schemas"] = new JsonObject
                {
                    ["Problem"] = Json.ObjectOf(
                        ("title", Json.Schema("string")),
                        ("status", Json.Schema("integer")),
                        ("detail", Json.Schema("string", "One sentence."))
                    ),
                },
            },
        };

    private static JsonObject Operation(Endpoint endpoint)
    {
        var operation = new JsonObject
        {
            ["operationId"] = endpoint.Path == "/" ? "page" : endpoint.Path[1..].Replace('.', '-'),
            ["summary"] = endpoint.Summary,
        };
        var responses = new JsonObject
        {
            ["200"] = new JsonObject
            {
                ["description"] = endpoint.Summary,
                ["content"] = Content(endpoint.ContentType.Split(';')[0], endpoint.Response, example: null),
            },
        };
        if (endpoint.Request is not null)
        {
            operation["requestBody"] = new JsonObject
            {
                ["required"] = true,
                ["content"] = Content("application/json", endpoint.Request, endpoint.Example),
            };
            foreach (var (status, why) in Refusals)
                responses[FormattableString.Invariant($"{status}")] = new JsonObject
                {
                    ["description"] = why,
                    ["content"] = Content(
                        "application/problem+json",
                        new JsonObject { ["$ref"] = "#/components/schemas/Problem" },
                        example: null
                    ),
                };
        }
        operation["responses"] = responses;
        return operation;
    }

    private static JsonObject Content(string type, JsonObject? schema, JsonObject? example)
    {
        var content = new JsonObject();
        if (schema is not null)
            content["schema"] = schema.DeepClone();
        if (example is not null)
            content["example"] = example.DeepClone();
        return new JsonObject { [type] = content };
    }
}
