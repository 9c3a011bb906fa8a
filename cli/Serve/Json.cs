using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Rnn.Onnx.Cli.Serve;

/// <summary>JSON that is answered, and the words in which it is described (JSON Schema as OpenAPI 3.1 takes it).</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions OneLine = new(JsonResults.Options) { WriteIndented = false };

    /// <summary>Writes a document, and a line break for those who ask in a terminal.</summary>
    public static async Task WriteAsync(
        HttpResponse response,
        JsonObject document,
        CancellationToken cancel,
        string contentType = "application/json"
    )
    {
        response.ContentType = $"{contentType}; charset=utf-8";
        await response.WriteAsync(Line(document), cancel);
    }

    /// <summary>A refusal (RFC 9457): its detail is one sentence.</summary>
    public static Task WriteProblemAsync(HttpResponse response, int status, string detail)
    {
        response.StatusCode = status;
        var problem = new JsonObject
        {
            ["title"] = ReasonPhrases.GetReasonPhrase(status),
            ["status"] = status,
            ["detail"] = detail,
        };
        return WriteAsync(response, problem, CancellationToken.None, "application/problem+json");
    }

    /// <summary>The document in one line, with its end.</summary>
    public static string Line(JsonObject document) => document.ToJsonString(OneLine) + "\n";

    /// <summary>Texts as an array.</summary>
    public static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)text)];

    /// <summary>The schema of a type: string, number, integer, boolean.</summary>
    public static JsonObject Schema(string type, string? description = null) =>
        Described(new JsonObject { ["type"] = type }, description);

    /// <summary>The schema of a number that may be null, since JSON knows neither NaN nor infinity.</summary>
    public static JsonObject NumberOrNull(string? description = null) =>
        Described(new JsonObject { ["type"] = new JsonArray("number", "null") }, description);

    /// <summary>The schema of an array.</summary>
    public static JsonObject ArrayOf(JsonObject items, string? description = null) =>
        Described(new JsonObject { ["type"] = "array", ["items"] = items }, description);

    /// <summary>The schema of an object whose names are not known before.</summary>
    public static JsonObject MapOf(JsonObject values, string? description = null) =>
        Described(new JsonObject { ["type"] = "object", ["additionalProperties"] = values }, description);

    /// <summary>The schema of an object; a field whose name ends with "?" may be missing.</summary>
    public static JsonObject ObjectOf(params (string Name, JsonObject Schema)[] fields) =>
        new()
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(
                fields.Select(field => KeyValuePair.Create<string, JsonNode?>(field.Name.TrimEnd('?'), field.Schema))
            ),
            ["required"] = new JsonArray([
                .. fields.Where(field => !field.Name.EndsWith('?')).Select(field => (JsonNode)field.Name),
            ]),
            ["additionalProperties"] = false,
        };

    private static JsonObject Described(JsonObject schema, string? description)
    {
        if (description is not null)
            schema["description"] = description;
        return schema;
    }
}
