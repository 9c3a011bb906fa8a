using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Rnn.Onnx.Models;

namespace Rnn.Onnx.Cli.Serve;

/// <summary>The fields of a request's body, each read by what it must be; what is wrong gets one sentence.</summary>
internal sealed class JsonFields
{
    private static readonly JsonSerializerOptions Strict = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    private readonly IReadOnlyDictionary<string, JsonElement> body;

    private JsonFields(IReadOnlyDictionary<string, JsonElement> body) => this.body = body;

    /// <summary>Reads a body.</summary>
    /// <exception cref="InvalidInputException">It is no JSON object.</exception>
    public static async Task<JsonFields> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        try
        {
            var read = await JsonSerializer.DeserializeAsync<JsonElement>(request.Body, Strict, cancel);
            return new(Object(read, "The body"));
        }
        catch (JsonException e)
        {
            var place = e.LineNumber is { } line
                ? string.Create(CultureInfo.InvariantCulture, $" at line {line + 1}, byte {e.BytePositionInLine + 1}")
                : "";
            throw new InvalidInputException($"The body: expected JSON, found an error{place}.", e);
        }
    }

    /// <summary>Refuses fields that are none of these.</summary>
    public JsonFields Only(params string[] names)
    {
        if (body.Keys.Except(names).FirstOrDefault() is { } other)
            throw new InvalidInputException(
                $"The body: expected fields among {string.Join(", ", names)}, found '{other}'."
            );
        return this;
    }

    public bool Has(string name) => body.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>The texts of an array, 1 or more.</summary>
    public string[] Texts(string name, int most)
    {
        var items = Items(Required(name), $"Field '{name}'", "texts", most);
        return [.. items.Select((item, i) => Text(item, $"Field '{name}[{i}]'"))];
    }

    /// <summary>A text.</summary>
    public string Text(string name, string missing) => Has(name) ? Text(body[name], $"Field '{name}'") : missing;

    /// <summary>A whole number.</summary>
    public long Integer(string name, long missing)
    {
        if (!Has(name))
            return missing;
        var value = body[name];
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
            ? number
            : throw Wrong($"Field '{name}'", "a whole number", value);
    }

    /// <summary>A whole number within a range.</summary>
    public long Integer(string name, long missing, long least, long most) =>
        Integer(name, missing) is var number && number >= least && number <= most
            ? number
            : throw new InvalidInputException($"Field '{name}': expected {least} to {most}, found {number}.");

    /// <summary>A finite number.</summary>
    public float Number(string name, float missing) => Has(name) ? Number(body[name], $"Field '{name}'") : missing;

    /// <summary>The items of an array, 1 or more.</summary>
    public JsonElement[] Items(string name, string what, int most) =>
        Items(Required(name), $"Field '{name}'", what, most);

    /// <summary>The entries of an object.</summary>
    public IReadOnlyDictionary<string, JsonElement> Entries(string name) => Object(Required(name), $"Field '{name}'");

    public static JsonElement[] Items(JsonElement value, string place, string what, int most)
    {
        if (value.ValueKind != JsonValueKind.Array)
            throw Wrong(place, $"an array of {what}", value);
        var count = value.GetArrayLength();
        if (count == 0)
            throw new InvalidInputException($"{place}: expected {what}, found an empty array.");
        if (count > most)
            throw new InvalidInputException(
                string.Create(CultureInfo.InvariantCulture, $"{place}: expected {most} {what} or fewer, found {count}.")
            );
        return [.. value.EnumerateArray()];
    }

    public static IReadOnlyDictionary<string, JsonElement> Object(JsonElement value, string place) =>
        value.ValueKind == JsonValueKind.Object
            ? value.Deserialize<Dictionary<string, JsonElement>>(Strict)!
            : throw Wrong(place, "an object", value);

    public static string Text(JsonElement value, string place)
    {
        if (value.ValueKind != JsonValueKind.String)
            throw Wrong(place, "a text", value);
        try
        {
            return value.GetString()!;
        }
        // Half of a surrogate pair, as "\ud800".
        catch (InvalidOperationException e)
        {
            throw new InvalidInputException($"{place}: expected a text of Unicode, found half of a character.", e);
        }
    }

    public static float Number(JsonElement value, string place) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetSingle(out var number) && float.IsFinite(number)
            ? number
            : throw Wrong(place, "a finite number", value);

    public static InvalidInputException Wrong(string place, string expected, JsonElement found) =>
        new($"{place}: expected {expected}, found {Kind(found)}.");

    private static string Kind(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Number => value.GetRawText() is { Length: < 40 } text ? text : "a long number",
            JsonValueKind.String => "a text",
            JsonValueKind.Array => "an array",
            JsonValueKind.Object => "an object",
            JsonValueKind.True or JsonValueKind.False => "a truth value",
            _ => "null",
        };

    private JsonElement Required(string name) =>
        body.TryGetValue(name, out var value)
            ? value
            : throw new InvalidInputException($"The body: expected a field '{name}', found none.");
}
