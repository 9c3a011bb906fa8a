using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Cli.Tests.Serve;

/// <summary>/openapi.json says what there is and nothing else: every path of it is asked by its example, and every answer has its schema.</summary>
[TestClass]
public sealed class OpenApiTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    [DataRow("births.onnx", "/predict")]
    [DataRow("reviews.onnx", "/predict")]
    [DataRow("words.onnx", "/predict")]
    [DataRow("de-en.onnx", "/predict")]
    [DataRow("shakespeare.onnx", "/generate")]
    [DataRow("zoo/sum-sign-classifier.onnx", null)]
    [DataRow("zoo/marked-step-regressor.onnx", null)]
    [DataRow("zoo/sine-decoder.onnx", null)]
    [DataRow("zoo/births-lstm.onnx", "/predict")]
    [DataRow("stranger.onnx", null)]
    public async Task Document_OfEveryTask_DescribesWhatIsAnswered(string model, string? task)
    {
        await using var server = await LocalServer.StartAsync(await FindAsync(model));
        var document = JsonNode.Parse(await server.Client.GetStringAsync("/openapi.json"))!;
        Assert.AreEqual("3.1.0", document["openapi"]!.GetValue<string>());
        var paths = document["paths"]!.AsObject();
        string[] expected = ["/", "/model.onnx", "/card", "/health", .. task is null ? [] : new[] { task }, "/run"];
        CollectionAssert.AreEquivalent(expected, paths.Select(path => path.Key).ToArray());
        foreach (var (path, methods) in paths)
        foreach (var (method, operation) in methods!.AsObject())
            await AskAsync(server, method, path, operation!);
        Assert.IsEmpty(server.Failures);
    }

    [TestMethod]
    public async Task Examples_WithAFieldMissingOrMore_AreRefused()
    {
        await using var server = await LocalServer.StartAsync(await FindAsync("births.onnx"));
        var (status, answer) = await server.PostAsync("/predict", JsonNode.Parse("""{"values": [1, 2]}""")!);
        Assert.AreEqual(400, status);
        Assert.AreEqual(
            "Field 'values': expected 14 or more, as the model looks back so far, found 2.",
            answer["detail"]!.GetValue<string>()
        );
        var body = new JsonObject
        {
            ["values"] = new JsonArray([.. Enumerable.Repeat(0, 14).Select(v => (JsonNode)v)]),
        };
        body["values"]![3] = null;
        (_, answer) = await server.PostAsync("/predict", body);
        Assert.AreEqual(
            "Field 'values[3]': expected a finite number, found null.",
            answer["detail"]!.GetValue<string>()
        );
        body["values"]![3] = JsonNode.Parse("1e39");
        (_, answer) = await server.PostAsync("/predict", body);
        Assert.AreEqual(
            "Field 'values[3]': expected a finite number, found 1e39.",
            answer["detail"]!.GetValue<string>()
        );
        body["values"] = new JsonArray([.. Enumerable.Repeat(0, 100_001).Select(v => (JsonNode)v)]);
        (_, answer) = await server.PostAsync("/predict", body);
        Assert.AreEqual(
            "Field 'values': expected 100000 values or fewer, found 100001.",
            answer["detail"]!.GetValue<string>()
        );
    }

    [TestMethod]
    [DataRow("""{"length": 10001}""", "Field 'length': expected 0 to 10000, found 10001.")]
    [DataRow("""{"length": 1.5}""", "Field 'length': expected a whole number, found 1.5.")]
    [DataRow("""{"temperature": -1}""", "Option temperature: expected a finite number of 0 or more, found -1.")]
    [DataRow("""{"prompt": 3}""", "Field 'prompt': expected a text, found 3.")]
    public async Task Generate_WrongField_GetsOneSentence(string body, string sentence)
    {
        await using var server = await LocalServer.StartAsync(await FindAsync("shakespeare.onnx"));
        var (status, answer) = await server.PostAsync("/generate", JsonNode.Parse(body)!);
        Assert.AreEqual(400, status);
        Assert.AreEqual(sentence, answer["detail"]!.GetValue<string>());
    }

    private async Task<string> FindAsync(string model)
    {
        if (model.StartsWith("zoo/", StringComparison.Ordinal))
            return Path.Combine(Repository.Root, "onnx-models", model);
        if (model == "stranger.onnx")
            RandomForecasters.Create(features: 2).Save(folder[model]);
        else
            await (
                model switch
                {
                    "births.onnx" => SmallModels.BirthsAsync(folder),
                    "reviews.onnx" => SmallModels.ReviewsAsync(folder),
                    "words.onnx" => SmallModels.WordsAsync(folder),
                    "de-en.onnx" => SmallModels.NumbersAsync(folder),
                    _ => SmallModels.ShakespeareAsync(folder),
                }
            );
        return folder[model];
    }

    private static async Task AskAsync(LocalServer server, string method, string path, JsonNode operation)
    {
        var body = operation["requestBody"]?["content"]!["application/json"]!;
        using var request = new HttpRequestMessage(new HttpMethod(method.ToUpperInvariant()), path);
        if (body is not null)
        {
            JsonSchema.Check(body["schema"]!, body["example"], $"{path} example");
            request.Content = new StringContent(body["example"]!.ToJsonString(), Encoding.UTF8, "application/json");
        }
        using var response = await server.Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.AreEqual(200, (int)response.StatusCode, $"{method} {path}: {text}");
        var (type, content) = operation["responses"]!["200"]!["content"]!.AsObject().Single();
        Assert.AreEqual(type, response.Content.Headers.ContentType!.MediaType, path);
        if (content!["schema"] is not { } schema)
            return;
        var lines = type == "application/x-ndjson" ? text.TrimEnd('\n').Split('\n') : [text];
        foreach (var line in lines)
            JsonSchema.Check(schema, JsonNode.Parse(line), $"{path} answer");
    }
}

/// <summary>The part of JSON Schema that the document uses.</summary>
internal static class JsonSchema
{
    public static void Check(JsonNode schema, JsonNode? value, string place)
    {
        var types = schema["type"] switch
        {
            JsonArray several => several.Select(type => type!.GetValue<string>()).ToArray(),
            JsonValue one => [one.GetValue<string>()],
            _ => [],
        };
        if (types.Length == 0)
            return;
        var kind = Kind(value);
        Assert.IsTrue(
            types.Contains(kind) || (kind == "integer" && types.Contains("number")),
            $"{place}: expected {string.Join(" or ", types)}, found {value?.ToJsonString() ?? "null"}."
        );
        if (value is JsonArray items && schema["items"] is { } item)
            foreach (var (i, one) in items.Index())
                Check(item, one, $"{place}[{i}]");
        if (value is not JsonObject fields)
            return;
        foreach (var name in schema["required"]?.AsArray() ?? [])
            Assert.IsTrue(fields.ContainsKey(name!.GetValue<string>()), $"{place}: no {name}.");
        foreach (var (name, field) in fields)
        {
            var known = schema["properties"]?[name] ?? schema["additionalProperties"];
            Assert.IsFalse(known is JsonValue, $"{place}: '{name}' is not in the schema.");
            if (known is not null)
                Check(known, field, $"{place}.{name}");
        }
    }

    private static string Kind(JsonNode? value) =>
        value?.GetValueKind() switch
        {
            null => "null",
            JsonValueKind.Object => "object",
            JsonValueKind.Array => "array",
            JsonValueKind.String => "string",
            JsonValueKind.True or JsonValueKind.False => "boolean",
            _ => value.ToJsonString().Contains('.', StringComparison.Ordinal) ? "number" : "integer",
        };
}
